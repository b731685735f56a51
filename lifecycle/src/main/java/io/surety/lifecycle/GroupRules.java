package io.surety.lifecycle;

import static io.surety.lifecycle.Refusal.Reason.CONTRADICTION;
import static io.surety.lifecycle.Refusal.Reason.DUPLICATE;
import static io.surety.lifecycle.Refusal.Reason.STALE_ATTEMPT;
import static io.surety.lifecycle.Refusal.Reason.TOO_LATE;
import static io.surety.lifecycle.Refusal.Reason.UNKNOWN_GROUP;

import java.util.Optional;

/** What a consumer group reports, and what its silence means. */
final class GroupRules {

  private final Subscriptions subscriptions;
  private final EarlyRules early;
  private final EndRules ends;

  GroupRules(Subscriptions subscriptions, EarlyRules early, EndRules ends) {
    this.subscriptions = subscriptions;
    this.early = early;
    this.ends = ends;
  }

  void receive(Signal.Receive signal, Step step) {
    if (EarlyRules.waitsForGroups(step.message)) {
      early.keep(Early.GroupSignal.of(signal, step.now()), step);
      return;
    }
    Optional<Delivery> found = delivery(signal.group(), "receive", step);
    if (found.isEmpty()) {
      return;
    }
    Delivery delivery = found.get();
    switch (delivery.status()) {
      case DISPATCHED, RECEIVED, WAITING -> {
        boolean over =
            delivery.status() == DeliveryStatus.WAITING
                ? signal.attempt() <= delivery.attempt()
                : signal.attempt() < delivery.attempt();
        if (over || !delivery.mayHaveMade(signal.attempt())) {
          step.refuse(STALE_ATTEMPT, "receive");
        } else {
          long limit = step.in(subscriptions.processingTimeoutMs(delivery, step.message));
          step.message = step.message.with(delivery.received(signal.attempt(), step.now(), limit));
        }
      }
      case CONSUMED -> step.refuse(DUPLICATE, "receive");
      case DEAD, UNSUBSCRIBED -> step.refuse(TOO_LATE, "receive");
    }
  }

  void consume(Signal.Consume signal, Step step) {
    if (EarlyRules.waitsForGroups(step.message)) {
      early.keep(Early.GroupSignal.of(signal, step.now()), step);
      return;
    }
    delivery(signal.group(), "consume", step)
        .ifPresent(
            delivery -> {
              switch (signal.outcome()) {
                case CONSUMED -> consumed(delivery, signal, step);
                case FAILED -> failed(delivery, signal, step);
                case REJECTED -> rejected(delivery, signal, step);
              }
            });
  }

  /** A report that waited for the groups to be fixed. */
  void replay(Early.GroupSignal signal, Step step) {
    if (step.message.content().mode() == Mode.DIRECT) {
      return;
    }
    if (step.message.delivery(signal.group()).isEmpty()) {
      step.event(
          Effect.Event.Kind.UNKNOWN_GROUP, signal.group(), "the message is not for this group");
      return;
    }
    signal.replay(received -> receive(received, step), consumed -> consume(consumed, step));
  }

  /** The delivery a report is about. Of a finished message only the outcome is known. */
  private static Optional<Delivery> delivery(String group, String verb, Step step) {
    Message message = step.message;
    if (message.isFinished()) {
      step.refuse(message.status() == Status.COMPLETED ? DUPLICATE : TOO_LATE, verb);
      return Optional.empty();
    }
    Optional<Delivery> found = message.delivery(group);
    if (found.isEmpty()) {
      step.refuse(UNKNOWN_GROUP, verb);
    }
    return found;
  }

  private void consumed(Delivery delivery, Signal.Consume signal, Step step) {
    if (delivery.status() == DeliveryStatus.CONSUMED) {
      step.refuse(DUPLICATE, "consume");
      return;
    }
    step.message = step.message.with(delivery.consumed(signal.attempt(), step.now()));
    if (!delivery.status().isOpen()) {
      step.event(
          Effect.Event.Kind.LATE_CONSUMED,
          delivery.group(),
          "consumed after it was " + delivery.status());
    }
    ends.finishIfNobodyIsOwed(step);
  }

