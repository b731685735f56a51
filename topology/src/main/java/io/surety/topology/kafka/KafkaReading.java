package io.surety.topology.kafka;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is read of Kafka's own metrics: all of it, and nothing else. Kafka has hundreds, one for
 * each thread, task, store, client and broker; here each is one number for the instance, or one for
 * each value of a single tag.
 */
public enum KafkaReading {
  /** Stream threads that run. */
  STREAM_THREADS_ALIVE("stream-metrics", "alive-stream-threads", Fold.SUM),
  /** Stream threads that died since the start; they are replaced. */
  STREAM_THREADS_FAILED("stream-metrics", "failed-stream-threads", Fold.SUM),
  /** Records processed. */
  PROCESSED("stream-thread-metrics", "process-total", Fold.SUM),
  /** Transactions committed. */
  COMMITS("stream-thread-metrics", "commit-total", Fold.SUM),
  /** The slowest commit of late, ms. */
  COMMIT_LATENCY_MAX("stream-thread-metrics", "commit-latency-max", Fold.MAX),
  /** Time that stream threads were blocked on Kafka, ns. */
  BLOCKED_TIME("stream-thread-metrics", "blocked-time-ns-total", Fold.SUM),
  /** Tasks whose stores are being restored. */
  TASKS_RESTORING("stream-state-updater-metrics", "active-restoring-tasks", Fold.SUM),
  /** Iterators over stores that are open now. */
  ITERATORS_OPEN("stream-state-metrics", "num-open-iterators", Fold.SUM),
  /** Bytes of the stores on disk. */
  STORE_BYTES("stream-state-metrics", "total-sst-files-size", Fold.SUM, "state"),
  /** Bytes of the stores in memory that are not on disk yet. */
  MEMTABLE_BYTES("stream-state-metrics", "size-all-mem-tables", Fold.SUM, "state"),
  /** Bytes of the stores' common block cache; each store tells of the same one. */
  BLOCK_CACHE_BYTES("stream-state-metrics", "block-cache-usage", Fold.MAX),
  /** Records of a topic that wait to be read. */
  LAG("consumer-fetch-manager-metrics", "records-lag", Fold.SUM, "topic"),
  /** Rebalances this instance took part in. */
  REBALANCES("consumer-coordinator-metrics", "rebalance-total", Fold.SUM),
  /** Rebalances that failed. */
  REBALANCES_FAILED("consumer-coordinator-metrics", "failed-rebalance-total", Fold.SUM),
  /** Records that could not be written. */
  PRODUCER_ERRORS("producer-metrics", "record-error-total", Fold.SUM),
  /** Records that were sent again. */
  PRODUCER_RETRIES("producer-metrics", "record-retry-total", Fold.SUM),
  /** Time spent on committing transactions, ns. */
  TRANSACTION_COMMIT_TIME("producer-metrics", "txn-commit-time-ns-total", Fold.SUM),
  /** Time spent on aborting transactions, ns. */
  TRANSACTION_ABORT_TIME("producer-metrics", "txn-abort-time-ns-total", Fold.SUM);

  /** How the values of many threads, tasks or clients become one. */
  enum Fold {
    SUM,
    MAX;

    double of(double one, double other) {
      return switch (this) {
        case SUM -> one + other;
        case MAX -> Math.max(one, other);
      };
    }
  }

  private final String group;
  private final String name;
  private final Fold fold;
  private final @Nullable String tag;

  KafkaReading(String group, String name, Fold fold) {
    this(group, name, fold, null);
  }

  KafkaReading(String group, String name, Fold fold, @Nullable String tag) {
    this.group = group;
    this.name = name;
    this.fold = fold;
    this.tag = tag;
  }

  /** Kafka's name for the kind of metric. */
  String group() {
    return group;
  }

  /** Kafka's name of the metric. */
  String metric() {
    return name;
  }

  Fold fold() {
    return fold;
  }

  /** The one tag whose values are told apart, if there is one. */
  public Optional<String> tag() {
    return Optional.ofNullable(tag);
  }
}
