package io.surety.cli.print;

/** Nobody reads what is written any longer. */
public final class ReaderGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The pipe is closed. */
  public ReaderGoneException() {
    super("nobody reads stdout any longer");
  }
}