  private void rejected(Delivery delivery, Signal.Consume signal, Step step) {
    switch (delivery.status()) {
      case DISPATCHED, RECEIVED, WAITING -> {
        // What was rejected before a redrive is what the redrive is about.
        if (signal.attempt() <= delivery.attemptsBase()) {
          step.refuse(STALE_ATTEMPT, "reject");
          return;
        }
        Delivery ended =
            delivery.ended(
                signal.attempt(), step.now(), Attempt.Outcome.REJECTED, signal.failure());
        ends.kill(ended, Reason.REJECTED, signal.failure(), step);
        ends.finishIfNobodyIsOwed(step);
      }
      case CONSUMED -> step.refuse(CONTRADICTION, "reject");
      case DEAD -> step.refuse(DUPLICATE, "reject");
      case UNSUBSCRIBED -> step.refuse(TOO_LATE, "reject");
    }
  }

  private void failed(Delivery delivery, Signal.Consume signal, Step step) {
    switch (delivery.status()) {
      case DISPATCHED, RECEIVED, WAITING -> {
        boolean known =
            delivery.status() == DeliveryStatus.WAITING && signal.attempt() == delivery.attempt();
        if (known) {
          step.refuse(DUPLICATE, "fail");
        } else if (signal.attempt() < delivery.attempt()
            || !delivery.mayHaveMade(signal.attempt())) {
          step.refuse(STALE_ATTEMPT, "fail");
        } else {
          Delivery ended =
              delivery.ended(
                  signal.attempt(), step.now(), Attempt.Outcome.FAILED, signal.failure());
          tryAgain(ended, signal, step);
          ends.finishIfNobodyIsOwed(step);
        }
      }
      case CONSUMED -> step.refuse(STALE_ATTEMPT, "fail");
      case DEAD -> step.refuse(DUPLICATE, "fail");
      case UNSUBSCRIBED -> step.refuse(TOO_LATE, "fail");
    }
  }

  /** After a failed attempt: the next one by the policy, or none. */
  private void tryAgain(Delivery ended, Signal.Consume signal, Step step) {
    RedeliveryPolicy policy = subscriptions.redelivery(ended, step.message);
    int used = ended.attemptsUsed();
    if (used >= policy.maxAttempts()) {
      ends.kill(ended, Reason.ATTEMPTS_EXHAUSTED, signal.failure(), step);
      return;
    }
    long delay =
        signal.retryAfterMs() >= 0
            ? Math.min(signal.retryAfterMs(), Limits.RETRY_AFTER_MAX_MS)
            : policy.delayMs(Math.max(1, used), step.message.id(), ended.group());
    long next = step.in(delay);
    if (step.message.content().isExpiredAt(next)) {
      ends.kill(ended, Reason.TTL_EXPIRED, signal.failure(), step);
    } else {
      step.message = step.message.with(ended.waiting(next));
    }
  }

  /** The group was silent for too long. Returns true if the next attempt is to be made now. */
  boolean silent(Delivery delivery, Step step) {
    Attempt.Outcome outcome =
        delivery.status() == DeliveryStatus.RECEIVED
            ? Attempt.Outcome.NOT_FINISHED
            : Attempt.Outcome.NOT_RECEIVED;
    Delivery ended = delivery.ended(delivery.attempt(), step.now(), outcome, Failure.NONE);
    step.message = step.message.with(ended);
    if (ended.attemptsUsed() >= subscriptions.redelivery(ended, step.message).maxAttempts()) {
      ends.kill(ended, Reason.ATTEMPTS_EXHAUSTED, ended.failure(), step);
      return false;
    }
    return true;
  }
}
