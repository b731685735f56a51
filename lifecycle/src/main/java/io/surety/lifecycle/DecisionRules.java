package io.surety.lifecycle;

import static io.surety.lifecycle.Message.NEVER;
import static io.surety.lifecycle.Refusal.Reason.CONTRADICTION;
import static io.surety.lifecycle.Refusal.Reason.DUPLICATE;
import static io.surety.lifecycle.Refusal.Reason.NOTHING_TO_DO;
import static io.surety.lifecycle.Refusal.Reason.NOT_DECIDED;
import static io.surety.lifecycle.Refusal.Reason.STALE_ATTEMPT;
import static io.surety.lifecycle.Refusal.Reason.TOO_LATE;
import static io.surety.lifecycle.Refusal.Reason.TOO_MANY_EARLY;
import static io.surety.lifecycle.Refusal.Reason.UNKNOWN_GROUP;
import static io.surety.lifecycle.Refusal.Reason.UNKNOWN_MESSAGE;

import java.util.List;

/** What decisions and answers to check-backs do. The first decision wins, in log order. */
final class DecisionRules {

  private final Policies policies;
  private final Limits limits;
  private final DeliveryRules deliveries;

  DecisionRules(Policies policies, Limits limits, DeliveryRules deliveries) {
    this.policies = policies;
    this.limits = limits;
    this.deliveries = deliveries;
  }

  void decide(Signal.Decide signal, Step step) {
    if (signal.source() == Decision.Source.CHECK_BACK && !answersTheQuestion(signal, step)) {
      return;
    }
    switch (signal.kind()) {
      case CONFIRM -> confirmOrRollBack(Decision.Kind.CONFIRM, signal, step);
      case ROLL_BACK -> confirmOrRollBack(Decision.Kind.ROLL_BACK, signal, step);
      case CANCEL -> cancel(signal, step);
      case RESCHEDULE -> reschedule(signal, step);
      case DELIVER_NOW -> deliverNow(signal, step);
      case REDRIVE -> redrive(signal, step);
      case RESOLVE -> resolve(signal, step);
      case CHECK_NOW -> checkNow(step);
      case UNKNOWN -> undecidedAnswer(true, signal, step);
      case IN_PROGRESS -> undecidedAnswer(false, signal, step);
    }
  }

  /** Decides an undecided message whose content is known. */
  void settle(Decision.Kind kind, Decision.Source source, String actor, String reason, Step step) {
    if (step.message.content().isExpiredAt(step.now())) {
      expire(step);
      return;
    }
    step.message = step.message.withDecision(new Decision(kind, source, step.now(), actor, reason));
    if (kind == Decision.Kind.CONFIRM) {
      deliveries.confirmed(step);
    } else {
      step.message = step.message.withReason(Reason.NONE).withStatus(Status.ROLLED_BACK, NEVER);
      step.archive();
    }
  }

  void expire(Step step) {
    step.message =
        step.message
            .withDeliveries(List.of())
            .withReason(Reason.TTL_EXPIRED)
            .withStatus(Status.EXPIRED, NEVER);
    step.event(Effect.Event.Kind.EXPIRED, "", "time to live ended before the delivery");
    step.archive();
  }

  /** The producer was asked to the end of its budget or age. */
  void exhausted(Step step) {
    ProducerPolicy policy = policies.producer(step.message.content().producer());
    switch (policy.onExhausted()) {
      case ROLL_BACK -> {
        step.event(Effect.Event.Kind.ROLLED_BACK_BY_POLICY, "", "no decision in time");
        settle(Decision.Kind.ROLL_BACK, Decision.Source.TIMER, "", "check-back exhausted", step);
      }
      case UNRESOLVED -> {
        long until = step.now() + limits.unresolvedRetentionMs();
        step.message =
            step.message.withStatus(
                Status.UNRESOLVED, Math.min(until, step.message.content().expiresAt()));
        step.event(
            Effect.Event.Kind.UNRESOLVED, "", "no decision in time: confirm or roll back by hand");
      }
    }
  }

