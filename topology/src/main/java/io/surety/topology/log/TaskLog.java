package io.surety.topology.log;

/**
 * What one task knows of the signals it reads. The task calls it on its stream thread; {@link
 * #processedOffset}, {@link #horizon}, {@link #wantHorizon}, {@link #isBehind} and {@link
 * #lastCommit} may be called by others.
 */
public interface TaskLog {

  /** A record has been processed, whatever came of it. */
  void processed(String topic, long offset, long appendTime);

  /** The last offset of this topic that the task has processed since it started; -1 if none. */
  long processedOffset(String topic);

  /**
   * Everything appended to the task's partitions before this time has been processed; epoch ms, or
   * {@link PartitionHorizon#UNKNOWN}. Timers due later must wait.
   */
  long horizon();

  /** Somebody needs the horizon to get to this time, so see to it that it is known. */
  void wantHorizon(long time);

  /** True if signals are known to wait that have not been processed. */
  boolean isBehind();

  /** False while the task may have lost its partitions without knowing. */
  boolean holdsLease();

  /** When the stream thread last committed offsets, epoch ms; 0 before the first time. */
  long lastCommit();
}
