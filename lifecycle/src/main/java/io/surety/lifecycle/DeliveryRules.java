package io.surety.lifecycle;

import static io.surety.lifecycle.Message.NEVER;
import static io.surety.lifecycle.Refusal.Reason.CONTRADICTION;
import static io.surety.lifecycle.Refusal.Reason.DUPLICATE;
import static io.surety.lifecycle.Refusal.Reason.NOTHING_TO_DO;
import static io.surety.lifecycle.Refusal.Reason.STALE_ATTEMPT;
import static io.surety.lifecycle.Refusal.Reason.TOO_LATE;
import static io.surety.lifecycle.Refusal.Reason.TOO_MANY_EARLY;
import static io.surety.lifecycle.Refusal.Reason.UNKNOWN_GROUP;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What happens to a confirmed message, group by group, until nobody is owed anything. */
final class DeliveryRules {

  private final Policies policies;
  private final Limits limits;

  DeliveryRules(Policies policies, Limits limits) {
    this.policies = policies;
    this.limits = limits;
  }

  /** Fixes whom the message is for, and sends it on its way, now or at its time. */
  void confirmed(Step step) {
    Message message = step.message;
    Content content = message.content();
    if (!policies.isDestination(content.destination())) {
      giveUp(Reason.NO_DESTINATION, step);
      return;
    }
    if (content.mode() == Mode.DIRECT) {
      scheduleOrDispatch(step);
      return;
    }
    List<Delivery> planned = new ArrayList<>();
    for (Subscription subscription : policies.subscriptions(content.destination())) {
      if (subscription.wants(content)) {
        planned.add(Delivery.planned(subscription.group()));
      }
    }
    if (planned.isEmpty()) {
      nobodySubscribed(step);
      return;
    }
    Early early = message.early();
    step.message =
        message
            .withDeliveries(planned)
            .withEarly(Early.NONE)
            .withReason(Reason.NONE)
            .withStatus(Status.SCHEDULED, scheduleDue(content));
    early.groups().forEach(signal -> step.replay(signal.at(), () -> applyEarly(signal, step)));
    if (step.message.status() == Status.SCHEDULED) {
      scheduleOrDispatch(step);
    }
  }

  private void nobodySubscribed(Step step) {
    switch (policies.onNoSubscriber(step.message.content().destination())) {
      case DEAD_LETTER -> giveUp(Reason.NO_SUBSCRIBER, step);
      case COMPLETE -> {
        step.message =
            step.message.withReason(Reason.NO_SUBSCRIBER).withStatus(Status.COMPLETED, NEVER);
        step.archive();
      }
    }
  }

  /** The message as a whole becomes a dead letter. */
  void giveUp(Reason reason, Step step) {
    step.message =
        step.message
            .withReason(reason)
            .withStatus(Status.DEAD_LETTERED, step.now() + limits.deadLetterRetentionMs());
    step.effect(new Effect.DeadLetter("", reason, 0, Failure.NONE));
    step.event(Effect.Event.Kind.DEAD_LETTERED, "", reason.name());
    step.archive();
  }

  private static long scheduleDue(Content content) {
    return Math.min(content.deliverAt(), content.expiresAt());
  }

  void scheduleOrDispatch(Step step) {
    Content content = step.message.content();
    if (content.deliverAt() > step.now()) {
      step.message = step.message.withStatus(Status.SCHEDULED, scheduleDue(content));
    } else {
      dispatchPlanned(step);
    }
  }

  /** The first dispatch, to every group that has not got the message in another way. */
  void dispatchPlanned(Step step) {
    Message message = step.message;
    if (message.content().mode() == Mode.DIRECT) {
      step.effect(new Effect.Dispatch(1, List.of()));
      step.message = message.withStatus(Status.COMPLETED, NEVER).settledQuietly(step.now());
      return;
    }
    step.message = message.withStatus(Status.DELIVERING, NEVER);
    dispatch(message.deliveries().stream().filter(Delivery::isPlanned).toList(), step);
    finishIfNobodyIsOwed(step);
  }