  private void confirmOrRollBack(Decision.Kind kind, Signal.Decide signal, Step step) {
    Message message = step.message;
    String verb = kind == Decision.Kind.CONFIRM ? "confirm" : "roll back";
    if (isUnknown(message)) {
      waitForPrepare(signal, verb, step);
    } else if (isUndecided(message)) {
      settle(kind, signal.source(), signal.actor(), signal.reason(), step);
    } else {
      step.refuse(standing(message, kind), verb);
    }
  }

  private static boolean isUndecided(Message message) {
    return switch (message.status()) {
      case PREPARED, UNRESOLVED -> true;
      case DEAD_LETTERED -> message.reason() == Reason.CHECK_UNRESOLVED && !message.isFinished();
      case ABSENT, EARLY, SCHEDULED, DELIVERING, COMPLETED, ROLLED_BACK, CANCELLED, EXPIRED ->
          false;
    };
  }

  /** How a decision relates to the one that stands, told from the status alone. */
  private static Refusal.Reason standing(Message message, Decision.Kind kind) {
    boolean confirm = kind == Decision.Kind.CONFIRM;
    return switch (message.status()) {
      case SCHEDULED, DELIVERING, COMPLETED -> confirm ? DUPLICATE : CONTRADICTION;
      case CANCELLED -> confirm ? DUPLICATE : TOO_LATE;
      case ROLLED_BACK -> confirm ? CONTRADICTION : DUPLICATE;
      case DEAD_LETTERED ->
          switch (message.reason()) {
            case UNMATCHED, CHECK_UNRESOLVED -> TOO_LATE;
            default -> confirm ? DUPLICATE : CONTRADICTION;
          };
      case EXPIRED -> TOO_LATE;
      case ABSENT, EARLY, PREPARED, UNRESOLVED ->
          throw new IllegalStateException(
              "message '" + message.id() + "' is undecided as " + message.status());
    };
  }

  /** The decision came before its prepare: it waits, unless it says nothing new. */
  private void waitForPrepare(Signal.Decide signal, String verb, Step step) {
    Early early = step.message.early();
    for (Early.EarlyDecision earlier : early.decisions()) {
      Signal.Decide waiting = earlier.signal();
      if (isDecision(signal) && isDecision(waiting)) {
        step.refuse(signal.kind() == waiting.kind() ? DUPLICATE : CONTRADICTION, verb);
        return;
      }
      if (signal.equals(waiting)) {
        step.refuse(DUPLICATE, verb);
        return;
      }
    }
    if (early.decisions().size() >= Limits.EARLY_DECISIONS_MAX) {
      step.refuse(TOO_MANY_EARLY, verb);
      return;
    }
    deliveries.waitEarly(early.withDecision(signal, step.now()), step);
  }

  private static boolean isDecision(Signal.Decide signal) {
    return signal.kind() == Signal.Decide.Kind.CONFIRM
        || signal.kind() == Signal.Decide.Kind.ROLL_BACK;
  }

  private void cancel(Signal.Decide signal, Step step) {
    Message message = step.message;
    switch (message.status()) {
      case ABSENT, EARLY -> waitForPrepare(signal, "cancel", step);
      case PREPARED, UNRESOLVED -> step.refuse(NOT_DECIDED, "cancel");
      case SCHEDULED -> {
        if (deliveries.hasBeenDispatched(message)) {
          step.refuse(TOO_LATE, "cancel");
          return;
        }
        step.message =
            message
                .withDeliveries(List.of())
                .withDecision(
                    new Decision(
                        Decision.Kind.CANCEL,
                        signal.source(),
                        step.now(),
                        signal.actor(),
                        signal.reason()))
                .withStatus(Status.CANCELLED, NEVER);
        step.archive();
      }
      case CANCELLED -> step.refuse(DUPLICATE, "cancel");
      case DELIVERING, COMPLETED, DEAD_LETTERED, ROLLED_BACK, EXPIRED ->
          step.refuse(TOO_LATE, "cancel");
    }
  }

