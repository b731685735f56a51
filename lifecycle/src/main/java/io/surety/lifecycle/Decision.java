package io.surety.lifecycle;

/**
 * Who decided about a message, and how.
 *
 * @param kind what was decided
 * @param source who said so
 * @param at epoch ms; 0 for {@link #NONE}
 * @param actor a person or a program, if it was named
 * @param reason why, if it was said
 */
public record Decision(Kind kind, Source source, long at, String actor, String reason) {

  /** Nothing is decided yet. */
  public static final Decision NONE = new Decision(Kind.NONE, Source.PRODUCER, 0, "", "");

  /** What was decided. */
  public enum Kind {
    NONE,
    CONFIRM,
    ROLL_BACK,
    CANCEL,
    /** An operator closed a dead letter of the message as a whole. */
    RESOLVE
  }

  /** Where a decision came from. */
  public enum Source {
    /** The producer, unasked. */
    PRODUCER,
    /** The producer, answering a check-back. */
    CHECK_BACK,
    /** A person or a program with an operator's rights. */
    OPERATOR,
    /** The coordinator itself: a due time, or the producer's policy. */
    TIMER
  }

  /** The decision that a signal makes. */
  static Decision by(Signal.Decide signal, Kind kind, long at) {
    return new Decision(kind, signal.source(), at, signal.actor(), signal.reason());
  }

  /** True once somebody decided. */
  public boolean isMade() {
    return kind != Kind.NONE;
  }
}
