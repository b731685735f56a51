package io.surety.lifecycle;

/**
 * One delivery attempt that did not end in consumed.
 *
 * @param number 1-based
 * @param dispatchedAt epoch ms
 * @param endedAt epoch ms
 * @param outcome how it ended
 * @param failure what the group reported, or {@link Failure#NONE}
 */
public record Attempt(
    int number, long dispatchedAt, long endedAt, Outcome outcome, Failure failure) {

  /** How an attempt ended. */
  public enum Outcome {
    /** The group reported a failure. */
    FAILED,
    /** The group rejected the message. */
    REJECTED,
    /** Neither received nor consumed was heard in time. */
    NOT_RECEIVED,
    /** Received, but not finished in time. */
    NOT_FINISHED
  }
}
