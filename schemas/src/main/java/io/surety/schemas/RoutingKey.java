package io.surety.schemas;

/**
 * The record key of every signal about a message.
 *
 * <p>Ids with the same routing key live in one task: {@code orders-42~0197a5} and {@code
 * orders-42~0197a6} both have {@code orders-42}. The partition must be the one Kafka's Java client
 * picks for the key (murmur2), in every language.
 */
public final class RoutingKey {
  /** Ends the routing key within a message id. */
  public static final char SEPARATOR = '~';

  private RoutingKey() {}

  /** The part of the id before its first {@code ~}, or the whole id when it has none. */
  public static String of(String messageId) {
    int end = messageId.indexOf(SEPARATOR);
    return end < 0 ? messageId : messageId.substring(0, end);
  }
}
