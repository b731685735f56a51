package io.surety.lifecycle;

import static io.surety.lifecycle.Message.NEVER;
import static io.surety.lifecycle.Refusal.Reason.DUPLICATE;
import static io.surety.lifecycle.Refusal.Reason.NOTHING_TO_DO;
import static io.surety.lifecycle.Refusal.Reason.NOT_DECIDED;
import static io.surety.lifecycle.Refusal.Reason.TOO_LATE;
import static io.surety.lifecycle.Refusal.Reason.UNKNOWN_GROUP;
import static io.surety.lifecycle.Refusal.Reason.UNKNOWN_MESSAGE;

import java.util.List;
import java.util.Optional;

/** What operators do with what was given up: send it again, or close it with a note. */
final class DeadLetterRules {

  private final DispatchRules dispatches;
  private final EndRules ends;

  DeadLetterRules(DispatchRules dispatches, EndRules ends) {
    this.dispatches = dispatches;
    this.ends = ends;
  }

  /** REDRIVE or RESOLVE. */
  void decide(Signal.Decide signal, Step step) {
    boolean redrive = signal.kind() == Signal.Decide.Kind.REDRIVE;
    String verb = redrive ? "redrive" : "resolve";
    Message message = step.message;
    switch (message.status()) {
      case DELIVERING, DEAD_LETTERED -> {
        if (message.isFinished()) {
          step.refuse(redrive ? TOO_LATE : DUPLICATE, verb);
        } else if (redrive && message.content().isExpiredAt(step.now())) {
          step.refuse(TOO_LATE, verb);
        } else if (message.deliveries().isEmpty() && signal.group().isEmpty()) {
          wholeMessage(redrive, signal, step);
        } else {
          oneGroup(redrive, signal, step);
        }
      }
      case ABSENT, EARLY -> step.refuse(UNKNOWN_MESSAGE, verb);
      case PREPARED, UNRESOLVED -> step.refuse(redrive ? NOT_DECIDED : NOTHING_TO_DO, verb);
      case SCHEDULED -> step.refuse(NOTHING_TO_DO, verb);
      case COMPLETED, ROLLED_BACK, CANCELLED, EXPIRED -> step.refuse(TOO_LATE, verb);
    }
  }

  /** Given up before it had deliveries. */
  private void wholeMessage(boolean redrive, Signal.Decide signal, Step step) {
    if (!redrive) {
      step.message =
          step.message.withDecision(Decision.by(signal, Decision.Kind.RESOLVE, step.now()));
      ends.close(step);
    } else if (step.message.decision().kind() == Decision.Kind.CONFIRM) {
      dispatches.confirmed(step);
    } else {
      step.refuse(NOT_DECIDED, "redrive");
    }
  }

  private void oneGroup(boolean redrive, Signal.Decide signal, Step step) {
    Optional<Delivery> found = step.message.delivery(signal.group());
    if (found.isEmpty()) {
      step.refuse(UNKNOWN_GROUP, redrive ? "redrive" : "resolve");
    } else if (redrive) {
      redrive(found.get(), signal, step);
    } else {
      resolve(found.get(), signal, step);
    }
  }

  private void redrive(Delivery delivery, Signal.Decide signal, Step step) {
    if (delivery.status() != DeliveryStatus.DEAD) {
      step.refuse(NOTHING_TO_DO, "redrive");
      return;
    }
    Delivery again = delivery.redriven(signal, step.now());
    step.message = step.message.with(again).withStatus(Status.DELIVERING, NEVER);
    dispatches.dispatch(List.of(again), step);
  }

  private void resolve(Delivery delivery, Signal.Decide signal, Step step) {
    if (!delivery.isUnresolvedDead()) {
      step.refuse(delivery.resolved() ? DUPLICATE : NOTHING_TO_DO, "resolve");
      return;
    }
    step.message = step.message.with(delivery.closed(signal, step.now()));
    ends.finishIfNobodyIsOwed(step);
  }
}
