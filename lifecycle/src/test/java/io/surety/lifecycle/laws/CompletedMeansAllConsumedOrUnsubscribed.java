package io.surety.lifecycle.laws;

import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Status;
import org.jspecify.annotations.Nullable;

/** COMPLETED is said of a message only when every group of it has consumed or left. */
final class CompletedMeansAllConsumedOrUnsubscribed implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    if (step.after().status() != Status.COMPLETED || step.before().status() == Status.COMPLETED) {
      return null;
    }
    if (step.after().deliveries().isEmpty()) {
      return step.after().content().mode() == Mode.DIRECT
              || step.after().reason() == Reason.NO_SUBSCRIBER
          ? null
          : "complete without a delivery";
    }
    boolean all =
        step.after().deliveries().stream()
            .allMatch(
                d ->
                    d.status() == DeliveryStatus.CONSUMED
                        || d.status() == DeliveryStatus.UNSUBSCRIBED);
    return all ? null : "complete, but " + step.after().deliveries();
  }
}