  /** An operator's wish: do not wait for the next attempt. False if nothing waits. */
  boolean dispatchWaiting(Step step) {
    List<Delivery> waiting =
        step.message.deliveries().stream()
            .filter(delivery -> delivery.status() == DeliveryStatus.WAITING)
            .toList();
    dispatch(waiting, step);
    return !waiting.isEmpty();
  }

  /** The next attempt for each of these. One record names all groups at the same attempt. */
  void dispatch(List<Delivery> these, Step step) {
    Map<Integer, List<String>> byAttempt = new TreeMap<>();
    for (Delivery delivery : these) {
      int attempt = delivery.attempt() + 1;
      long limit = step.now() + ackTimeoutMs(delivery, step);
      step.message = step.message.with(delivery.dispatched(attempt, step.now(), limit));
      byAttempt.computeIfAbsent(attempt, a -> new ArrayList<>()).add(delivery.group());
    }
    byAttempt.forEach((attempt, groups) -> step.effect(new Effect.Dispatch(attempt, groups)));
  }

  /** What left shortly before the task stopped may never have left: the same attempts again. */
  void resume(Signal.Resume signal, Step step) {
    Map<Integer, List<String>> byAttempt = new TreeMap<>();
    for (Delivery delivery : step.message.deliveries()) {
      if (delivery.status() == DeliveryStatus.DISPATCHED
          && delivery.dispatchedAt() < signal.startedAt()) {
        long limit = step.now() + ackTimeoutMs(delivery, step);
        step.message = step.message.with(delivery.dispatchedAgain(step.now(), limit));
        byAttempt.computeIfAbsent(delivery.attempt(), a -> new ArrayList<>()).add(delivery.group());
      }
    }
    if (byAttempt.isEmpty()) {
      step.refuse(NOTHING_TO_DO, "dispatch again");
    }
    byAttempt.forEach((attempt, groups) -> step.effect(new Effect.Dispatch(attempt, groups)));
  }

  /** True if a group was dispatched to: then it is too late to withdraw the message. */
  boolean hasBeenDispatched(Message message) {
    return message.deliveries().stream().anyMatch(delivery -> !delivery.isPlanned());
  }

  void receive(Signal.Receive signal, Step step) {
    if (waitsForDecision(step.message.status())) {
      waitForDelivery(
          new Early.GroupSignal(
              signal.group(), Early.Kind.RECEIVED, signal.attempt(), Failure.NONE, -1, step.now()),
          step);
      return;
    }
    Optional<Delivery> found = step.message.delivery(signal.group());
    if (found.isEmpty()) {
      step.refuse(unknown(step.message), "receive");
      return;
    }
    Delivery delivery = found.get();
    long limit = step.now() + processingTimeoutMs(delivery, step);
    boolean current =
        switch (delivery.status()) {
          case DISPATCHED, RECEIVED -> signal.attempt() >= delivery.attempt();
          // An attempt beyond the known one was dispatched by a transaction that was aborted.
          case WAITING -> signal.attempt() > delivery.attempt();
          case CONSUMED, DEAD, UNSUBSCRIBED -> false;
        };
    if (current) {
      step.message = step.message.with(delivery.received(signal.attempt(), step.now(), limit));
    } else {
      step.refuse(
          switch (delivery.status()) {
            case DISPATCHED, RECEIVED, WAITING -> STALE_ATTEMPT;
            case CONSUMED -> DUPLICATE;
            case DEAD, UNSUBSCRIBED -> TOO_LATE;
          },
          "receive");
    }
  }

