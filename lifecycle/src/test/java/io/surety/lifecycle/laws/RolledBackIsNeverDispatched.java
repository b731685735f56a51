package io.surety.lifecycle.laws;

import io.surety.lifecycle.Status;
import org.jspecify.annotations.Nullable;

/** A message that was rolled back reaches nobody. */
final class RolledBackIsNeverDispatched implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    boolean rolledBack =
        step.before().status() == Status.ROLLED_BACK || step.after().status() == Status.ROLLED_BACK;
    return rolledBack && step.dispatches() ? "dispatched, but rolled back" : null;
  }
}
