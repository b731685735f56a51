package io.surety.lifecycle.laws;

import io.surety.lifecycle.Signal;
import org.jspecify.annotations.Nullable;

/** After a tick nothing is due any more: no timer fires for ever without getting anywhere. */
final class ATickEndsWhatWasDue implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    if (!(step.signal() instanceof Signal.Due) || step.after().isFinished()) {
      return null;
    }
    return step.after().nextDue() <= step.now()
        ? "still due at " + step.after().nextDue() + " after the tick of " + step.now()
        : null;
  }

  @Override
  public boolean isAboutStillness() {
    return true;
  }
}
