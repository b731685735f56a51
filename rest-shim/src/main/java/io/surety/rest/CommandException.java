package io.surety.rest;

/** A command cannot go on, for a reason that its message explains to the person who called it. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * With what to say on stderr.
   *
   * @param message what happened, and what to do about it
   */
  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