  void consume(Signal.Consume signal, Step step) {
    if (waitsForDecision(step.message.status())) {
      Early.Kind kind =
          switch (signal.outcome()) {
            case CONSUMED -> Early.Kind.CONSUMED;
            case FAILED -> Early.Kind.FAILED;
            case REJECTED -> Early.Kind.REJECTED;
          };
      waitForDelivery(
          new Early.GroupSignal(
              signal.group(),
              kind,
              signal.attempt(),
              signal.failure().stored(),
              signal.retryAfterMs(),
              step.now()),
          step);
      return;
    }
    Optional<Delivery> found = step.message.delivery(signal.group());
    if (found.isEmpty()) {
      step.refuse(unknown(step.message), "consume");
      return;
    }
    switch (signal.outcome()) {
      case CONSUMED -> consumed(found.get(), signal, step);
      case FAILED -> failed(found.get(), signal, step);
      case REJECTED -> rejected(found.get(), signal, step);
    }
  }

  private static boolean waitsForDecision(Status status) {
    return switch (status) {
      case ABSENT, EARLY, PREPARED, UNRESOLVED -> true;
      case SCHEDULED, DELIVERING, COMPLETED, DEAD_LETTERED, ROLLED_BACK, CANCELLED, EXPIRED ->
          false;
    };
  }

  /** A settled message no longer knows its groups: a repetition, as far as can be told. */
  private static Refusal.Reason unknown(Message message) {
    return switch (message.status()) {
      case COMPLETED, DEAD_LETTERED -> message.deliveries().isEmpty() ? DUPLICATE : UNKNOWN_GROUP;
      case SCHEDULED, DELIVERING -> UNKNOWN_GROUP;
      case ABSENT, EARLY, PREPARED, UNRESOLVED, ROLLED_BACK, CANCELLED, EXPIRED -> TOO_LATE;
    };
  }

  private void consumed(Delivery delivery, Signal.Consume signal, Step step) {
    switch (delivery.status()) {
      case DISPATCHED, RECEIVED, WAITING ->
          step.message = step.message.with(delivery.consumed(signal.attempt(), step.now()));
      case DEAD -> {
        step.message = step.message.with(delivery.consumed(signal.attempt(), step.now()));
        step.event(
            Effect.Event.Kind.LATE_CONSUMED, delivery.group(), "consumed after it was given up");
      }
      case CONSUMED -> {
        step.refuse(DUPLICATE, "consume");
        return;
      }
      case UNSUBSCRIBED -> {
        step.refuse(TOO_LATE, "consume");
        return;
      }
    }
    finishIfNobodyIsOwed(step);
  }

  private void rejected(Delivery delivery, Signal.Consume signal, Step step) {
    switch (delivery.status()) {
      case DISPATCHED, RECEIVED, WAITING -> {
        Delivery ended =
            delivery.ended(
                signal.attempt(), step.now(), Attempt.Outcome.REJECTED, signal.failure());
        kill(ended, Reason.REJECTED, signal.failure(), step);
        finishIfNobodyIsOwed(step);
      }
      case CONSUMED -> step.refuse(CONTRADICTION, "reject");
      case DEAD -> step.refuse(DUPLICATE, "reject");
      case UNSUBSCRIBED -> step.refuse(TOO_LATE, "reject");
    }
  }

  private void failed(Delivery delivery, Signal.Consume signal, Step step) {
    switch (delivery.status()) {
      case DISPATCHED, RECEIVED, WAITING -> {
        boolean over = signal.attempt() < delivery.attempt();
        boolean known =
            delivery.status() == DeliveryStatus.WAITING && signal.attempt() == delivery.attempt();
        if (over || known) {
          step.refuse(over ? STALE_ATTEMPT : DUPLICATE, "fail");
          return;
        }
        Delivery ended =
            delivery.ended(signal.attempt(), step.now(), Attempt.Outcome.FAILED, signal.failure());
        tryAgain(ended, signal.retryAfterMs(), signal.failure(), step);
        finishIfNobodyIsOwed(step);
      }
      case CONSUMED -> step.refuse(STALE_ATTEMPT, "fail");
      case UNSUBSCRIBED -> step.refuse(TOO_LATE, "fail");
      case DEAD -> step.refuse(DUPLICATE, "fail");
    }
  }

