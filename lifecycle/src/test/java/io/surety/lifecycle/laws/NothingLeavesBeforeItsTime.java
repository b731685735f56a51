package io.surety.lifecycle.laws;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Early;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Signal.Decide.Kind;
import io.surety.lifecycle.Status;
import org.jspecify.annotations.Nullable;

/** A record leaves at its delivery time, or when somebody says so in the log. */
final class NothingLeavesBeforeItsTime implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    if (!step.dispatches()) {
      return null;
    }
    if (step.before().status() == Status.SCHEDULED) {
      boolean told =
          step.signal() instanceof Signal.Decide decide
              && (decide.kind() == Kind.DELIVER_NOW || decide.kind() == Kind.RESCHEDULE);
      return told ? null : "dispatched while scheduled, because of " + step.signal();
    }
    for (Early.EarlyDecision waiting : step.before().early().decisions()) {
      if (waiting.signal().kind() == Kind.DELIVER_NOW) {
        return null;
      }
    }
    long deliverAt = step.after().content().deliverAt();
    for (Delivery delivery : step.after().deliveries()) {
      boolean first =
          step.before().deliveries().isEmpty() && delivery.status() == DeliveryStatus.DISPATCHED;
      if (first && delivery.dispatchedAt() < deliverAt) {
        return "dispatched at " + delivery.dispatchedAt() + ", before " + deliverAt;
      }
    }
    return null;
  }
}
