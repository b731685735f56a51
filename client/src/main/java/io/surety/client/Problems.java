package io.surety.client;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Everything that is wrong with some input, so that it can be said at once. */
final class Problems {
  private final List<String> found = new ArrayList<>();

  void add(Optional<String> problem) {
    problem.ifPresent(found::add);
  }

  /** Runs a check that throws when something is wrong. */
  void of(Runnable check) {
    get(
        () -> {
          check.run();
          return true;
        });
  }

  /** What the supplier says; empty when it finds something wrong. */
  <T> Optional<T> get(Supplier<T> value) {
    try {
      return Optional.of(value.get());
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      found.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** The same, with words before what it finds. */
  <T> Optional<T> get(String where, Supplier<T> value) {
    int before = found.size();
    Optional<T> result = get(value);
    for (int i = before; i < found.size(); i++) {
      found.set(i, where + found.get(i));
    }
    return result;
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", found));
    }
  }
}
