package io.surety.lifecycle;

/**
 * One time the producer was asked for its decision.
 *
 * @param attempt 1-based
 * @param askedAt epoch ms; 0 for a question that is known only from its answer
 * @param answer what it said
 * @param answeredAt epoch ms; 0 while it has not
 */
public record Question(int attempt, long askedAt, Answer answer, long answeredAt) {

  /** What came back. A verdict that decides is not here: it is the message's decision. */
  public enum Answer {
    /** Nothing, so far. */
    NONE,
    /** The producer does not know: this spends the budget. */
    UNKNOWN,
    /** The producer is still at it. */
    IN_PROGRESS
  }
}
