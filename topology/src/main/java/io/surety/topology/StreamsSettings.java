package io.surety.topology;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How Kafka Streams is run.
 *
 * @param applicationId the consumer group, and the start of every internal name
 * @param kafka {@code bootstrap.servers}, security, and what else is passed through to Kafka's
 *     clients; with Streams' prefixes ({@code producer.}, {@code main.consumer.}, ...) or without
 * @param stateDir where the stores are; one instance each
 * @param applicationServer {@code host:port} where other instances reach this one's queries
 * @param streamThreads threads that process signals, at least 1
 * @param commitInterval time between two transactions
 * @param standbyReplicas copies of each store on other instances, 0 or more
 * @param replicationFactor of the changelogs; -1 for the brokers' default
 * @param rocksDbMemoryBytes for caches and write buffers of all stores together
 * @param maxTaskIdle how long a task waits for records of its other topics, so that signals are
 *     read in the order of their times; negative for not at all: the rules take any order
 */
public record StreamsSettings(
    String applicationId,
    Map<String, Object> kafka,
    Path stateDir,
    Optional<String> applicationServer,
    int streamThreads,
    Duration commitInterval,
    int standbyReplicas,
    short replicationFactor,
    long rocksDbMemoryBytes,
    Duration maxTaskIdle) {

  public StreamsSettings {
    kafka = Map.copyOf(kafka);
    if (streamThreads < 1) {
      throw new IllegalArgumentException("streamThreads must be >= 1, was " + streamThreads);
    }
    if (standbyReplicas < 0) {
      throw new IllegalArgumentException("standbyReplicas must be >= 0, was " + standbyReplicas);
    }
    if (rocksDbMemoryBytes < 1 << 20) {
      throw new IllegalArgumentException(
          "rocksDbMemoryBytes must be >= 1 MiB, was " + rocksDbMemoryBytes);
    }
  }
}
