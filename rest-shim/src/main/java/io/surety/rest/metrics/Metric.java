package io.surety.rest.metrics;

import io.surety.topology.kafka.KafkaReading;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue: every metric that {@code /metrics} tells, with its name, kind, labels and meaning.
 * Names, labels and their values are public; {@code docs/metrics.md} is made from here.
 *
 * <p>No label has a message id or a key. Labels that users choose (groups, destinations) are
 * bounded.
 */
public enum Metric {
  MESSAGES(
      Section.MESSAGES,
      "surety_messages",
      Kind.GAUGE,
      "Live messages by where they stand.",
      "status"),
  MESSAGES_OLDEST_AGE(
      Section.MESSAGES,
      "surety_messages_oldest_age_seconds",
      Kind.GAUGE,
      "How long the oldest message has been standing there; 0 if there is none. Undecided ones"
          + " count from their prepare, those being delivered from the confirm or their delivery"
          + " time.",
      "status"),
  UNDECIDED(
      Section.MESSAGES,
      "surety_undecided_messages",
      Kind.GAUGE,
      "Messages accepted that nobody has decided about yet."),
  UNREADABLE(
      Section.MESSAGES,
      "surety_unreadable_messages",
      Kind.GAUGE,
      "Rows in the stores that cannot be read. Anything but 0 needs a look at the log."),
  UNACCOUNTED(
      Section.MESSAGES,
      "surety_unaccounted_messages",
      Kind.GAUGE,
      "Messages that are to go on, and have no timer that would see to it; or the other way round."
          + " Counted in two ways that do not know of each other. Anything but 0 is a defect."),
  TRANSITIONS(
      Section.MESSAGES,
      "surety_transitions_total",
      Kind.COUNTER,
      "Messages that came from one standing to another.",
      "from",
      "to"),
  ACCEPTED(
      Section.MESSAGES,
      "surety_messages_accepted_total",
      Kind.COUNTER,
      "Messages accepted, by the way they were handed over.",
      "mode"),
  CONFIRMED(
      Section.MESSAGES,
      "surety_messages_confirmed_total",
      Kind.COUNTER,
      "Messages confirmed, by who decided. Sent and direct ones are confirmed by their producer.",
      "source"),
  ROLLED_BACK(
      Section.MESSAGES,
      "surety_messages_rolled_back_total",
      Kind.COUNTER,
      "Messages rolled back, by who decided.",
      "source"),
  ENDED_UNDECIDED(
      Section.MESSAGES,
      "surety_messages_ended_undecided_total",
      Kind.COUNTER,
      "Messages that expired, were resolved by hand or became too old before anybody decided."),

  DELIVERIES(
      Section.DELIVERY,
      "surety_deliveries",
      Kind.GAUGE,
      "Deliveries that a consumer group has not consumed, by where they stand.",
      "group",
      "status"),
  DELIVERIES_OLDEST_AGE(
      Section.DELIVERY,
      "surety_deliveries_oldest_age_seconds",
      Kind.GAUGE,
      "How long the group has been owed the oldest of them, whatever was tried since; dead ones"
          + " count from when they were given up.",
      "group",
      "status"),
  DISPATCHES(
      Section.DELIVERY,
      "surety_dispatches_total",
      Kind.COUNTER,
      "Records handed to destinations: first, redelivery, or repeated because it may not have left"
          + " before a restart.",
      "kind"),
  DISPATCH_FAILURES(
      Section.DELIVERY,
      "surety_dispatch_failures_total",
      Kind.COUNTER,
      "Records that a destination did not take, by reason.",
      "reason"),
  DESTINATION_FAILURES(
      Section.DELIVERY,
      "surety_destination_failures_total",
      Kind.COUNTER,
      "The same by destination; beyond the first hundred they are counted together.",
      "destination"),
  DEAD_LETTERS(
      Section.DELIVERY,
      "surety_dead_letters_total",
      Kind.COUNTER,
      "Dead letters written, for a group or a message as a whole, by reason.",
      "reason"),
  CONFIRM_TO_DISPATCH(
      Section.DELIVERY,
      "surety_confirm_to_dispatch_seconds",
      Kind.HISTOGRAM,
      "From a message's confirm, or its delivery time, to its first dispatch."),
  CONFIRM_TO_COMPLETED(
      Section.DELIVERY,
      "surety_confirm_to_completed_seconds",
      Kind.HISTOGRAM,
      "From a message's confirm, or its delivery time, until every group had consumed it."),

