package io.surety.quickstart.screen;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Plain lines of up to {@value #WIDTH} columns, with a little colour where the terminal wants it.
 * Lines are whole, also when several threads write. Thread-safe.
 */
public final class Console {
  /** No line that this program composes is wider, but for ids and paths. */
  public static final int WIDTH = 96;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean isColoured;
  private boolean isLineOpen;

  /** A console over two streams. */
  public Console(PrintStream out, PrintStream err, boolean isColoured) {
    this.out = out;
    this.err = err;
    this.isColoured = isColoured;
  }

  /** A line on stdout. */
  public synchronized void line(String text) {
    endOpenLine();
    out.println(text);
    out.flush();
  }

  /** An empty line. */
  public void blank() {
    line("");
  }

  /** A line in bold, after an empty one. */
  public synchronized void title(String text) {
    blank();
    line(in(Ink.BOLD, text));
  }

  /** Bad news, on stderr. */
  public synchronized void error(String text) {
    endOpenLine();
    out.flush();
    err.println(in(Ink.RED, text));
    err.flush();
  }

  /** Says at once what is being done; {@link Step#done} ends the line with the time it took. */
  public synchronized Step begin(String name, String what) {
    endOpenLine();
    out.print("  %-12s %s".formatted(name, what));
    out.flush();
    isLineOpen = true;
    return new Step(System.nanoTime());
  }

  /** The text in this colour, or as it is where colours are not wanted. */
  public String in(Ink ink, String text) {
    return isColoured ? ink.of(text) : text;
  }

  /** As in {@code 2.3 s}, whatever the locale. */
  public static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  private void endOpenLine() {
    if (isLineOpen) {
      out.println();
      isLineOpen = false;
    }
  }

  /** Something that takes a while. */
  public final class Step {
    private final long startedNanos;

    private Step(long startedNanos) {
      this.startedNanos = startedNanos;
    }

    /** It is done, and this is to be known about it. */
    public void done(String result) {
      String took =
          in(Ink.DIM, "(" + seconds(Duration.ofNanos(System.nanoTime() - startedNanos)) + ")");
      synchronized (Console.this) {
        out.println(
            (isLineOpen ? " " : "               ") + result + (result.isEmpty() ? "" : " ") + took);
        out.flush();
        isLineOpen = false;
      }
    }
  }
}
