package io.surety.lifecycle.laws;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Effect;
import org.jspecify.annotations.Nullable;

/** No record is sent on its way once the time to live has ended. */
final class NothingLeavesAfterItsTime implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    long expiresAt = step.after().content().expiresAt();
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Dispatch dispatch) {
        if (dispatch.groups().isEmpty() && step.now() >= expiresAt) {
          return "dispatched at " + step.now() + ", after " + expiresAt;
        }
        for (String group : dispatch.groups()) {
          Delivery delivery = step.after().delivery(group).orElseThrow();
          if (Math.min(delivery.dispatchedAt(), step.now()) >= expiresAt) {
            return "dispatched at " + delivery.dispatchedAt() + ", after " + expiresAt;
          }
        }
      }
    }
    return null;
  }
}