  CHECK_BACKS(
      Section.QUESTIONS,
      "surety_check_backs_total",
      Kind.COUNTER,
      "Times a producer was asked for its decision."),
  CHECK_BACK_ANSWERS(
      Section.QUESTIONS,
      "surety_check_back_answers_total",
      Kind.COUNTER,
      "Answers of producers, by what they said.",
      "answer"),
  CONSUME_CHECKS(
      Section.QUESTIONS,
      "surety_consume_checks_total",
      Kind.COUNTER,
      "Times a consumer group was asked for its state."),
  CALLBACKS(
      Section.QUESTIONS,
      "surety_callbacks_total",
      Kind.COUNTER,
      "Questions asked over HTTP, by what was asked and how it went.",
      "question",
      "outcome"),
  CALLBACK_TIME(
      Section.QUESTIONS,
      "surety_callback_seconds",
      Kind.HISTOGRAM,
      "How long callbacks took that were made."),
  CALLBACKS_WAITING(
      Section.QUESTIONS,
      "surety_callbacks_waiting",
      Kind.GAUGE,
      "Questions that wait until their host has answered others."),
  CALLBACK_HOSTS_HELD_BACK(
      Section.QUESTIONS,
      "surety_callback_hosts_held_back",
      Kind.GAUGE,
      "Hosts that are not called for a moment, because their last calls failed."),

  SIGNALS(
      Section.SIGNALS,
      "surety_signals_total",
      Kind.COUNTER,
      "Signals taken up, those of timers and failed dispatches included.",
      "kind"),
  REFUSALS(
      Section.SIGNALS,
      "surety_refusals_total",
      Kind.COUNTER,
      "Signals that changed nothing, by reason.",
      "reason"),
  MALFORMED(
      Section.SIGNALS,
      "surety_malformed_records_total",
      Kind.COUNTER,
      "Records of signal topics that were not signals; they are in the topic malformed.",
      "reason"),
  MALFORMED_REGISTRATIONS(
      Section.SIGNALS,
      "surety_malformed_registrations_total",
      Kind.COUNTER,
      "Records of the registry that were not registrations; the value before each stays in force."),
  DEFECTS(
      Section.SIGNALS,
      "surety_defects_total",
      Kind.COUNTER,
      "Times a message was set aside because of a defect of the coordinator."),

  TIMERS_FIRED(Section.PROGRESS, "surety_timers_fired_total", Kind.COUNTER, "Timers fired."),
  TIMER_LATENESS(
      Section.PROGRESS,
      "surety_timer_lateness_seconds",
      Kind.HISTOGRAM,
      "How long after its time a timer fired. A timer waits for what is in the log before it."),
  TICKS(
      Section.PROGRESS,
      "surety_timer_ticks_total",
      Kind.COUNTER,
      "Times that due timers were looked for."),
  TICK_TIME(
      Section.PROGRESS,
      "surety_timer_tick_seconds_total",
      Kind.COUNTER,
      "Time spent on looking for due timers and firing them."),
  LIVE(
      Section.PROGRESS,
      "surety_live",
      Kind.GAUGE,
      "1 while the coordinator works or will by itself; 0 when only a restart helps."),
  READY(
      Section.PROGRESS,
      "surety_ready",
      Kind.GAUGE,
      "1 once it has started, knows what is registered, and hears from the brokers."),
  PARTITIONS(
      Section.PROGRESS,
      "surety_partitions",
      Kind.GAUGE,
      "Partitions that this instance processes."),
  HORIZON_LAG(
      Section.PROGRESS,
      "surety_horizon_lag_seconds",
      Kind.GAUGE,
      "How long ago everything had been processed that was in the log then. As old as the last"
          + " scrape where nothing happens.",
      "partition"),
  OLDEST_UNPROCESSED(
      Section.PROGRESS,
      "surety_oldest_unprocessed_signal_age_seconds",
      Kind.GAUGE,
      "How long the oldest signal that waits has waited at most; 0 if none waits.",
      "partition"),
  MOST_OVERDUE_TIMER(
      Section.PROGRESS,
      "surety_most_overdue_timer_seconds",
      Kind.GAUGE,
      "How long the most overdue timer has waited; 0 if none is due.",
      "partition"),
  LAST_COMMIT_AGE(
      Section.PROGRESS,
      "surety_last_commit_age_seconds",
      Kind.GAUGE,
      "How long ago the partition's thread last committed; not told before it has.",
      "partition"),

