package io.surety.bench.load;

import java.util.Optional;
import java.util.function.Consumer;

/** The first thing that went wrong, if anything did. Thread-safe. */
public final class Trouble implements Consumer<String> {
  private volatile Optional<String> first = Optional.empty();

  /** None yet. */
  public Trouble() {}

  /** This went wrong; what is told later is a consequence, as a rule, and is forgotten. */
  @Override
  public synchronized void accept(String what) {
    if (first.isEmpty()) {
      first = Optional.of(what);
    }
  }

  /** What went wrong first. */
  public Optional<String> first() {
    return first;
  }
}
