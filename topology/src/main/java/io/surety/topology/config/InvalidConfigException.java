package io.surety.topology.config;

import java.util.List;

/**
 * The configuration cannot be used. Every problem names key, value and remedy; secrets are not in
 * it.
 */
public final class InvalidConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /** One line a problem; at least one. */
  public InvalidConfigException(List<String> problems) {
    super("The configuration cannot be used:\n  - " + String.join("\n  - ", problems));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong, one sentence each. */
  public List<String> problems() {
    return problems;
  }
}