  private void reschedule(Signal.Decide signal, Step step) {
    Message message = step.message;
    switch (message.status()) {
      case ABSENT, EARLY -> waitForPrepare(signal, "reschedule", step);
      case PREPARED, UNRESOLVED -> step.refuse(NOT_DECIDED, "reschedule");
      case SCHEDULED -> {
        if (deliveries.hasBeenDispatched(message)) {
          step.refuse(TOO_LATE, "reschedule");
          return;
        }
        step.message = message.withContent(message.content().withDeliverAt(signal.deliverAt()));
        deliveries.scheduleOrDispatch(step);
      }
      case DELIVERING, COMPLETED, DEAD_LETTERED, ROLLED_BACK, CANCELLED, EXPIRED ->
          step.refuse(TOO_LATE, "reschedule");
    }
  }

  private void deliverNow(Signal.Decide signal, Step step) {
    Message message = step.message;
    boolean byTimer = signal.source() == Decision.Source.TIMER;
    switch (message.status()) {
      case ABSENT, EARLY -> waitForPrepare(signal, "deliver", step);
      case PREPARED, UNRESOLVED -> step.refuse(NOT_DECIDED, "deliver");
      case SCHEDULED -> {
        // A due time that was rescheduled meanwhile no longer counts.
        if (byTimer && signal.deliverAt() != message.content().deliverAt()) {
          step.refuse(STALE_ATTEMPT, "deliver");
        } else if (message.content().isExpiredAt(step.now())) {
          expire(step);
        } else {
          deliveries.dispatchPlanned(step);
        }
      }
      case DELIVERING -> {
        if (byTimer || !deliveries.dispatchWaiting(step)) {
          step.refuse(byTimer ? DUPLICATE : NOTHING_TO_DO, "deliver");
        }
      }
      case COMPLETED, DEAD_LETTERED, ROLLED_BACK, CANCELLED, EXPIRED ->
          step.refuse(TOO_LATE, "deliver");
    }
  }

  private void redrive(Signal.Decide signal, Step step) {
    Message message = step.message;
    switch (message.status()) {
      case DELIVERING, DEAD_LETTERED -> {
        if (message.isFinished()) {
          step.refuse(TOO_LATE, "redrive");
        } else if (message.deliveries().isEmpty()) {
          redriveAsAWhole(step);
        } else {
          message
              .delivery(signal.group())
              .ifPresentOrElse(
                  delivery -> deliveries.redrive(delivery, signal.note(), step),
                  () -> step.refuse(UNKNOWN_GROUP, "redrive"));
        }
      }
      case ABSENT, EARLY -> step.refuse(UNKNOWN_MESSAGE, "redrive");
      case PREPARED, UNRESOLVED -> step.refuse(NOT_DECIDED, "redrive");
      case SCHEDULED -> step.refuse(NOTHING_TO_DO, "redrive");
      case COMPLETED, ROLLED_BACK, CANCELLED, EXPIRED -> step.refuse(TOO_LATE, "redrive");
    }
  }

  /** Given up before it had deliveries: find its groups once more. */
  private void redriveAsAWhole(Step step) {
    boolean decided = step.message.decision().kind() == Decision.Kind.CONFIRM;
    if (!decided) {
      step.refuse(NOT_DECIDED, "redrive");
    } else if (step.message.content().isExpiredAt(step.now())) {
      expire(step);
    } else {
      deliveries.confirmed(step);
    }
  }

