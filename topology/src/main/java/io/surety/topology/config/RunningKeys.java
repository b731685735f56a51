package io.surety.topology.config;

import java.time.Duration;

/** Keys of threads, transactions, timers and memory. */
final class RunningKeys {
  static final ConfigGroup GROUP = ConfigGroup.of("Running", "");

  static final Key<Integer> STREAM_THREADS =
      GROUP.number(
          "surety.stream.threads",
          2,
          1,
          128,
          "Threads that process signals in this instance. Larger uses more processors, up to one a"
              + " thread and one partition each; smaller costs less memory.");

  static final Key<Integer> STANDBY_REPLICAS =
      GROUP.number(
          "surety.standby.replicas",
          1,
          0,
          10,
          "Further instances that keep a copy of each store, as far as there are instances. Larger"
              + " takes over faster after a crash; smaller costs less disk and network.");

  static final Key<Duration> COMMIT_INTERVAL =
      GROUP.millis(
          "surety.commit.interval.ms",
          Duration.ofMillis(200),
          Duration.ofMillis(10),
          Duration.ofSeconds(5),
          "Time between transactions. Deliveries do not wait for them. Larger costs fewer"
              + " transactions, and more is done again, and delivered twice, after a crash; smaller"
              + " shows archive records, dead letters and questions earlier.");

  static final Key<Duration> SESSION_TIMEOUT =
      GROUP.millis(
          "surety.session.timeout.ms",
          Duration.ofSeconds(10),
          Duration.ofSeconds(4),
          Duration.ofMinutes(30),
          "An instance that is silent for so long loses its partitions to the others. Larger"
              + " tolerates longer pauses; smaller takes over earlier after a crash. The brokers'"
              + " group.min.session.timeout.ms, 6 s by default, is a lower limit.");

  static final Key<Duration> TIMER_INTERVAL =
      GROUP.millis(
          "surety.timer.interval.ms",
          Duration.ofMillis(100),
          Duration.ofMillis(10),
          Duration.ofSeconds(10),
          "Time between two looks for due timers. Larger delays check-backs, redeliveries and"
              + " scheduled messages by up to as much; smaller costs more transactions.");

  static final Key<Integer> TIMERS_PER_TICK =
      GROUP.number(
          "surety.timer.max.per.tick",
          1_000,
          1,
          1_000_000,
          "Timers of one partition that are fired at one look; the rest waits for the next. Larger"
              + " catches up faster; smaller lets signals through more often.");

  static final Key<Duration> TIMER_BUDGET =
      GROUP.millis(
          "surety.timer.budget.ms",
          Duration.ofMillis(50),
          Duration.ofMillis(1),
          Duration.ofSeconds(5),
          "Time for the timers of one partition at one look; the rest waits for the next. Larger"
              + " catches up faster; smaller lets signals through more often.");

  static final Key<Long> ROCKSDB_MEMORY =
      GROUP.bytes(
          "surety.rocksdb.memory.bytes",
          256L << 20,
          16L << 20,
          1L << 40,
          "Memory of all stores of this instance together, outside of the Java heap. Larger reads"
              + " less from disk; smaller fits into a smaller container.");

  static final Key<Duration> REGISTRY_STALENESS =
      GROUP.millis(
          "surety.registry.staleness.max.ms",
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofMinutes(1),
          "A decision is judged by registrations at most so much older than it. Clients wait as long"
              + " after they registered, so all of them must know the same value. Larger stalls less"
              + " when the registry is slow to read; smaller lets a new subscription work earlier.");

  private RunningKeys() {}
}
