package io.surety.lifecycle.laws;

import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import org.jspecify.annotations.Nullable;

/**
 * A finished message does not change any more. Only the prepare of an unmatched one is taken up.
 */
final class FinishedStaysFinished implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    if (!step.before().isFinished()) {
      return null;
    }
    boolean takenUp =
        step.signal() instanceof Signal.Prepare && step.before().reason() == Reason.UNMATCHED;
    return takenUp || step.before().equals(step.after())
        ? null
        : step.before().status() + " became " + step.after().status();
  }
}