  HTTP_REQUESTS(
      Section.HTTP,
      "surety_http_requests_total",
      Kind.COUNTER,
      "Requests answered, by the route's template and the status.",
      "method",
      "route",
      "status"),
  PEER_REFUSALS(
      Section.HTTP,
      "surety_peer_refusals_total",
      Kind.COUNTER,
      "Requests among servers that were refused because they do not trust each other: there, by"
          + " another server; here, by this one. Anything but 0 needs a look at the secrets and"
          + " clocks.",
      "side"),
  HTTP_TIME(
      Section.HTTP,
      "surety_http_request_seconds",
      Kind.HISTOGRAM,
      "How long requests took, waiting for what they wrote included.",
      "method",
      "route"),

  STREAM_THREADS(
      KafkaReading.STREAM_THREADS_ALIVE,
      "surety_kafka_stream_threads",
      Kind.GAUGE,
      "Stream threads that run."),
  STREAM_THREADS_FAILED(
      KafkaReading.STREAM_THREADS_FAILED,
      "surety_kafka_stream_threads_failed_total",
      Kind.COUNTER,
      "Stream threads that died and were replaced."),
  STREAM_RECORDS(
      KafkaReading.PROCESSED,
      "surety_kafka_records_processed_total",
      Kind.COUNTER,
      "Records that stream threads processed."),
  STREAM_COMMITS(
      KafkaReading.COMMITS,
      "surety_kafka_commits_total",
      Kind.COUNTER,
      "Commits of stream threads."),
  STREAM_COMMIT_MAX(
      KafkaReading.COMMIT_LATENCY_MAX,
      1e-3,
      "surety_kafka_commit_max_seconds",
      Kind.GAUGE,
      "The slowest commit of late."),
  STREAM_BLOCKED(
      KafkaReading.BLOCKED_TIME,
      1e-9,
      "surety_kafka_blocked_seconds_total",
      Kind.COUNTER,
      "Time that stream threads waited for Kafka."),
  TASKS_RESTORING(
      KafkaReading.TASKS_RESTORING,
      "surety_kafka_tasks_restoring",
      Kind.GAUGE,
      "Partitions whose stores are being restored from their changelogs."),
  ITERATORS(
      KafkaReading.ITERATORS_OPEN,
      "surety_kafka_store_iterators_open",
      Kind.GAUGE,
      "Iterators over stores that are open. Rising without an end is a leak."),
  STORE_BYTES(
      KafkaReading.STORE_BYTES,
      "surety_kafka_store_bytes",
      Kind.GAUGE,
      "Size of the stores on disk.",
      "store"),
  MEMTABLE_BYTES(
      KafkaReading.MEMTABLE_BYTES,
      "surety_kafka_memtable_bytes",
      Kind.GAUGE,
      "What of the stores is in memory and not on disk yet.",
      "store"),
  BLOCK_CACHE_BYTES(
      KafkaReading.BLOCK_CACHE_BYTES,
      "surety_kafka_block_cache_bytes",
      Kind.GAUGE,
      "Used of the block cache that all stores share."),
  LAG(
      KafkaReading.LAG,
      "surety_kafka_lag_records",
      Kind.GAUGE,
      "Records that wait to be read.",
      "topic"),
  REBALANCES(
      KafkaReading.REBALANCES,
      "surety_kafka_rebalances_total",
      Kind.COUNTER,
      "Rebalances that this instance took part in."),
  REBALANCES_FAILED(
      KafkaReading.REBALANCES_FAILED,
      "surety_kafka_rebalances_failed_total",
      Kind.COUNTER,
      "Rebalances that failed."),
  PRODUCER_ERRORS(
      KafkaReading.PRODUCER_ERRORS,
      "surety_kafka_producer_errors_total",
      Kind.COUNTER,
      "Records of our topics that could not be written."),
  PRODUCER_RETRIES(
      KafkaReading.PRODUCER_RETRIES,
      "surety_kafka_producer_retries_total",
      Kind.COUNTER,
      "Records of our topics that were sent again."),
  TRANSACTION_COMMIT(
      KafkaReading.TRANSACTION_COMMIT_TIME,
      1e-9,
      "surety_kafka_transaction_commit_seconds_total",
      Kind.COUNTER,
      "Time spent on committing transactions."),
  TRANSACTION_ABORT(
      KafkaReading.TRANSACTION_ABORT_TIME,
      1e-9,
      "surety_kafka_transaction_abort_seconds_total",
      Kind.COUNTER,
      "Time spent on aborting transactions."),

