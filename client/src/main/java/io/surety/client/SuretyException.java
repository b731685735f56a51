package io.surety.client;

import org.jspecify.annotations.Nullable;

/** What went wrong, and what to do next. */
public abstract sealed class SuretyException extends RuntimeException
    permits NotDoneException, OutcomeUnknownException, StartException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String nextStep;

  SuretyException(String problem, String nextStep, @Nullable Throwable cause) {
    super(problem + ". " + nextStep, cause);
    this.problem = problem;
    this.nextStep = nextStep;
  }

  /** What went wrong, without the next step; {@link #getMessage()} has both. */
  public String problem() {
    return problem;
  }

  /** What the caller can do now, as a sentence. */
  public String nextStep() {
    return nextStep;
  }
}
