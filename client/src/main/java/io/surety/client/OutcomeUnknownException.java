package io.surety.client;

import org.jspecify.annotations.Nullable;

/**
 * It may have been done or not: the record was sent, and the broker's answer did not come.
 *
 * <p>Repeating the call with the same message or id is always safe, because repeated signals change
 * nothing. A prepared message that is left alone is settled by the producer's check-back.
 *
 * <p>A local transaction that is run by {@link Publisher#execute(Message, LocalTransaction)} may
 * throw this, too, when it cannot say whether it was committed: then nothing is rolled back, and
 * the check-back decides.
 */
public final class OutcomeUnknownException extends SuretyException {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem what was tried and why its outcome is not known, without a full stop
   * @param nextStep what to do now, as a sentence
   * @param cause what the Kafka client (or the local database) said, if it said something
   */
  public OutcomeUnknownException(String problem, String nextStep, @Nullable Throwable cause) {
    super(problem, nextStep, cause);
  }
}
