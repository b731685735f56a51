package io.surety.lifecycle.laws;

import io.surety.lifecycle.Signal;
import org.jspecify.annotations.Nullable;

/** After a tick nothing is due any more: no timer fires for ever without getting anywhere. */
final class ATickEndsWhatWasDue implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    if (!(step.signal() instanceof Signal.Due due) || step.after().isFinished()) {
      return null;
    }
    long upTo = Math.min(step.now(), due.horizon());
    return step.after().nextDue() <= upTo
        ? "still due at " + step.after().nextDue() + " after the tick of " + upTo
        : null;
  }

  @Override
  public boolean isAboutStillness() {
    return true;
  }
}
