package io.surety.topology.log;

/**
 * A point in time on two clocks, so that no pause goes unnoticed: the monotonic clock stands still
 * while the machine is suspended, the wall clock may be set.
 *
 * @param monotonicMs ms since some start
 * @param wallMs epoch ms
 */
public record Moment(long monotonicMs, long wallMs) {

  /** Now. */
  public static Moment now() {
    return new Moment(System.nanoTime() / 1_000_000, System.currentTimeMillis());
  }

  /** Time passed since an earlier moment, ms: what the clock that moved further says. */
  long since(Moment earlier) {
    return Math.max(monotonicMs - earlier.monotonicMs, wallMs - earlier.wallMs);
  }

  boolean isBefore(Moment other) {
    return monotonicMs < other.monotonicMs;
  }
}
