package io.surety.lifecycle;

import java.util.List;

/**
 * When a group that failed is tried again.
 *
 * @param initialMs delay after the first failed attempt, ms
 * @param multiplier each further delay is this many times longer, at least 1
 * @param maxMs no delay is longer, ms
 * @param jitter share by which a delay is moved up or down, 0 to 1, derived from id and attempt
 * @param maxAttempts attempts in all, the first one included, at least 1
 * @param stepsMs explicit delays instead of the formula; the last one repeats; empty for none
 */
public record RedeliveryPolicy(
    long initialMs,
    double multiplier,
    long maxMs,
    double jitter,
    int maxAttempts,
    List<Long> stepsMs) {

  /** 1 s, doubling up to 1 min, a fifth of jitter, 8 attempts. */
  public static final RedeliveryPolicy DEFAULT =
      new RedeliveryPolicy(1_000, 2, 60_000, 0.2, 8, List.of());

  public RedeliveryPolicy {
    stepsMs = List.copyOf(stepsMs);
    if (initialMs < 0) {
      throw new IllegalArgumentException("initialMs must be >= 0, was " + initialMs);
    }
    if (!(multiplier >= 1)) {
      throw new IllegalArgumentException("multiplier must be >= 1, was " + multiplier);
    }
    if (maxMs < initialMs) {
      throw new IllegalArgumentException("maxMs must be >= initialMs, was " + maxMs);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter must be between 0 and 1, was " + jitter);
    }
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts must be >= 1, was " + maxAttempts);
    }
    for (long step : stepsMs) {
      if (step < 0) {
        throw new IllegalArgumentException("stepsMs must be >= 0, was " + step);
      }
    }
  }

  /** The delay after {@code failed} attempts (1 or more) of this message for this group. */
  long delayMs(int failed, String id, String group) {
    double plain =
        stepsMs.isEmpty()
            ? Math.min(maxMs, initialMs * Math.pow(multiplier, failed - 1))
            : stepsMs.get(Math.min(failed, stepsMs.size()) - 1);
    long delay = Mix.jittered((long) plain, jitter, id + '\n' + group, failed);
    return stepsMs.isEmpty() ? Math.min(maxMs, delay) : delay;
  }
}
