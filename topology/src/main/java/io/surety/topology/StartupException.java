package io.surety.topology;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The coordinator cannot start. Each problem says what was found and what to do about it. */
public final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /** One problem, with what caused it. */
  public StartupException(String problem, @Nullable Throwable cause) {
    super("The coordinator cannot start: " + problem, cause);
    this.problems = List.of(problem);
  }

  /** Several problems; at least one. */
  public StartupException(List<String> problems) {
    super("The coordinator cannot start:\n  - " + String.join("\n  - ", problems));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong, one sentence each. */
  public List<String> problems() {
    return problems;
  }
}
