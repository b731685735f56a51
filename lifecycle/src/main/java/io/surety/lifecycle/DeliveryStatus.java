package io.surety.lifecycle;

/** Where the delivery of a message to one consumer group stands. */
public enum DeliveryStatus {
  /** Written to the destination, nothing heard yet. */
  DISPATCHED,
  /** The group has it and works on it. */
  RECEIVED,
  /** No attempt is under way; the next one has its time (attempt 0: the first is still to come). */
  WAITING,
  /** The group is done with it. */
  CONSUMED,
  /** Given up for this group, with a reason. */
  DEAD,
  /** The group's subscription ended before it consumed. */
  UNSUBSCRIBED;

  /** True while the coordinator still owes this group something. */
  public boolean isOpen() {
    return switch (this) {
      case DISPATCHED, RECEIVED, WAITING -> true;
      case CONSUMED, DEAD, UNSUBSCRIBED -> false;
    };
  }
}
