package io.surety.quickstart.screen;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says who did what, and when, counted from the start of the scene. Thread-safe. */
public final class Narrator {
  private final Console console;
  private final LongSupplier nanoTime;
  private volatile long startedNanos;
  private volatile boolean isByTheClock;

  /** A narrator whose clock is like {@link System#nanoTime}. */
  public Narrator(Console console, LongSupplier nanoTime) {
    this.console = console;
    this.nanoTime = nanoTime;
    this.startedNanos = nanoTime.getAsLong();
  }

  /** A new scene: its title, what is done in it, and the clock at zero. */
  public void scene(String title, String about) {
    console.title(title);
    about.lines().forEach(line -> console.line("   " + line));
    startedNanos = nanoTime.getAsLong();
  }

  /** There are no more scenes: from now on events get the time of day. */
  public void byTheClock() {
    isByTheClock = true;
  }

  /** This happened now. */
  public void says(String who, String what) {
    console.line("   " + console.in(Ink.DIM, now()) + "  " + "%-11s  %s".formatted(who, what));
  }

  private String now() {
    if (isByTheClock) {
      return LocalTime.now()
          .truncatedTo(ChronoUnit.SECONDS)
          .format(DateTimeFormatter.ISO_LOCAL_TIME);
    }
    double seconds = (nanoTime.getAsLong() - startedNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    return String.format(Locale.ROOT, "%+6.2f s", seconds);
  }
}
