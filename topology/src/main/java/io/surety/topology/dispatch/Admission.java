package io.surety.topology.dispatch;

import io.surety.lifecycle.Reason;

/**
 * Whether a record may go to a destination.
 *
 * @param reason why not; {@link Reason#NONE} unless it is refused
 * @param detail the sentence an operator needs; empty unless it is refused
 */
record Admission(Kind kind, Reason reason, String detail) {
  private static final Admission GRANTED = new Admission(Kind.GRANTED, Reason.NONE, "");
  private static final Admission UNKNOWN = new Admission(Kind.UNKNOWN, Reason.NONE, "");

  /** May it go? */
  enum Kind {
    GRANTED,
    REFUSED,
    /** Nobody knows yet. */
    UNKNOWN
  }

  static Admission of(DestinationState state, String topic, int size, int producerMaxBytes) {
    return switch (state.kind()) {
      case UNKNOWN -> size > producerMaxBytes ? tooLarge(topic, size, producerMaxBytes) : UNKNOWN;
      case MISSING -> refused(Reason.DESTINATION_MISSING, state.detail());
      case FORBIDDEN -> refused(Reason.DESTINATION_FORBIDDEN, state.detail());
      case LEADERLESS -> refused(Reason.DESTINATION_UNAVAILABLE, state.detail());
      case READY -> {
        int limit = Math.min(state.messageMaxBytes(), producerMaxBytes);
        yield size > limit ? tooLarge(topic, size, limit) : GRANTED;
      }
    };
  }

  private static Admission refused(Reason reason, String detail) {
    return new Admission(Kind.REFUSED, reason, detail);
  }

  private static Admission tooLarge(String topic, int size, int limit) {
    return refused(
        Reason.TOO_LARGE,
        "the record has "
            + size
            + " bytes, topic '"
            + topic
            + "' takes "
            + limit
            + "; raise the topic's max.message.bytes or surety.message.max.bytes, or send less");
  }
}
