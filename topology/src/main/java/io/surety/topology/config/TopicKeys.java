package io.surety.topology.config;

import java.time.Duration;

/** Keys of the topics, most of which matter only when they are created. */
final class TopicKeys {
  static final ConfigGroup GROUP =
      ConfigGroup.of(
          "Topics",
          "The coordinator checks its topics at each start and refuses to run on wrong ones. These"
              + " keys are for topics that it creates; an existing topic is never changed.");

  static final Key<Boolean> CREATE =
      GROUP.flag(
          "surety.topics.create",
          false,
          "Whether missing topics are created at the start. False: a missing topic is an error that"
              + " says how to create it.");

  static final Key<Integer> PARTITIONS =
      GROUP.number(
          "surety.partitions",
          12,
          1,
          1_000,
          "Partitions of each topic, and so the largest number of threads that share the work in"
              + " all instances together. It cannot be changed later. Larger leaves room to grow"
              + " and restores faster after a crash, but costs memory, files and a little"
              + " throughput; smaller is cheaper and limits growth.");

  static final Key<Integer> REPLICATION_FACTOR =
      GROUP.number(
          "surety.replication.factor",
          3,
          1,
          32_767,
          "Copies of each partition. Larger survives the loss of more brokers; smaller needs fewer"
              + " brokers, and with 1 a lost disk is lost messages.");

  static final Key<Integer> MIN_INSYNC_REPLICAS =
      GROUP.number(
          "surety.min.insync.replicas",
          0,
          0,
          32_767,
          "Copies that must have a record before it counts as written. 0: one less than the"
              + " replication factor, at least 1. Larger loses nothing when more brokers are lost"
              + " at once, but stops writing earlier; smaller goes on writing with fewer brokers.");

  static final Key<Duration> SIGNAL_RETENTION =
      GROUP.millis(
          "surety.signal.retention.ms",
          Duration.ofDays(7),
          Duration.ofHours(1),
          Duration.ofDays(3_650),
          "How long signals stay in their topics. Larger survives a longer standstill of the"
              + " coordinator and allows a longer look back; smaller takes less disk, and a signal"
              + " that is older than this when the coordinator comes to it is lost.");

  static final Key<Duration> OUTPUT_RETENTION =
      GROUP.millis(
          "surety.output.retention.ms",
          Duration.ofDays(30),
          Duration.ofHours(1),
          Duration.ofDays(3_650),
          "How long archive records, dead letters, questions, events and malformed records stay in"
              + " their topics. It must exceed any outage of the archive. Larger survives longer"
              + " outages; smaller takes less disk.");

  static final Key<Duration> AUDIT_RETENTION =
      GROUP.millis(
          "surety.audit.retention.ms",
          Duration.ofDays(365),
          Duration.ofHours(1),
          Duration.ofDays(3_650),
          "How long it is kept what operators did. Larger can answer for longer; smaller takes less"
              + " disk.");

  private TopicKeys() {}
}
