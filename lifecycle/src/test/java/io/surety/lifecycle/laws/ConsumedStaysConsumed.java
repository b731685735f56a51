package io.surety.lifecycle.laws;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/** Nothing moves a group back that has consumed. */
final class ConsumedStaysConsumed implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    for (Delivery before : step.before().deliveries()) {
      if (before.status() == DeliveryStatus.CONSUMED
          && !step.after().delivery(before.group()).filter(before::equals).isPresent()) {
        return before.group() + " had consumed, and is " + step.after().delivery(before.group());
      }
    }
    return null;
  }
}
