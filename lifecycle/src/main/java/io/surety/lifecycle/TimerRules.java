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

  void due(Signal.Due signal, Step step) {
    // Later than this a signal may be waiting in the log, and would be judged as if it were
    // missing.
    long upTo = Math.min(step.now(), signal.horizon());
    if (step.message.statusDue() <= upTo) {
      statusDue(upTo, step);
    }
    // While the message is held, so are the deliveries that were reported ahead of it.
    if (step.message.status() == Status.DELIVERING) {
      deliveriesDue(upTo, step);
    }
  }

  private void statusDue(long upTo, Step step) {
    if (step.message.isHeld() && step.message.content().isExpiredAt(upTo)) {
      ends.expire(step);
      return;
    }
    switch (step.message.status()) {
      case EARLY -> early.unmatched(step);
      case PREPARED -> checkBacks.decisionIsLate(upTo, step);
      case UNRESOLVED -> ends.giveUp(Reason.CHECK_UNRESOLVED, step);
      case SCHEDULED -> schedules.timeToDeliver(step);
      case DEAD_LETTERED -> ends.tooOldToKeep(step);
      case ABSENT, DELIVERING, COMPLETED, ROLLED_BACK, CANCELLED, EXPIRED ->
          throw new IllegalStateException(
              "message '" + step.message.id() + "' has a due time as " + step.message.status());
    }
  }

  private void deliveriesDue(long upTo, Step step) {
    List<Delivery> attempts = new ArrayList<>();
    boolean any = false;
    for (Delivery delivery : step.message.deliveries()) {
      if (delivery.due() <= upTo) {
        any = true;
        if (attemptIsDue(delivery, upTo, step)) {
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
  private boolean attemptIsDue(Delivery delivery, long upTo, Step step) {
    Optional<Subscription> subscription = subscriptions.of(delivery, step.message);
    if (subscription.isEmpty()) {
      step.message = step.message.with(delivery.unsubscribed(step.now()));
      step.event(
          Effect.Event.Kind.UNSUBSCRIBED, delivery.group(), "unsubscribed before it consumed");
      return false;
    }
    return switch (delivery.status()) {
      case DISPATCHED, RECEIVED -> silent(delivery, subscription.get(), upTo, step);
      case WAITING -> stillWorthIt(delivery, upTo, step);
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

  private boolean silent(Delivery delivery, Subscription subscription, long upTo, Step step) {
    if (subscription.consumeCheck() && !delivery.asked()) {
      step.effect(
          new Effect.AskConsumer(
              delivery.group(),
              delivery.attempt(),
              CheckBack.nonce(step.message.id(), delivery.group(), delivery.attempt())));
      step.message =
          step.message.with(delivery.asked(step.now(), step.in(subscription.ackTimeoutMs())));
      return false;
    }
    return groups.silent(delivery, step)
        && stillWorthIt(step.message.delivery(delivery.group()).orElseThrow(), upTo, step);
  }

  private boolean stillWorthIt(Delivery delivery, long upTo, Step step) {
    Content content = step.message.content();
    if (content.isExpiredAt(upTo)) {
      ends.kill(delivery, Reason.TTL_EXPIRED, delivery.failure(), step);
      return false;
    }
    if (content.isExpiredAt(step.now())) {
      // Too late to dispatch, too early to give up: the group's answer may be waiting in the log.
      step.message = step.message.with(delivery.waiting(content.expiresAt()));
      return false;
    }
    return true;
  }
}
