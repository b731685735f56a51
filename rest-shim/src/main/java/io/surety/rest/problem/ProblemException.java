package io.surety.rest.problem;

/**
 * Ends a request with a problem. An answer, not a fault: it has no stack trace and is not logged.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.code().code() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** With the status its code usually has. */
  public static ProblemException of(ProblemCode code, String detail) {
    return new ProblemException(Problem.of(code, detail));
  }

  /** What to answer. */
  public Problem problem() {
    return problem;
  }
}