  private void resolve(Signal.Decide signal, Step step) {
    Message message = step.message;
    switch (message.status()) {
      case DELIVERING, DEAD_LETTERED -> {
        if (message.isFinished()) {
          step.refuse(DUPLICATE, "resolve");
        } else if (message.deliveries().isEmpty()) {
          step.message =
              message
                  .withDecision(
                      new Decision(
                          Decision.Kind.RESOLVE,
                          signal.source(),
                          step.now(),
                          signal.actor(),
                          signal.reason()))
                  .withStatus(Status.DEAD_LETTERED, NEVER);
          step.archive();
        } else {
          message
              .delivery(signal.group())
              .ifPresentOrElse(
                  delivery -> deliveries.resolve(delivery, signal.note(), step),
                  () -> step.refuse(UNKNOWN_GROUP, "resolve"));
        }
      }
      case ABSENT, EARLY -> step.refuse(UNKNOWN_MESSAGE, "resolve");
      case PREPARED, UNRESOLVED, SCHEDULED -> step.refuse(NOTHING_TO_DO, "resolve");
      case COMPLETED, ROLLED_BACK, CANCELLED, EXPIRED -> step.refuse(TOO_LATE, "resolve");
    }
  }

  private void checkNow(Step step) {
    switch (step.message.status()) {
      case PREPARED, UNRESOLVED -> ask(step);
      case ABSENT, EARLY -> step.refuse(UNKNOWN_MESSAGE, "check");
      case SCHEDULED, DELIVERING, COMPLETED, DEAD_LETTERED, ROLLED_BACK, CANCELLED, EXPIRED ->
          step.refuse(NOTHING_TO_DO, "check");
    }
  }

  /** One more question to the producer. */
  void ask(Step step) {
    Message message = step.message;
    CheckBack asked = message.checkBack().asked();
    step.message = message.withCheckBack(asked);
    step.effect(
        new Effect.AskProducer(
            asked.attempt(), CheckBack.nonce(message.id(), "", asked.attempt())));
  }

  /**
   * Refuses an answer to a question that is over, or that was never asked; once somebody decided,
   * the answer is judged as a decision instead. A question the row does not know of, but with its
   * right nonce, was asked: a fold of the log without the timers sees that.
   */
  private static boolean answersTheQuestion(Signal.Decide signal, Step step) {
    Message message = step.message;
    int attempt = signal.checkBackAttempt();
    boolean current =
        attempt >= 1
            && attempt >= message.checkBack().attempt()
            && signal.nonce().equals(CheckBack.nonce(message.id(), "", attempt));
    if (!current && (isUndecided(message) || isUnknown(message))) {
      step.refuse(STALE_ATTEMPT, "take the answer for");
      return false;
    }
    return true;
  }

  private static boolean isUnknown(Message message) {
    return message.status() == Status.ABSENT || message.status() == Status.EARLY;
  }

  private void undecidedAnswer(boolean unknown, Signal.Decide signal, Step step) {
    Message message = step.message;
    if (signal.source() != Decision.Source.CHECK_BACK) {
      step.refuse(STALE_ATTEMPT, "take the answer for");
      return;
    }
    switch (message.status()) {
      case PREPARED -> {
        CheckBack before = message.checkBack();
        if (before.answered() && before.attempt() == signal.checkBackAttempt()) {
          step.refuse(DUPLICATE, "take the answer for");
          return;
        }
        step.message = message.withCheckBack(before.answeredAt(signal.checkBackAttempt(), unknown));
        int budget = policies.producer(message.content().producer()).budget();
        if (step.message.checkBack().unknowns() >= budget) {
          exhausted(step);
        }
      }
      case UNRESOLVED -> step.refuse(NOTHING_TO_DO, "take the answer for");
      case ABSENT, EARLY -> step.refuse(UNKNOWN_MESSAGE, "take the answer for");
      case SCHEDULED, DELIVERING, COMPLETED, DEAD_LETTERED, ROLLED_BACK, CANCELLED, EXPIRED ->
          step.refuse(STALE_ATTEMPT, "take the answer for");
    }
  }
}
