package io.surety.lifecycle;

/**
 * A consumer group's wish to receive what is sent to a destination.
 *
 * @param group the consumer group
 * @param destination the topic
 * @param filter which tags
 * @param ackTimeoutMs silence after a dispatch before the next attempt, ms
 * @param processingTimeoutMs silence after received before the next attempt, ms
 * @param consumeCheck ask the group before redelivering to it
 * @param redelivery when to try again after a failure
 */
public record Subscription(
    String group,
    String destination,
    TagFilter filter,
    long ackTimeoutMs,
    long processingTimeoutMs,
    boolean consumeCheck,
    RedeliveryPolicy redelivery) {

  /** Default of {@link #ackTimeoutMs}. */
  public static final long DEFAULT_ACK_TIMEOUT_MS = 30_000;

  /** Default of {@link #processingTimeoutMs}. */
  public static final long DEFAULT_PROCESSING_TIMEOUT_MS = 300_000;

  public Subscription {
    if (ackTimeoutMs < 1) {
      throw new IllegalArgumentException("ackTimeoutMs must be >= 1, was " + ackTimeoutMs);
    }
    if (processingTimeoutMs < 1) {
      throw new IllegalArgumentException(
          "processingTimeoutMs must be >= 1, was " + processingTimeoutMs);
    }
  }

  /** With every default. */
  public static Subscription of(String group, String destination) {
    return new Subscription(
        group,
        destination,
        TagFilter.ALL,
        DEFAULT_ACK_TIMEOUT_MS,
        DEFAULT_PROCESSING_TIMEOUT_MS,
        false,
        RedeliveryPolicy.DEFAULT);
  }

  boolean wants(Content content) {
    return filter.matches(content.tag());
  }
}
