package io.surety.lifecycle;

/** Why a message or a delivery was given up, or why a delivery is held back. */
public enum Reason {
  /** Nothing to explain. */
  NONE,
  /** Every attempt the group's policy allows was made. */
  ATTEMPTS_EXHAUSTED,
  /** The group said: never again. */
  REJECTED,
  /** The time to live ended before the group consumed. */
  TTL_EXPIRED,
  /** No subscription matched when the message was decided. */
  NO_SUBSCRIBER,
  /** The destination was never registered. */
  NO_DESTINATION,
  /** The record is larger than the destination takes. */
  TOO_LARGE,
  /** The producer was asked to the end of its budget or age and nobody decided. */
  CHECK_UNRESOLVED,
  /** Signals came, their prepare did not. */
  UNMATCHED,
  /** A direct message could not be written to its destination. */
  DISPATCH_FAILED,
  /** Held back: the destination's topic does not exist. Resumes by itself. */
  DESTINATION_MISSING,
  /** Held back: the coordinator may not write to the destination. Resumes by itself. */
  DESTINATION_FORBIDDEN,
  /** Held back: the destination did not take the record in time. Resumes by itself. */
  DESTINATION_UNAVAILABLE;

  /** True for failures of a dispatch that no later attempt can mend. */
  boolean endsDelivery() {
    return this == TOO_LARGE || this == NO_DESTINATION;
  }
}
