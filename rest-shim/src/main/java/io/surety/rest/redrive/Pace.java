package io.surety.rest.redrive;

/**
 * So many a second on average, and not more than a second's worth at once. The first may go at
 * once. Not thread-safe.
 */
final class Pace {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final double most;
  private double saved = 1;
  private long savedAt;

  /**
   * Begins now.
   *
   * @param perSecond more than 0
   * @param now as of {@link System#nanoTime}
   */
  Pace(double perSecond, long now) {
    this.perSecond = perSecond;
    this.most = Math.max(1, perSecond);
    this.savedAt = now;
  }

  /** How many may go now, of so many that want to; they count as gone. */
  int take(int wanted, long now) {
    saved = Math.min(most, saved + (now - savedAt) / NANOS_PER_SECOND * perSecond);
    savedAt = now;
    int taken = Math.min(wanted, (int) saved);
    saved -= taken;
    return taken;
  }
}
