package io.surety.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How often something is asked again, and until when. */
public final class Pace {
  private static final long FIRST_MS = 50;
  private static final long LAST_MS = 1_000;

  private final long deadline;
  private final boolean isEndless;
  private final long lastMs;
  private long pauseMs;

  private Pace(long firstMs, long lastMs, Duration timeout) {
    this.pauseMs = firstMs;
    this.lastMs = lastMs;
    this.isEndless = timeout.isZero();
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  /** At once in the beginning, and each second later; until the time is over. */
  public static Pace growing(Duration timeout) {
    return new Pace(FIRST_MS, LAST_MS, timeout);
  }

  /**
   * Always so often.
   *
   * @param timeout zero: for ever
   */
  public static Pace steady(Duration interval, Duration timeout) {
    return new Pace(interval.toMillis(), interval.toMillis(), timeout);
  }

  /** Returns true when it is time to ask again; false when there is no time left. */
  public boolean next() throws InterruptedException {
    long leftMs = isEndless ? pauseMs : TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (leftMs <= 0) {
      return false;
    }
    TimeUnit.MILLISECONDS.sleep(Math.min(pauseMs, leftMs));
    pauseMs = Math.min(lastMs, pauseMs * 3 / 2);
    return true;
  }
}
