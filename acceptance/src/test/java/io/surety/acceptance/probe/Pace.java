package io.surety.acceptance.probe;

import java.util.concurrent.locks.LockSupport;

/** Comes round so many times a second; what is late is caught up with. For one thread. */
final class Pace {
  private final int perSecond;
  private final long start = System.nanoTime();
  private long rounds;

  /**
   * @param perSecond 0 for without a pause
   */
  Pace(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Returns when it is time for the next round. */
  void await() {
    if (perSecond > 0) {
      long at = start + rounds * 1_000_000_000L / perSecond;
      for (long now = System.nanoTime(); now < at; now = System.nanoTime()) {
        LockSupport.parkNanos(at - now);
      }
    }
    rounds++;
  }
}
