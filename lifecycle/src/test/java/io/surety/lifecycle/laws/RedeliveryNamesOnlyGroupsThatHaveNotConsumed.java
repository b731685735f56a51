package io.surety.lifecycle.laws;

import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Effect;
import org.jspecify.annotations.Nullable;

/** A record is for nobody who has consumed, been given up, or left. */
final class RedeliveryNamesOnlyGroupsThatHaveNotConsumed implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Dispatch dispatch) {
        for (String group : dispatch.groups()) {
          boolean owed =
              step.after()
                  .delivery(group)
                  .filter(d -> d.status() == DeliveryStatus.DISPATCHED)
                  .isPresent();
          if (!owed) {
            return group + " is named, but is " + step.after().delivery(group);
          }
        }
      }
    }
    return null;
  }
}
