package io.surety.client;

import org.jspecify.annotations.Nullable;

/**
 * A client, a publisher or a consumer could not start: the cluster cannot be reached, or a topic is
 * missing or forbidden. Nothing is left running. {@link #nextStep()} names the remedy.
 */
public final class StartException extends SuretyException {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem why it could not start, without a full stop
   * @param nextStep what to do now, as a sentence
   * @param cause what the Kafka client said, if it said something
   */
  public StartException(String problem, String nextStep, @Nullable Throwable cause) {
    super(problem, nextStep, cause);
  }
}
