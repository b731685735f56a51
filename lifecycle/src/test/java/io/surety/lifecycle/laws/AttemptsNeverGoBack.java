package io.surety.lifecycle.laws;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Attempts are only counted up; one that never left because the destination refused it is not
 * counted.
 */
final class AttemptsNeverGoBack implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    for (Delivery before : step.before().deliveries()) {
      Delivery after = step.after().delivery(before.group()).orElse(before);
      boolean refused =
          step.signal() instanceof Signal.DispatchFailed
              && after.status() == DeliveryStatus.WAITING
              && after.attempt() == before.attempt() - 1;
      if (after.attempt() < before.attempt() && !refused) {
        return before + " became " + after;
      }
    }
    return null;
  }
}
