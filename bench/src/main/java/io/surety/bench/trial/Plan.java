package io.surety.bench.trial;

import java.time.Duration;

/**
 * How long what takes.
 *
 * @param warmUp load that is not counted, from the first settled message on: compilers need 15 to
 *     30 s at saturation
 * @param isWarmUpAtSaturation whether a fixed rate is warmed up at saturation, as hours of use
 *     would warm it; then everything drains before the rate begins
 * @param window load that is counted; longer if nothing was settled in it
 * @param windows how many of those, one after the other
 * @param drain how long open messages may take to end when no more begin
 */
public record Plan(
    Duration warmUp, boolean isWarmUpAtSaturation, Duration window, int windows, Duration drain) {
  public Plan {
    if (warmUp.isNegative()) {
      throw new IllegalArgumentException("warm-up must be >= 0, was " + warmUp);
    }
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("window must be > 0, was " + window);
    }
    if (windows < 1) {
      throw new IllegalArgumentException("windows must be >= 1, was " + windows);
    }
    if (drain.isNegative() || drain.isZero()) {
      throw new IllegalArgumentException("drain must be > 0, was " + drain);
    }
  }
}
