package io.surety.cli;

/** What a command ends with. Scripts depend on them. */
public final class ExitCodes {
  /** Done. */
  public static final int OK = 0;

  /** It could not be done, or has come to another end than was asked for. */
  public static final int FAILURE = 1;

  /** Called the wrong way. */
  public static final int USAGE = 2;

  /** There is no such message, group or job. */
  public static final int NOT_FOUND = 3;

  /** Done, but something is missing, or is not known yet. */
  public static final int INCOMPLETE = 4;

  /** It did not happen in time. */
  public static final int TIMED_OUT = 5;

  private ExitCodes() {}

  /** Of two things that were done, the code of both: the first that is not {@link #OK}. */
  public static int both(int first, int second) {
    return first == OK ? second : first;
  }
}
