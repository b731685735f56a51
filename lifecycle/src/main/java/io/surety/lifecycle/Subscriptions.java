package io.surety.lifecycle;

import java.util.Optional;

/** The terms of a group's subscription as they are now, or the defaults once it has ended. */
final class Subscriptions {

  private final Policies policies;

  Subscriptions(Policies policies) {
    this.policies = policies;
  }

  /** The group's subscription, if it still has one. */
  Optional<Subscription> of(Delivery delivery, Message message) {
    return policies.subscriptions(message.content().destination()).stream()
        .filter(subscription -> subscription.group().equals(delivery.group()))
        .findFirst();
  }

  RedeliveryPolicy redelivery(Delivery delivery, Message message) {
    return of(delivery, message).map(Subscription::redelivery).orElse(RedeliveryPolicy.DEFAULT);
  }

  long ackTimeoutMs(Delivery delivery, Message message) {
    return of(delivery, message)
        .map(Subscription::ackTimeoutMs)
        .orElse(Subscription.DEFAULT_ACK_TIMEOUT_MS);
  }

  long processingTimeoutMs(Delivery delivery, Message message) {
    return of(delivery, message)
        .map(Subscription::processingTimeoutMs)
        .orElse(Subscription.DEFAULT_PROCESSING_TIMEOUT_MS);
  }
}
