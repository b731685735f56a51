package io.surety.schemas;

/** Names of the Kafka record headers that Surety writes. All values are UTF-8 text. */
public final class Headers {
  /** The message id, on every delivered record. */
  public static final String ID = "surety-id";

  /** The delivery attempt, a decimal number from 1. */
  public static final String ATTEMPT = "surety-attempt";

  /**
   * The consumer groups this record is for, joined by {@code ,}; a group that is not named must
   * skip it.
   */
  public static final String GROUPS = "surety-groups";

  /** The tag, when the message has one. */
  public static final String TAG = "surety-tag";

  /** The producer. */
  public static final String PRODUCER = "surety-producer";

  /**
   * When the message's time to live ends, decimal epoch milliseconds UTC; only with a time to live.
   */
  public static final String DEADLINE = "surety-deadline";

  /** W3C Trace Context; passed through from the application, never made here. */
  public static final String TRACEPARENT = "traceparent";

  /** On malformed records: a {@code Decoded.Reason} or a code of the reader. */
  public static final String MALFORMED_REASON = "surety-malformed-reason";

  /** On malformed records: one sentence for an operator. */
  public static final String MALFORMED_DETAIL = "surety-malformed-detail";

  /** On malformed records: the topic it was read from. */
  public static final String MALFORMED_TOPIC = "surety-malformed-topic";

  /** On malformed records: the partition it was read from, decimal. */
  public static final String MALFORMED_PARTITION = "surety-malformed-partition";

  /** On malformed records: the offset it was read at, decimal. */
  public static final String MALFORMED_OFFSET = "surety-malformed-offset";

  /** On dead letters, as Kafka Streams names it (KIP-1034): type of the error. */
  public static final String ERRORS_EXCEPTION = "__streams.errors.exception";

  /** On dead letters (KIP-1034): message of the error. */
  public static final String ERRORS_MESSAGE = "__streams.errors.message";

  /** On dead letters (KIP-1034): stack trace of the error. */
  public static final String ERRORS_STACKTRACE = "__streams.errors.stacktrace";

  /** On dead letters (KIP-1034): topic of the record it happened with. */
  public static final String ERRORS_TOPIC = "__streams.errors.topic";

  /** On dead letters (KIP-1034): partition of that record, decimal. */
  public static final String ERRORS_PARTITION = "__streams.errors.partition";

  /** On dead letters (KIP-1034): offset of that record, decimal. */
  public static final String ERRORS_OFFSET = "__streams.errors.offset";

  private Headers() {}
}
