package io.surety.lifecycle;

import static io.surety.lifecycle.Refusal.Reason.DUPLICATE;
import static io.surety.lifecycle.Refusal.Reason.NOTHING_TO_DO;
import static io.surety.lifecycle.Refusal.Reason.STALE_ATTEMPT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How a confirmed message gets to its destination: at once, at its time, again, or not at all. */
final class DispatchRules {

  private final Limits limits;
  private final Subscriptions subscriptions;
  private final GroupRules groups;
  private final Planning planning;
  private final EndRules ends;

  DispatchRules(
      Limits limits,
      Subscriptions subscriptions,
      Planning planning,
      GroupRules groups,
      EndRules ends) {
    this.limits = limits;
    this.subscriptions = subscriptions;
    this.planning = planning;
    this.groups = groups;
    this.ends = ends;
  }

  /** Fixes whom the message is for, and sends it on its way. */
  void confirmed(Step step) {
    if (planning.plan(step)) {
      List<Early.GroupSignal> waiting = step.message.early().groups();
      step.message = step.message.withEarly(Early.NONE);
      waiting.forEach(signal -> step.replay(signal.at(), () -> groups.replay(signal, step)));
      if (step.message.status() == Status.SCHEDULED) {
        scheduleOrDispatch(step);
      }
    }
  }

  /** Holds the message until its delivery time, if that is still to come. */
  void scheduleOrDispatch(Step step) {
    if (step.message.content().deliverAt() > step.now()) {
      step.message = step.message.withStatus(Status.SCHEDULED, Planning.due(step.message));
    } else {
      dispatchPlanned(step);
    }
  }

  /** The first dispatch, to every group that has not got the message in another way. */
  void dispatchPlanned(Step step) {
    Message message = step.message;
    if (message.content().mode() == Mode.DIRECT) {
      step.effect(new Effect.Dispatch(1, List.of()));
      step.message = message.withStatus(Status.COMPLETED, Message.NEVER).settledQuietly(step.now());
      return;
    }
    step.message = message.withStatus(Status.DELIVERING, Message.NEVER);
    dispatch(message.deliveries().stream().filter(Delivery::isPlanned).toList(), step);
    ends.finishIfNobodyIsOwed(step);
  }

  /** Does not wait for the time of the next attempt. False if nothing waits. */
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
      long limit = step.afterDispatch(subscriptions.ackTimeoutMs(delivery, step.message));
      step.message = step.message.with(delivery.dispatched(attempt, step.dispatchedAt(), limit));
      byAttempt.computeIfAbsent(attempt, a -> new ArrayList<>()).add(delivery.group());
    }
    write(byAttempt, step);
  }

  /** What left shortly before the task stopped may never have left: the same attempts again. */
  void resume(Signal.Resume signal, Step step) {
    Map<Integer, List<String>> byAttempt = new TreeMap<>();
    boolean tooLate = step.message.content().isExpiredAt(step.now());
    for (Delivery delivery : step.message.deliveries()) {
      if (!tooLate
          && delivery.status() == DeliveryStatus.DISPATCHED
          && delivery.dispatchedAt() < signal.startedAt()) {
        long limit = step.afterDispatch(subscriptions.ackTimeoutMs(delivery, step.message));
        step.message = step.message.with(delivery.dispatchedAgain(step.dispatchedAt(), limit));
        byAttempt.computeIfAbsent(delivery.attempt(), a -> new ArrayList<>()).add(delivery.group());
      }
    }
    if (byAttempt.isEmpty()) {
      step.refuse(NOTHING_TO_DO, "dispatch again");
    }
    write(byAttempt, step);
  }

  private static void write(Map<Integer, List<String>> byAttempt, Step step) {
    byAttempt.forEach((attempt, groups) -> step.effect(new Effect.Dispatch(attempt, groups)));
  }

  /** A destination refused the record: hold the groups back, or give up where nothing can help. */
  void dispatchFailed(Signal.DispatchFailed signal, Step step) {
    if (signal.groups().isEmpty() && step.message.content().mode() == Mode.DIRECT) {
      directFailed(signal, step);
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
      ends.finishIfNobodyIsOwed(step);
    } else {
      step.refuse(STALE_ATTEMPT, "hold back");
    }
  }

  /**
   * A direct message has one attempt, and was taken for complete when that was made. The first
   * failure that is heard of ends it otherwise; a record that was sent twice may fail twice.
   */
  private void directFailed(Signal.DispatchFailed signal, Step step) {
    if (step.message.status() == Status.COMPLETED) {
      ends.giveUpDirect(failureOf(signal), step);
    } else {
      step.refuse(DUPLICATE, "give up");
    }
  }

  private void refused(Delivery delivery, Signal.DispatchFailed signal, Step step) {
    if (signal.reason().endsDelivery()) {
      ends.kill(delivery, signal.reason(), failureOf(signal), step);
      return;
    }
    boolean first = delivery.heldBackSince() == 0;
    long waited = first ? 0 : step.now() - delivery.heldBackSince();
    // As long again as it has already lasted: the pauses double, within their bounds.
    long pause =
        Math.min(limits.dispatchBackoffMaxMs(), Math.max(limits.dispatchBackoffMinMs(), waited));
    step.message =
        step.message.with(
            delivery.heldBack(signal.reason(), failureOf(signal), step.now(), step.in(pause)));
    if (first) {
      step.event(Effect.Event.Kind.DISPATCH_HELD_BACK, delivery.group(), signal.detail());
    }
  }

  private static Failure failureOf(Signal.DispatchFailed signal) {
    return Failure.of(signal.reason().name(), signal.detail()).stored();
  }
}
