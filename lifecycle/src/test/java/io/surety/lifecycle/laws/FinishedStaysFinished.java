package io.surety.lifecycle.laws;

import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Status;
import org.jspecify.annotations.Nullable;

/**
 * A finished message does not change any more. Only the prepare of an unmatched one is taken up,
 * and a direct one whose record did not get to its destination becomes a dead letter.
 */
final class FinishedStaysFinished implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    if (!step.before().isFinished()) {
      return null;
    }
    boolean takenUp =
        step.signal() instanceof Signal.Prepare && step.before().reason() == Reason.UNMATCHED;
    boolean directFailed =
        step.signal() instanceof Signal.DispatchFailed
            && step.before().content().mode() == Mode.DIRECT
            && step.before().status() == Status.COMPLETED
            && step.after().status() == Status.DEAD_LETTERED
            && step.after().isFinished();
    return takenUp || directFailed || step.before().equals(step.after())
        ? null
        : step.before().status() + " became " + step.after().status();
  }
}
