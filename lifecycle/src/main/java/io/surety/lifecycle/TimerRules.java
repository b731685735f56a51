package io.surety.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happens when nothing was heard in time. A tick that comes too early changes nothing. */
final class TimerRules {

  private final Subscriptions subscriptions;
  private final EarlyRules early;
  private final CheckBackRules checkBacks;
  private final ScheduleRules schedules;
  private final DispatchRules dispatches;
  private final GroupRules groups;
  private final EndRules ends;

  TimerRules(
      Subscriptions subscriptions,
      EarlyRules early,
      CheckBackRules checkBacks,
      ScheduleRules schedules,
      DispatchRules dispatches,
      GroupRules groups,
      EndRules ends) {
    this.subscriptions = subscriptions;
    this.early = early;
    this.checkBacks = checkBacks;
    this.schedules = schedules;
    this.dispatches = dispatches;
    this.groups = groups;
    this.ends = ends;
  }

  void due(Step step) {
    if (step.message.statusDue() <= step.now()) {
      statusDue(step);
    }
    // While the message is held, so are the deliveries that were reported ahead of it.
    if (step.message.status() == Status.DELIVERING) {
      deliveriesDue(step);
    }
  }

  private void statusDue(Step step) {
    if (step.message.isHeld() && step.message.content().isExpiredAt(step.now())) {
      ends.expire(step);
      return;
    }
    switch (step.message.status()) {
      case EARLY -> early.unmatched(step);
      case PREPARED -> checkBacks.decisionIsLate(step);
      case UNRESOLVED -> ends.giveUp(Reason.CHECK_UNRESOLVED, step);
      case SCHEDULED -> schedules.timeToDeliver(step);
      case DEAD_LETTERED -> ends.tooOldToKeep(step);
      case ABSENT, DELIVERING, COMPLETED, ROLLED_BACK, CANCELLED, EXPIRED ->
          throw new IllegalStateException(
              "message '" + step.message.id() + "' has a due time as " + step.message.status());
    }
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
    if (any) {
      dispatches.dispatch(attempts, step);
      ends.finishIfNobodyIsOwed(step);
    }
  }

  /** Decides for one due delivery; true if its next attempt is to be made now. */
  private boolean attemptIsDue(Delivery delivery, Step step) {
    Optional<Subscription> subscription = subscriptions.of(delivery, step.message);
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
      step.message = step.message.with(delivery.askedUntil(step.in(subscription.ackTimeoutMs())));
      return false;
    }
    return groups.silent(delivery, step)
        && stillWorthIt(step.message.delivery(delivery.group()).orElseThrow(), step);
  }

  private boolean stillWorthIt(Delivery delivery, Step step) {
    if (step.message.content().isExpiredAt(step.now())) {
      ends.kill(delivery, Reason.TTL_EXPIRED, delivery.failure(), step);
      return false;
    }
    return true;
  }
}