  /** After a failed attempt: the next one by the policy, or none. */
  private void tryAgain(Delivery ended, long retryAfterMs, Failure failure, Step step) {
    RedeliveryPolicy policy = policy(ended, step);
    int used = ended.attemptsUsed();
    if (used >= policy.maxAttempts()) {
      kill(ended, Reason.ATTEMPTS_EXHAUSTED, failure, step);
      return;
    }
    long delay =
        retryAfterMs >= 0
            ? retryAfterMs
            : policy.delayMs(Math.max(1, used), step.message.id(), ended.group());
    long next = step.now() + delay;
    if (step.message.content().isExpiredAt(next)) {
      kill(ended, Reason.TTL_EXPIRED, failure, step);
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
    if (ended.attemptsUsed() >= policy(ended, step).maxAttempts()) {
      kill(ended, Reason.ATTEMPTS_EXHAUSTED, ended.failure(), step);
      return false;
    }
    return true;
  }

  /** Given up for this group. */
  void kill(Delivery delivery, Reason reason, Failure failure, Step step) {
    step.message = step.message.with(delivery.dead(reason, step.now()));
    step.effect(new Effect.DeadLetter(delivery.group(), reason, delivery.attemptsUsed(), failure));
    step.event(Effect.Event.Kind.DEAD_LETTERED, delivery.group(), reason.name());
  }

  void redrive(Delivery delivery, String note, Step step) {
    if (delivery.status() != DeliveryStatus.DEAD) {
      step.refuse(NOTHING_TO_DO, "redrive");
      return;
    }
    Delivery again = delivery.redriven(note);
    step.message = step.message.with(again).withStatus(Status.DELIVERING, NEVER);
    dispatch(List.of(again), step);
  }

  void resolve(Delivery delivery, String note, Step step) {
    if (!delivery.isUnresolvedDead()) {
      step.refuse(delivery.resolved() ? DUPLICATE : NOTHING_TO_DO, "resolve");
      return;
    }
    step.message = step.message.with(delivery.closed(note));
    finishIfNobodyIsOwed(step);
  }

  /** A destination refused the record: hold the groups back, or give up where nothing can help. */
  void dispatchFailed(Signal.DispatchFailed signal, Step step) {
    if (signal.groups().isEmpty()) {
      step.effect(new Effect.DeadLetter("", Reason.DISPATCH_FAILED, 1, failureOf(signal)));
      step.event(Effect.Event.Kind.DEAD_LETTERED, "", signal.detail());
      return;
    }
    boolean any = false;
    for (String group : signal.groups()) {
      Optional<Delivery> found =
          step.message
              .delivery(group)
              .filter(delivery -> delivery.status() == DeliveryStatus.DISPATCHED)
              .filter(delivery -> delivery.attempt() == signal.attempt());
      if (found.isPresent()) {
        any = true;
        refused(found.get(), signal, step);
      }
    }
    if (any) {
      finishIfNobodyIsOwed(step);
    } else {
      step.refuse(STALE_ATTEMPT, "hold back");
    }
  }

  private void refused(Delivery delivery, Signal.DispatchFailed signal, Step step) {
    if (signal.reason().endsDelivery()) {
      kill(delivery, signal.reason(), failureOf(signal), step);
      return;
    }
    boolean first = delivery.heldBackSince() == 0;
    long waited = first ? 0 : step.now() - delivery.heldBackSince();
    // As long again as it has already lasted: the pauses double, within their bounds.
    long pause =
        Math.min(limits.dispatchBackoffMaxMs(), Math.max(limits.dispatchBackoffMinMs(), waited));
    step.message =
        step.message.with(
            delivery.heldBack(signal.reason(), failureOf(signal), step.now(), step.now() + pause));
    if (first) {
      step.event(Effect.Event.Kind.DISPATCH_HELD_BACK, delivery.group(), signal.detail());
    }
  }

  private static Failure failureOf(Signal.DispatchFailed signal) {
    return Failure.of(signal.reason().name(), signal.detail()).stored();
  }

  /** Nobody is owed anything any more: the message has ended. */
  void finishIfNobodyIsOwed(Step step) {
    List<Delivery> all = step.message.deliveries();
    if (all.stream().anyMatch(delivery -> delivery.status().isOpen())) {
      return;
    }
    boolean anyDead = all.stream().anyMatch(d -> d.status() == DeliveryStatus.DEAD);
    boolean anyUnresolved = all.stream().anyMatch(Delivery::isUnresolvedDead);
    if (!anyDead) {
      step.message = step.message.withStatus(Status.COMPLETED, NEVER);
    } else {
      long until = anyUnresolved ? step.now() + limits.deadLetterRetentionMs() : NEVER;
      step.message = step.message.withStatus(Status.DEAD_LETTERED, until);
    }
    step.archive();
  }

  /** A signal of a group came before the decision that makes it one of the message's groups. */
  private void waitForDelivery(Early.GroupSignal signal, Step step) {
    Early before = step.message.early();
    Early after = before.withGroup(signal);
    if (after.equals(before)) {
      step.refuse(DUPLICATE, "remember");
    } else if (after.groups().size() > Limits.EARLY_GROUPS_MAX) {
      step.refuse(TOO_MANY_EARLY, "remember");
    } else {
      waitEarly(after, step);
    }
  }

  /** Remembers what waits; an unknown message becomes EARLY by it. */
  void waitEarly(Early early, Step step) {
    Message message = step.message.withEarly(early);
    step.message =
        message.status() == Status.ABSENT
            ? message.withStatus(Status.EARLY, step.now() + limits.earlyTimeoutMs())
            : message;
  }

  private void applyEarly(Early.GroupSignal signal, Step step) {
    if (step.message.delivery(signal.group()).isEmpty()) {
      step.event(
          Effect.Event.Kind.UNKNOWN_GROUP, signal.group(), "the message is not for this group");
      return;
    }
    switch (signal.kind()) {
      case RECEIVED -> receive(new Signal.Receive(signal.group(), "", signal.attempt()), step);
      case FAILED -> consume(signal, Signal.Consume.Outcome.FAILED, step);
      case REJECTED -> consume(signal, Signal.Consume.Outcome.REJECTED, step);
      case CONSUMED -> consume(signal, Signal.Consume.Outcome.CONSUMED, step);
    }
  }

  private void consume(Early.GroupSignal signal, Signal.Consume.Outcome outcome, Step step) {
    consume(
        new Signal.Consume(
            signal.group(), outcome, signal.attempt(), signal.failure(), signal.retryAfterMs()),
        step);
  }

  /** The group's subscription, if it still has one. */
  Optional<Subscription> subscription(Delivery delivery, Step step) {
    return policies.subscriptions(step.message.content().destination()).stream()
        .filter(subscription -> subscription.group().equals(delivery.group()))
        .findFirst();
  }

  private RedeliveryPolicy policy(Delivery delivery, Step step) {
    return subscription(delivery, step)
        .map(Subscription::redelivery)
        .orElse(RedeliveryPolicy.DEFAULT);
  }

  long ackTimeoutMs(Delivery delivery, Step step) {
    return subscription(delivery, step)
        .map(Subscription::ackTimeoutMs)
        .orElse(Subscription.DEFAULT_ACK_TIMEOUT_MS);
  }

  private long processingTimeoutMs(Delivery delivery, Step step) {
    return subscription(delivery, step)
        .map(Subscription::processingTimeoutMs)
        .orElse(Subscription.DEFAULT_PROCESSING_TIMEOUT_MS);
  }
}
