package io.surety.topology;

/** Too many scans go on already; ask again in a moment. */
public final class BusyException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Without a stack trace: it is an answer. */
  public BusyException() {
    super("too many scans go on already", null, false, false);
  }
}
