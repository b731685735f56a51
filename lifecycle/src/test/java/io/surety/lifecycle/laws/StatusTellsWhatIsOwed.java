package io.surety.lifecycle.laws;

import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Status;
import org.jspecify.annotations.Nullable;

/** DELIVERING means somebody is owed something; DEAD_LETTERED that nobody is, and why. */
final class StatusTellsWhatIsOwed implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    boolean open = step.after().deliveries().stream().anyMatch(d -> d.status().isOpen());
    boolean dead =
        step.after().deliveries().stream().anyMatch(d -> d.status() == DeliveryStatus.DEAD);
    if (step.after().status() == Status.DELIVERING && !open) {
      return "delivering, but nobody is owed anything";
    }
    if (step.after().status() == Status.DEAD_LETTERED) {
      if (open) {
        return "dead, but somebody is still owed something";
      }
      return dead || step.after().reason() != Reason.NONE || step.before().isFinished()
          ? null
          : "dead without a reason";
    }
    return null;
  }
}
