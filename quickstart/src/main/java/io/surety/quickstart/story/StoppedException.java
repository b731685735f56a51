package io.surety.quickstart.story;

/** The user wants this program to end before it is done. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException() {
    super("stopped by the user");
  }
}
