package io.surety.rest.json;

import io.surety.rest.problem.FieldError;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a request, collected, so that the caller hears of everything at once. */
final class FieldErrors {
  private static final int VALUE_SHOWN_MAX = 80;

  private final List<FieldError> errors = new ArrayList<>();

  void add(String pointer, String value, String detail, String remedy) {
    errors.add(new FieldError(pointer, Texts.cut(value, VALUE_SHOWN_MAX), detail, remedy));
  }

  /**
   * Ends the reading.
   *
   * @throws ProblemException with everything that was wrong
   */
  void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalid(errors));
    }
  }
}
