package io.surety.bench.load;

import java.util.concurrent.locks.LockSupport;

/**
 * Comes round so many times a second; what is late is caught up with, and keeps the time at which
 * it should have been. For one thread.
 */
final class Pace {
  private final int perSecond;
  private final long start = System.nanoTime();
  private long rounds;

  /**
   * Begins now.
   *
   * @param perSecond 0 for without a pause
   */
  Pace(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Returns when it is time for the next round, with that time (nanoTime). */
  long await() {
    if (perSecond == 0) {
      return System.nanoTime();
    }
    long at = start + Math.multiplyExact(rounds++, 1_000_000_000L) / perSecond;
    for (long now = System.nanoTime(); now < at; now = System.nanoTime()) {
      LockSupport.parkNanos(at - now);
    }
    return at;
  }
}
