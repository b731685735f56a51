package io.surety.lifecycle.laws;

import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Status;
import org.jspecify.annotations.Nullable;

/**
 * Every decision about a message is in one log: a timer makes none by itself. It may only carry out
 * the roll back that waits for a prepare which never comes.
 */
final class TicksDecideNothing implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    Decision before = step.before().decision();
    Decision after = step.after().decision();
    if (!(step.signal() instanceof Signal.Due) || before.equals(after)) {
      return null;
    }
    boolean waited =
        step.before().status() == Status.EARLY && after.kind() == Decision.Kind.ROLL_BACK;
    return waited ? null : "a tick decided " + after;
  }
}
