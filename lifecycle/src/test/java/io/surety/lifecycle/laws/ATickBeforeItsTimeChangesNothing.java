package io.surety.lifecycle.laws;

import io.surety.lifecycle.Signal;
import org.jspecify.annotations.Nullable;

/** A tick is harmless until something is due that lies within what has been seen of the log. */
final class ATickBeforeItsTimeChangesNothing implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    boolean early =
        step.signal() instanceof Signal.Due due
            && step.before().nextDue() > Math.min(step.now(), due.horizon());
    return early && !step.isStill()
        ? "acted at " + step.now() + ", before " + step.before().nextDue()
        : null;
  }
}
