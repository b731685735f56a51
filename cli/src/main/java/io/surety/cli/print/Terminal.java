package io.surety.cli.print;

import java.util.Map;

/**
 * Which of the standard streams are a terminal, as the launcher found, and what the terminal can
 * do.
 *
 * @param isIn questions can be answered
 * @param isOut data goes to a screen
 * @param isErr progress goes to a screen
 * @param isColoured colours are wanted, where there is a screen
 */
public record Terminal(boolean isIn, boolean isOut, boolean isErr, boolean isColoured) {

  /** Of this process. */
  public static Terminal ofProcess() {
    return new Terminal(
        Boolean.getBoolean("surety.terminal.in"),
        Boolean.getBoolean("surety.terminal"),
        Boolean.getBoolean("surety.terminal.err"),
        wantsColours(System.getenv()));
  }

  /** Unless the user does not want it (https://no-color.org), or the terminal cannot. */
  static boolean wantsColours(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** How wide the screen is that data goes to; 0 where there is none, or nobody knows. */
  public int columns() {
    return isOut ? Integer.getInteger("surety.terminal.columns", 0) : 0;
  }

  /** How many lines the screen has that data goes to; 0 where there is none, or nobody knows. */
  public int rows() {
    return isOut ? Integer.getInteger("surety.terminal.rows", 0) : 0;
  }

  /** How statuses are coloured in data. */
  public Ink ink() {
    return new Ink(isOut && isColoured);
  }

  /** True if the screen can be written over. */
  public boolean canRedraw() {
    return isOut && isColoured;
  }
}
