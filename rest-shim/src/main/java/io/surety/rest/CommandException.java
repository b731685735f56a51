package io.surety.rest;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** A command cannot go on, for a reason that its message explains to the person who called it. */
public class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * With what to say on stderr; the exit code is 1.
   *
   * @param message what happened, and what to do about it
   */
  public CommandException(String message, @Nullable Throwable cause) {
    this(message, ExitCode.SOFTWARE, cause);
  }

  /**
   * With what to say on stderr.
   *
   * @param message what happened, and what to do about it
   * @param exitCode what the process ends with
   */
  public CommandException(String message, int exitCode, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** What the process ends with. */
  public int exitCode() {
    return exitCode;
  }
}
