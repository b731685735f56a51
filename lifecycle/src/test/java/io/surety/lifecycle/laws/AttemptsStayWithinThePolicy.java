package io.surety.lifecycle.laws;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Policies;
import io.surety.lifecycle.Subscription;
import org.jspecify.annotations.Nullable;

/** No group gets more attempts than its policy allows, counted from the last redrive. */
final class AttemptsStayWithinThePolicy implements Law {

  private final Policies policies;

  AttemptsStayWithinThePolicy(Policies policies) {
    this.policies = policies;
  }

  @Override
  public @Nullable String brokenBy(Observation step) {
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Dispatch dispatch) {
        for (String group : dispatch.groups()) {
          Delivery delivery = step.after().delivery(group).orElseThrow();
          for (Subscription one : policies.subscriptions(step.after().content().destination())) {
            if (one.group().equals(group)
                && delivery.attempt() - delivery.attemptsBase() > one.redelivery().maxAttempts()) {
              return "attempt " + delivery.attempt() + " for " + group;
            }
          }
        }
      }
    }
    return null;
  }
}
