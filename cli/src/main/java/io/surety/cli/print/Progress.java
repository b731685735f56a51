package io.surety.cli.print;

import java.io.PrintWriter;

/**
 * How far something is, for people: one line that is written over on a terminal, and a line for
 * each change elsewhere.
 */
public final class Progress {
  private static final int BAR = 24;

  private final PrintWriter err;
  private final boolean isTerminal;
  private String shown = "";

  /** On this writer. */
  public Progress(PrintWriter err, Terminal terminal) {
    this.err = err;
    this.isTerminal = terminal.isErr();
  }

  /** A bar, where there is a terminal. */
  public String bar(long done, long all) {
    if (!isTerminal || all <= 0) {
      return "";
    }
    int filled = (int) (BAR * Math.min(done, all) / all);
    return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] ";
  }

  /** Shows this line instead of the last; nothing when it is the same. */
  public void show(String line) {
    String harmless = Cells.harmless(line);
    if (harmless.equals(shown)) {
      return;
    }
    if (isTerminal) {
      String rest = " ".repeat(Math.max(0, shown.length() - harmless.length()));
      err.print("\r" + harmless + rest);
    } else {
      err.println(harmless);
    }
    err.flush();
    shown = harmless;
  }

  /** No more of it; what comes next stands on a line of its own. */
  public void end() {
    if (isTerminal && !shown.isEmpty()) {
      err.println();
      err.flush();
    }
    shown = "";
  }
}
