package io.surety.topology.log;

import org.jspecify.annotations.Nullable;

/**
 * Up to which time one signal partition is known to be processed: everything appended before has
 * been.
 *
 * <p>Two things tell. The last processed record was appended after everything before it. And where
 * the log is quiet, a sample of its end: at time S it ended at offset E, so once the consumer's
 * position is at E and all it handed out is processed, nothing from before S is left. Positions,
 * unlike records, also pass the markers that transactions leave in the log.
 *
 * <p>Told by the stream thread and by the sampler's; asked by any.
 */
public final class PartitionHorizon {
  /** Nothing is known. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  private static final long NONE = -1;

  private volatile long handedOut = NONE;
  private volatile long position = NONE;
  private volatile long processed = NONE;
  private volatile long processedTime = UNKNOWN;
  private volatile long wanted = UNKNOWN;
  private long reachedTime = UNKNOWN;
  private @Nullable Sample next;
  private @Nullable Sample newest;

  private record Sample(long time, long end) {}

  /** The consumer gave the task records, the last of them with this offset. */
  void handedOut(long lastOffset) {
    handedOut = lastOffset;
  }

  /** The consumer will fetch this offset next. To be told after {@link #handedOut}. */
  void position(long nextOffset) {
    position = nextOffset;
  }

  /** The task has processed a record. */
  void processed(long offset, long appendTime) {
    processedTime = Math.max(processedTime, appendTime);
    processed = offset;
  }

  /** Somebody waits for the horizon to pass this time. */
  void want(long time) {
    if (time > wanted) {
      wanted = time;
    }
  }

  /** True while a sample is needed to pass the time that is waited for. */
  synchronized boolean wantsSample() {
    Sample latest = newest != null ? newest : next;
    long sampled = latest == null ? reachedTime : latest.time();
    return wanted > Math.max(sampled, processedTime);
  }

  /** At {@code time} the partition ended before offset {@code end}, or later. */
  synchronized void sampled(long time, long end) {
    Sample sample = new Sample(time, end);
    if (next == null) {
      next = sample;
    } else {
      // The older one stays: under steady traffic the newest end would never be reached.
      newest = sample;
    }
  }

  /** Everything appended before this time is processed; epoch ms, or {@link #UNKNOWN}. */
  public synchronized long time() {
    while (next != null && isReached(next)) {
      reachedTime = Math.max(reachedTime, next.time());
      next = newest;
      newest = null;
    }
    return Math.max(processedTime, reachedTime);
  }

  /** True if a sampled end of the log has not been reached yet. */
  public synchronized boolean isBehind() {
    long unused = time();
    return next != null;
  }

  /** The last processed offset; -1 if none. */
  public long processedOffset() {
    return processed;
  }

  private boolean isReached(Sample sample) {
    // Read in this order: the position is told last.
    boolean fetched = position >= sample.end();
    return fetched && processed >= handedOut;
  }
}
