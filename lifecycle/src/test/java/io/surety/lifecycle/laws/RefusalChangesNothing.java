package io.surety.lifecycle.laws;

import org.jspecify.annotations.Nullable;

/** A refused signal changes nothing, and nothing is done because of it. */
final class RefusalChangesNothing implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    return step.isRefused() && !step.isStill() ? "refused, and yet something changed" : null;
  }
}