  BUILD(
      Section.PROCESS,
      "surety_build_info",
      Kind.GAUGE,
      "1, for what runs here.",
      "version",
      "java"),
  UPTIME(
      Section.PROCESS,
      "surety_process_uptime_seconds",
      Kind.GAUGE,
      "Time since the process started."),
  CPU(Section.PROCESS, "surety_process_cpu_seconds_total", Kind.COUNTER, "Processor time used."),
  HEAP_USED(Section.PROCESS, "surety_process_heap_used_bytes", Kind.GAUGE, "Heap in use."),
  HEAP_MAX(Section.PROCESS, "surety_process_heap_max_bytes", Kind.GAUGE, "Heap at most."),
  GC_TIME(
      Section.PROCESS,
      "surety_process_gc_seconds_total",
      Kind.COUNTER,
      "Time spent on collecting garbage."),
  THREADS(Section.PROCESS, "surety_process_threads", Kind.GAUGE, "Threads.");

  /** What metrics belong together, for the page. */
  enum Section {
    MESSAGES("Messages"),
    DELIVERY("Delivery"),
    QUESTIONS("Questions"),
    SIGNALS("Signals"),
    PROGRESS("Progress"),
    HTTP("HTTP"),
    KAFKA("Kafka Streams and its clients"),
    PROCESS("The process");

    private final String title;

    Section(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** What a metric is to Prometheus. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  private final Section section;
  private final String metricName;
  private final Kind kind;
  private final String help;
  private final List<String> labels;
  private final @Nullable KafkaReading reading;
  private final double unit;

  Metric(Section section, String name, Kind kind, String help, String... labels) {
    this(section, null, 1, name, kind, help, labels);
  }

  Metric(KafkaReading reading, String name, Kind kind, String help, String... labels) {
    this(Section.KAFKA, reading, 1, name, kind, help, labels);
  }

  Metric(KafkaReading reading, double unit, String name, Kind kind, String help) {
    this(Section.KAFKA, reading, unit, name, kind, help);
  }

  Metric(
      Section section,
      @Nullable KafkaReading reading,
      double unit,
      String name,
      Kind kind,
      String help,
      String... labels) {
    this.section = section;
    this.reading = reading;
    this.unit = unit;
    this.metricName = name;
    this.kind = kind;
    this.help = help;
    this.labels = List.of(labels);
  }

  Section section() {
    return section;
  }

  /** As Prometheus stores it; of a histogram, without its endings. */
  public String metricName() {
    return metricName;
  }

  /** What it is to Prometheus. */
  public Kind kind() {
    return kind;
  }

  /** What it tells. */
  public String help() {
    return help;
  }

  /** The names of its labels, in order. */
  public List<String> labels() {
    return labels;
  }

  /** What of Kafka's metrics it tells, if it does. */
  Optional<KafkaReading> reading() {
    return Optional.ofNullable(reading);
  }

  /** What one of Kafka's units is in ours. */
  double unit() {
    return unit;
  }
}
