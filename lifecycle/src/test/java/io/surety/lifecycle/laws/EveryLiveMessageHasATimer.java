package io.surety.lifecycle.laws;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.Status;
import org.jspecify.annotations.Nullable;

/** Nothing is stuck silently: whatever is not finished is looked at again. */
final class EveryLiveMessageHasATimer implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    if (step.after().isFinished() || step.after().status() == Status.ABSENT) {
      return null;
    }
    return step.after().nextDue() == Message.NEVER ? "no timer as " + step.after().status() : null;
  }

  @Override
  public boolean isAboutStillness() {
    return true;
  }
}
