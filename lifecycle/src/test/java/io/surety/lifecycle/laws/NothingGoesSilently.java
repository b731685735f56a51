package io.surety.lifecycle.laws;

import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Effect.Event.Kind;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Status;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator decides by itself is told: unresolved, expired, rolled back by policy, too
 * old to keep.
 */
final class NothingGoesSilently implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    boolean changed =
        step.before().status() != step.after().status()
            || step.before().isFinished() != step.after().isFinished();
    if (!changed) {
      return null;
    }
    boolean byTick = step.signal() instanceof Signal.Due;
    return switch (step.after().status()) {
      case UNRESOLVED -> told(step, Kind.UNRESOLVED);
      case EXPIRED -> told(step, Kind.EXPIRED);
      case ROLLED_BACK ->
          step.after().decision().source() == Decision.Source.TIMER
              ? told(step, Kind.ROLLED_BACK_BY_POLICY)
              : null;
      case DEAD_LETTERED ->
          byTick && step.before().status() == Status.DEAD_LETTERED
              ? told(step, Kind.RETENTION_ENDED)
              : null;
      case ABSENT, EARLY, PREPARED, SCHEDULED, DELIVERING, COMPLETED, CANCELLED -> null;
    };
  }

  private static @Nullable String told(Observation step, Kind kind) {
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Event event && event.kind() == kind) {
        return null;
      }
    }
    return step.after().status() + " without the event " + kind;
  }
}
