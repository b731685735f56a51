package io.surety.client;

import io.surety.client.internal.Checks;
import java.time.Duration;
import java.util.Optional;

/**
 * How a producer is asked when its decision is late. What is empty takes the coordinator's default,
 * which is given here. Immutable.
 *
 * @param checkBackAfter from prepare to the first question, at least 1 ms; default 10 s
 * @param maxDelay questions get further apart up to this, at least 1 ms; default 60 s
 * @param budget answers of {@link Verdict#UNKNOWN} that are accepted, at least 1; default 15
 * @param maxAge a message undecided for longer is given up, answered or not, at least 1 ms; default
 *     72 h
 * @param onExhausted what giving up means; default {@link OnExhausted#UNRESOLVED}
 */
public record CheckBackPolicy(
    Optional<Duration> checkBackAfter,
    Optional<Duration> maxDelay,
    Optional<Integer> budget,
    Optional<Duration> maxAge,
    OnExhausted onExhausted) {

  /** What happens to a message when nobody can be brought to decide. */
  public enum OnExhausted {
    /** An operator decides. */
    UNRESOLVED,
    /** It is rolled back. */
    ROLL_BACK
  }

  public CheckBackPolicy {
    checkBackAfter.ifPresent(value -> Checks.positive("checkBackAfter", value));
    maxDelay.ifPresent(value -> Checks.positive("maxDelay", value));
    maxAge.ifPresent(value -> Checks.positive("maxAge", value));
    if (budget.isPresent() && budget.get() < 1) {
      throw new IllegalArgumentException(
          "budget must be >= 1, was " + budget.get() + "; leave it out for the default");
    }
  }

  /** The coordinator's defaults. */
  public static CheckBackPolicy defaults() {
    return new CheckBackPolicy(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OnExhausted.UNRESOLVED);
  }

  /** The first question comes this long after the prepare. */
  public CheckBackPolicy withCheckBackAfter(Duration value) {
    return new CheckBackPolicy(Optional.of(value), maxDelay, budget, maxAge, onExhausted);
  }

  /** Questions get further apart up to this. */
  public CheckBackPolicy withMaxDelay(Duration value) {
    return new CheckBackPolicy(checkBackAfter, Optional.of(value), budget, maxAge, onExhausted);
  }

  /** This many answers of {@link Verdict#UNKNOWN} are accepted. */
  public CheckBackPolicy withBudget(int value) {
    return new CheckBackPolicy(checkBackAfter, maxDelay, Optional.of(value), maxAge, onExhausted);
  }

  /** A message undecided for longer is given up. */
  public CheckBackPolicy withMaxAge(Duration value) {
    return new CheckBackPolicy(checkBackAfter, maxDelay, budget, Optional.of(value), onExhausted);
  }

  /** What giving up means. */
  public CheckBackPolicy withOnExhausted(OnExhausted value) {
    return new CheckBackPolicy(checkBackAfter, maxDelay, budget, maxAge, value);
  }
}
