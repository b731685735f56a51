package io.surety.topology.dispatch;

/**
 * What is known of a destination.
 *
 * @param kind whether records can be sent
 * @param messageMaxBytes the largest record it takes; {@link Integer#MAX_VALUE} where we may not
 *     know
 * @param detail a sentence for an operator; empty for {@link Kind#UNKNOWN} and {@link Kind#READY}
 */
public record DestinationState(Kind kind, int messageMaxBytes, String detail) {
  /** Nobody has looked yet. */
  static final DestinationState UNKNOWN = new DestinationState(Kind.UNKNOWN, Integer.MAX_VALUE, "");

  /** Whether records can be sent. */
  public enum Kind {
    /** Not looked at yet. */
    UNKNOWN,
    /** Exists, and may be written to. */
    READY,
    /** No such topic. */
    MISSING,
    /** The coordinator may not write to it, or not see it. */
    FORBIDDEN,
    /** No partition has a leader. */
    LEADERLESS
  }

  static DestinationState ready(int messageMaxBytes) {
    return new DestinationState(Kind.READY, messageMaxBytes, "");
  }

  static DestinationState missing(String topic) {
    return new DestinationState(
        Kind.MISSING,
        Integer.MAX_VALUE,
        "topic '" + topic + "' does not exist; create it, and delivery goes on by itself");
  }

  static DestinationState forbidden(String topic) {
    return new DestinationState(
        Kind.FORBIDDEN,
        Integer.MAX_VALUE,
        "the coordinator may not write to topic '"
            + topic
            + "'; allow it to describe and write, and delivery goes on by itself");
  }

  static DestinationState leaderless(String topic, int messageMaxBytes) {
    return new DestinationState(
        Kind.LEADERLESS,
        messageMaxBytes,
        "no partition of topic '" + topic + "' has a leader; delivery goes on when one has");
  }
}
