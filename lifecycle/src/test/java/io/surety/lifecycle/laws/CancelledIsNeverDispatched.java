package io.surety.lifecycle.laws;

import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Status;
import org.jspecify.annotations.Nullable;

/** A cancel wins only before the dispatch, and then for good. */
final class CancelledIsNeverDispatched implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    boolean cancelled =
        step.before().status() == Status.CANCELLED || step.after().status() == Status.CANCELLED;
    if (cancelled && step.dispatches()) {
      return "dispatched, but cancelled";
    }
    boolean wins =
        step.after().status() == Status.CANCELLED && step.before().status() != Status.CANCELLED;
    boolean known =
        step.before().deliveries().stream()
            .anyMatch(d -> d.status() != DeliveryStatus.WAITING || d.attempt() > 0);
    return wins && known ? "cancelled, although a group has it" : null;
  }
}
