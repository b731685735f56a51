package io.surety.client;

import io.surety.client.internal.Checks;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * When a message that failed in a group is delivered to it again, and how often. Immutable.
 *
 * @param initial delay before attempt 2, at least 0; default 1 s
 * @param multiplier each delay is the one before times this, at least 1; default 2
 * @param max delays grow up to this, at least {@code initial}; default 60 s
 * @param jitter share of the delay that is spread, 0 to 1; default 0.2
 * @param maxAttempts attempts in all, the first included, at least 1; default 8
 * @param steps explicit delays before attempts 2, 3, …, each at least 0; when there are any, they
 *     replace {@code initial}, {@code multiplier} and {@code max}, and the last one repeats
 */
public record RedeliveryPolicy(
    Duration initial,
    double multiplier,
    Duration max,
    double jitter,
    int maxAttempts,
    List<Duration> steps) {

  public RedeliveryPolicy {
    steps = List.copyOf(steps);
    long initialMs = Checks.notNegative("initial", initial);
    if (!(multiplier >= 1) || Double.isInfinite(multiplier)) {
      throw new IllegalArgumentException("multiplier must be >= 1, was " + multiplier);
    }
    if (Checks.notNegative("max", max) < initialMs) {
      throw new IllegalArgumentException("max must be >= initial " + initial + ", was " + max);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter must be between 0 and 1, was " + jitter);
    }
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts must be >= 1, was " + maxAttempts);
    }
    steps.forEach(step -> Checks.notNegative("steps", step));
  }

  /** 1 s, doubling up to 60 s, a fifth of jitter, 8 attempts. */
  public static RedeliveryPolicy defaults() {
    return exponential(Duration.ofSeconds(1), Duration.ofSeconds(60));
  }

  /** Delays that double from {@code initial} up to {@code max}; the rest as {@link #defaults}. */
  public static RedeliveryPolicy exponential(Duration initial, Duration max) {
    return new RedeliveryPolicy(initial, 2.0, max, 0.2, 8, List.of());
  }

  /** Explicit delays, and one attempt more than there are delays; no jitter. */
  public static RedeliveryPolicy steps(Duration... delays) {
    RedeliveryPolicy defaults = defaults();
    return new RedeliveryPolicy(
        defaults.initial, 1, defaults.max, 0, delays.length + 1, Arrays.asList(delays));
  }

  /** With another multiplier. */
  public RedeliveryPolicy withMultiplier(double value) {
    return new RedeliveryPolicy(initial, value, max, jitter, maxAttempts, steps);
  }

  /** With another jitter. */
  public RedeliveryPolicy withJitter(double value) {
    return new RedeliveryPolicy(initial, multiplier, max, value, maxAttempts, steps);
  }

  /** With another number of attempts in all. */
  public RedeliveryPolicy withMaxAttempts(int value) {
    return new RedeliveryPolicy(initial, multiplier, max, jitter, value, steps);
  }
}
