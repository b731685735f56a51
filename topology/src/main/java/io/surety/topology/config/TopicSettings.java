package io.surety.topology.config;

import java.time.Duration;

/**
 * How topics are made.
 *
 * @param create whether missing ones are created
 * @param partitions of each topic, at least 1
 * @param replicationFactor copies of each partition, at least 1
 * @param minInsyncReplicas copies that must have a record before it counts as written, 1 to {@code
 *     replicationFactor}
 * @param signalRetention how long signals are kept
 * @param outputRetention how long what the coordinator writes is kept
 * @param auditRetention how long it is kept what operators did
 */
public record TopicSettings(
    boolean create,
    int partitions,
    short replicationFactor,
    int minInsyncReplicas,
    Duration signalRetention,
    Duration outputRetention,
    Duration auditRetention) {

  public TopicSettings {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be >= 1, was " + partitions);
    }
    if (replicationFactor < 1) {
      throw new IllegalArgumentException(
          "replicationFactor must be >= 1, was " + replicationFactor);
    }
    if (minInsyncReplicas < 1 || minInsyncReplicas > replicationFactor) {
      throw new IllegalArgumentException(
          "minInsyncReplicas must be 1 to replicationFactor ("
              + replicationFactor
              + "), was "
              + minInsyncReplicas);
    }
  }
}
