package io.surety.topology.signals;

import io.surety.schemas.Names;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the fields of a record and remembers the first problem. A number that no rule
 * expects (a time beyond the year 9999, say) is a problem, too: rules add such numbers up.
 */
final class Checks {
  /** The end of the year 9999, epoch ms: the last time there is. */
  static final long TIME_MAX = 253_402_300_799_999L;

  /** Ten years of 365 days, ms: the longest duration there is. */
  static final long DURATION_MAX = 10 * 365 * 86_400_000L;

  private @Nullable String problem;

  Checks name(Names rule, String value) {
    return keep(rule.problem(value));
  }

  Checks nameIfGiven(Names rule, @Nullable String value) {
    return value == null ? this : keep(rule.problem(value));
  }

  Checks atLeast(String field, long value, long min) {
    return value >= min ? this : keep(field + " must be >= " + min + ", was " + value);
  }

  Checks timeIfGiven(String field, @Nullable Long value) {
    return between(field, value, 0, TIME_MAX, max -> max + " (the year 9999), epoch ms");
  }

  Checks durationIfGiven(String field, @Nullable Long value, long min) {
    return between(field, value, min, DURATION_MAX, max -> max + " (ten years), ms");
  }

  Checks given(String field, @Nullable Object value, String when) {
    return value != null ? this : keep(field + " is missing, but must be given " + when);
  }

  Checks isTrue(boolean claim, String otherwise) {
    return claim ? this : keep(otherwise);
  }

  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  private Checks between(
      String field, @Nullable Long value, long min, long max, LongFunction<String> maxText) {
    return value == null || (value >= min && value <= max)
        ? this
        : keep(field + " must be " + min + ".." + maxText.apply(max) + ", was " + value);
  }

  private Checks keep(Optional<String> found) {
    found.ifPresent(this::keep);
    return this;
  }

  private Checks keep(String found) {
    if (problem == null) {
      problem = found;
    }
    return this;
  }
}
