package io.surety.lifecycle;

/** Where a message stands. {@code ABSENT} is a status too, so that every question has an answer. */
public enum Status {
  /** Nothing is known of this id. */
  ABSENT,
  /** A signal came before its prepare and waits for it. */
  EARLY,
  /** Stored, not deliverable until decided; the producer is asked when the decision is late. */
  PREPARED,
  /** The producer could not be brought to a decision: a person must decide. */
  UNRESOLVED,
  /** Confirmed, held until its delivery time. */
  SCHEDULED,
  /** Dispatched; at least one group has neither consumed nor been given up. */
  DELIVERING,
  /** Every subscribed group has consumed (or is unsubscribed). */
  COMPLETED,
  /** Given up, as a whole or for at least one group; kept until redriven, resolved, or too old. */
  DEAD_LETTERED,
  /** The producer decided against it: nobody receives it. */
  ROLLED_BACK,
  /** Confirmed, then withdrawn before the dispatch. */
  CANCELLED,
  /** Its time to live ended before it was delivered. */
  EXPIRED;

  /** True where no timer is needed any more: the message has left the live stores for good. */
  public boolean isFinal() {
    return switch (this) {
      case COMPLETED, ROLLED_BACK, CANCELLED, EXPIRED -> true;
      case ABSENT, EARLY, PREPARED, UNRESOLVED, SCHEDULED, DELIVERING, DEAD_LETTERED -> false;
    };
  }
}
