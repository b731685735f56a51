package io.surety.lifecycle;

/**
 * One thing that came of a delivery: an attempt that did not end in consumed, or what happened
 * between two of them.
 *
 * @param number of the attempt it is about, 1-based; of one that was held back, the attempt that
 *     was not made
 * @param dispatchedAt when that attempt was dispatched, or first held back, epoch ms
 * @param endedAt when it ended, was asked about, was held back last, or was dealt with by hand,
 *     epoch ms
 * @param outcome what it came to
 * @param failure what the group or the destination reported, or {@link Failure#NONE}; of what was
 *     done by hand, who (type) and why (message)
 */
public record Attempt(
    int number, long dispatchedAt, long endedAt, Outcome outcome, Failure failure) {

  /** What it came to. */
  public enum Outcome {
    /** The group reported a failure. */
    FAILED,
    /** The group rejected the message. */
    REJECTED,
    /** Neither received nor consumed was heard in time. */
    NOT_RECEIVED,
    /** Received, but not finished in time. */
    NOT_FINISHED,
    /** The destination did not take the record, so that the attempt was not made. */
    HELD_BACK,
    /** The group was silent, and was asked; the attempt goes on. */
    ASKED,
    /** Given up, and sent again by an operator. */
    REDRIVEN,
    /** Given up, and closed by an operator. */
    RESOLVED;

    /** True if an attempt was made and ended so. */
    public boolean isEnd() {
      return switch (this) {
        case FAILED, REJECTED, NOT_RECEIVED, NOT_FINISHED -> true;
        case HELD_BACK, ASKED, REDRIVEN, RESOLVED -> false;
      };
    }

    /** True for what an operator did. */
    public boolean isByHand() {
      return this == REDRIVEN || this == RESOLVED;
    }
  }

  /** An operator's deed. */
  static Attempt byHand(Delivery delivery, Outcome outcome, Signal.Decide said, long now) {
    Failure words = Failure.of(said.actor(), said.reason()).stored();
    return new Attempt(delivery.attempt(), delivery.dispatchedAt(), now, outcome, words);
  }

  /** True if this goes on with what the other one says: held back again, for the same reason. */
  boolean continues(Attempt other) {
    return outcome == Outcome.HELD_BACK
        && other.outcome == Outcome.HELD_BACK
        && number == other.number
        && failure.type().equals(other.failure.type());
  }

  /** The same since the other one began. */
  Attempt since(Attempt other) {
    return new Attempt(number, other.dispatchedAt, endedAt, outcome, failure);
  }
}
