package io.surety.testkit;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Reason;

/**
 * How far a consumer group is with a message.
 *
 * @param group the consumer group
 * @param status where its delivery stands
 * @param attempts attempts made, also before a redrive
 * @param reason why it is dead or held back; {@link Reason#NONE} if it is neither
 * @param error the last failure, as type and message; empty if there was none
 */
public record GroupState(
    String group, DeliveryStatus status, int attempts, Reason reason, String error) {

  static GroupState of(Delivery delivery) {
    String error =
        delivery.failure().isPresent()
            ? delivery.failure().type() + ": " + delivery.failure().message()
            : "";
    return new GroupState(
        delivery.group(), delivery.status(), delivery.attempt(), delivery.reason(), error);
  }

  /** In one line. */
  @Override
  public String toString() {
    return group
        + ": "
        + status
        + ", attempt "
        + attempts
        + (reason == Reason.NONE ? "" : ", " + reason)
        + (error.isEmpty() ? "" : " (" + error + ")");
  }
}
