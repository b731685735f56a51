package io.surety.lifecycle.laws;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Policies;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Subscription;
import org.jspecify.annotations.Nullable;

/** With a consume check, a silent group is asked before it gets the message once more. */
final class GroupsAreAskedBeforeRedelivery implements Law {

  private final Policies policies;

  GroupsAreAskedBeforeRedelivery(Policies policies) {
    this.policies = policies;
  }

  @Override
  public @Nullable String brokenBy(Observation step) {
    if (!(step.signal() instanceof Signal.Due) || !step.dispatches()) {
      return null;
    }
    for (Delivery before : step.before().deliveries()) {
      boolean silent =
          before.status() == DeliveryStatus.DISPATCHED
              || before.status() == DeliveryStatus.RECEIVED;
      boolean again =
          step.after()
              .delivery(before.group())
              .filter(after -> after.attempt() > before.attempt())
              .isPresent();
      if (silent && again && !before.asked() && wantsToBeAsked(before, step)) {
        return before.group() + " was not asked";
      }
    }
    return null;
  }

  private boolean wantsToBeAsked(Delivery delivery, Observation step) {
    return policies.subscriptions(step.before().content().destination()).stream()
        .filter(subscription -> subscription.group().equals(delivery.group()))
        .anyMatch(Subscription::consumeCheck);
  }
}
