package io.surety.topology;

import java.util.List;

/**
 * How a coordinator gets on. What counts is progress: {@code RUNNING} alone says nothing.
 *
 * @param state of Kafka Streams
 * @param isLive false when it has stopped and will not go on by itself: start it again
 * @param isReady true when it has started, its copy of the registry is complete, and brokers answer
 * @param now epoch ms
 * @param partitions those that this instance processes
 */
public record Health(
    String state, boolean isLive, boolean isReady, long now, List<Partition> partitions) {
  public Health {
    partitions = List.copyOf(partitions);
  }

  /**
   * One partition.
   *
   * @param horizon everything appended before this time has been processed, epoch ms; 0 if that is
   *     not known yet
   * @param ageOfOldestUnprocessedMs how long the oldest signal that is known to wait has waited at
   *     most; 0 if none is
   * @param lastCommitAt epoch ms; 0 before the first commit
   * @param mostOverdueTimerMs how long the most overdue timer has waited; 0 if none is due
   * @param live messages something is still to happen to
   */
  public record Partition(
      int partition,
      long horizon,
      long ageOfOldestUnprocessedMs,
      long lastCommitAt,
      long mostOverdueTimerMs,
      int live) {}
}
