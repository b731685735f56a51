package io.surety.bench.trial;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waiting, for those who measure. */
public final class Stopwatch {
  private final long start = System.nanoTime();

  /** Runs from now on. */
  public Stopwatch() {}

  /** How long it has run. */
  public Duration time() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Returns when it has run so long. */
  public void awaitTime(Duration time) {
    long end = start + time.toNanos();
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      LockSupport.parkNanos(end - now);
    }
  }
}
