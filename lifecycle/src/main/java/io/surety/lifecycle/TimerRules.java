package io.surety.lifecycle;

import static io.surety.lifecycle.Message.NEVER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happens when nothing was heard in time. A tick that comes too early changes nothing. */
final class TimerRules {

  private final Policies policies;
  private final Limits limits;
  private final DecisionRules decisions;
  private final DeliveryRules deliveries;

  TimerRules(Policies policies, Limits limits, DecisionRules decisions, DeliveryRules deliveries) {
    this.policies = policies;
    this.limits = limits;
    this.decisions = decisions;
    this.deliveries = deliveries;
  }

  void due(Step step) {
    if (step.message.statusDue() <= step.now()) {
      statusDue(step);
    }
    deliveriesDue(step);
  }

  private void statusDue(Step step) {
    switch (step.message.status()) {
      case EARLY -> unmatched(step);
      case PREPARED -> decisionIsLate(step);
      case UNRESOLVED -> stillUnresolved(step);
      case SCHEDULED -> timeToDeliver(step);
      case DEAD_LETTERED -> tooOldToKeep(step);
      case ABSENT, DELIVERING, COMPLETED, ROLLED_BACK, CANCELLED, EXPIRED ->
          throw new IllegalStateException(
              "message '" + step.message.id() + "' has a due time as " + step.message.status());
    }
  }

  private void unmatched(Step step) {
    if (step.message.early().isOnlyRollBack()) {
      Early.EarlyDecision first = step.message.early().decisions().get(0);
      Signal.Decide rollBack = first.signal();
      step.message =
          step.message
              .withEarly(Early.NONE)
              .withDecision(
                  new Decision(
                      Decision.Kind.ROLL_BACK,
                      rollBack.source(),
                      first.at(),
                      rollBack.actor(),
                      rollBack.reason()))
              .withStatus(Status.ROLLED_BACK, NEVER);
      step.archive();
    } else {
      deliveries.giveUp(Reason.UNMATCHED, step);
    }
  }

  private void decisionIsLate(Step step) {
    Message message = step.message;
    Content content = message.content();
    ProducerPolicy policy = policies.producer(content.producer());
    if (content.isExpiredAt(step.now())) {
      decisions.expire(step);
    } else if (step.now() - content.preparedAt() >= policy.maxAgeMs()) {
      decisions.exhausted(step);
    } else {
      decisions.ask(step);
      long delay = policy.nextDelayMs(content, message.id(), step.message.checkBack().attempt());
      step.message =
          step.message.withStatus(
              Status.PREPARED, Math.min(step.now() + delay, content.expiresAt()));
    }
  }

  private void stillUnresolved(Step step) {
    if (step.message.content().isExpiredAt(step.now())) {
      decisions.expire(step);
    } else {
      deliveries.giveUp(Reason.CHECK_UNRESOLVED, step);
    }
  }

  private void timeToDeliver(Step step) {
    Content content = step.message.content();
    if (content.isExpiredAt(step.now())) {
      decisions.expire(step);
      return;
    }
    step.effect(new Effect.RequestDelivery(content.deliverAt()));
    long readBackBy = step.now() + limits.deliveryRequestTimeoutMs();
    step.message =
        step.message.withStatus(Status.SCHEDULED, Math.min(readBackBy, content.expiresAt()));
  }

  private void tooOldToKeep(Step step) {
    step.event(
        Effect.Event.Kind.RETENTION_ENDED, "", "dead letter removed: " + step.message.reason());
    step.message = step.message.withStatus(Status.DEAD_LETTERED, NEVER);
    step.archive();
  }

  private void deliveriesDue(Step step) {
    List<Delivery> attempts = new ArrayList<>();
    boolean any = false;
    for (Delivery delivery : step.message.deliveries()) {
      if (delivery.due() <= step.now()) {
        any = true;
        if (attemptIsDue(delivery, step)) {
          attempts.add(step.message.delivery(delivery.group()).orElseThrow());
        }
      }
    }
    deliveries.dispatch(attempts, step);
    if (any && step.message.status() == Status.DELIVERING) {
      deliveries.finishIfNobodyIsOwed(step);
    }
  }

  /** Decides for one due delivery; true if its next attempt is to be made now. */
  private boolean attemptIsDue(Delivery delivery, Step step) {
    Optional<Subscription> subscription = deliveries.subscription(delivery, step);
    if (subscription.isEmpty()) {
      step.message = step.message.with(delivery.unsubscribed(step.now()));
      step.event(
          Effect.Event.Kind.UNSUBSCRIBED, delivery.group(), "unsubscribed before it consumed");
      return false;
    }
    return switch (delivery.status()) {
      case DISPATCHED, RECEIVED -> silent(delivery, subscription.get(), step);
      case WAITING -> stillWorthIt(delivery, step);
      case CONSUMED, DEAD, UNSUBSCRIBED ->
          throw new IllegalStateException(
              "delivery of '"
                  + step.message.id()
                  + "' to '"
                  + delivery.group()
                  + "' has a due time as "
                  + delivery.status());
    };
  }

  private boolean silent(Delivery delivery, Subscription subscription, Step step) {
    if (subscription.consumeCheck() && !delivery.asked()) {
      step.effect(
          new Effect.AskConsumer(
              delivery.group(),
              delivery.attempt(),
              CheckBack.nonce(step.message.id(), delivery.group(), delivery.attempt())));
      step.message =
          step.message.with(delivery.askedUntil(step.now() + subscription.ackTimeoutMs()));
      return false;
    }
    return deliveries.silent(delivery, step)
        && stillWorthIt(step.message.delivery(delivery.group()).orElseThrow(), step);
  }

  private boolean stillWorthIt(Delivery delivery, Step step) {
    if (step.message.content().isExpiredAt(step.now())) {
      deliveries.kill(delivery, Reason.TTL_EXPIRED, delivery.failure(), step);
      return false;
    }
    return true;
  }
}
