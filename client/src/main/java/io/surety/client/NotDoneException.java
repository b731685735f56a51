package io.surety.client;

import org.jspecify.annotations.Nullable;

/**
 * It was definitely not done: nothing was stored, and nothing will come of this call.
 *
 * <p>The client or the broker refused the record before it was written, for example because it is
 * too large, the topic is forbidden, or this client is closed. Calling again without a change
 * usually ends the same way; {@link #nextStep()} says what to change.
 */
public final class NotDoneException extends SuretyException {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem what was tried and why it was refused, without a full stop
   * @param nextStep what to do now, as a sentence
   * @param cause what the Kafka client said, if it said something
   */
  public NotDoneException(String problem, String nextStep, @Nullable Throwable cause) {
    super(problem, nextStep, cause);
  }
}
