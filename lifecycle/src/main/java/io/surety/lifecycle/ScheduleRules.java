package io.surety.lifecycle;

import static io.surety.lifecycle.Message.NEVER;
import static io.surety.lifecycle.Refusal.Reason.DUPLICATE;
import static io.surety.lifecycle.Refusal.Reason.NOTHING_TO_DO;
import static io.surety.lifecycle.Refusal.Reason.NOT_DECIDED;
import static io.surety.lifecycle.Refusal.Reason.STALE_ATTEMPT;
import static io.surety.lifecycle.Refusal.Reason.TOO_LATE;

import java.util.List;

/** When a confirmed message leaves, or that it does not: all of it wins until the dispatch. */
final class ScheduleRules {

  private final Limits limits;
  private final DispatchRules dispatches;

  ScheduleRules(Limits limits, DispatchRules dispatches) {
    this.limits = limits;
    this.dispatches = dispatches;
  }

  void cancel(Signal.Decide signal, Step step) {
    if (isStillHere("cancel", step)) {
      step.message =
          step.message
              .withDeliveries(List.of())
              .withDecision(Decision.by(signal, Decision.Kind.CANCEL, step.now()))
              .withStatus(Status.CANCELLED, NEVER);
      step.archive();
    }
  }

  void reschedule(Signal.Decide signal, Step step) {
    if (isStillHere("reschedule", step)) {
      step.message =
          step.message.withContent(step.message.content().withDeliverAt(signal.deliverAt()));
      dispatches.scheduleOrDispatch(step);
    }
  }

  /** Refuses what comes after the dispatch, or before the decision. */
  private static boolean isStillHere(String verb, Step step) {
    Message message = step.message;
    switch (message.status()) {
      case SCHEDULED -> {
        // A group that reports the message has it, whatever the row says.
        if (!message.hasBeenDispatched()) {
          return true;
        }
        step.refuse(TOO_LATE, verb);
      }
      case ABSENT, EARLY, PREPARED, UNRESOLVED -> step.refuse(NOT_DECIDED, verb);
      case CANCELLED -> step.refuse(verb.equals("cancel") ? DUPLICATE : TOO_LATE, verb);
      case DELIVERING, COMPLETED, DEAD_LETTERED, ROLLED_BACK, EXPIRED ->
          step.refuse(TOO_LATE, verb);
    }
    return false;
  }

  /** An operator does not want to wait, or a delivery time was read back from the log. */
  void deliverNow(Signal.Decide signal, Step step) {
    Message message = step.message;
    boolean byTimer = signal.source() == Decision.Source.TIMER;
    switch (message.status()) {
      case SCHEDULED -> {
        // A due time that was rescheduled meanwhile no longer counts.
        if (byTimer && signal.deliverAt() != message.content().deliverAt()) {
          step.refuse(STALE_ATTEMPT, "deliver");
        } else {
          dispatches.dispatchPlanned(step);
          if (!byTimer) {
            dispatches.dispatchWaiting(step);
          }
        }
      }
      case DELIVERING -> {
        if (byTimer) {
          step.refuse(DUPLICATE, "deliver");
        } else if (message.content().isExpiredAt(step.now())) {
          step.refuse(TOO_LATE, "deliver");
        } else if (!dispatches.dispatchWaiting(step)) {
          step.refuse(NOTHING_TO_DO, "deliver");
        }
      }
      case ABSENT, EARLY, PREPARED, UNRESOLVED -> step.refuse(NOT_DECIDED, "deliver");
      // That a due time lost against a cancel is no news; that an operator came too late is.
      case COMPLETED, DEAD_LETTERED, ROLLED_BACK, CANCELLED, EXPIRED ->
          step.refuse(byTimer ? STALE_ATTEMPT : TOO_LATE, "deliver");
    }
  }

  /** The delivery time has come: it is written to the log of decisions, to be read back. */
  void timeToDeliver(Step step) {
    Content content = step.message.content();
    step.effect(new Effect.RequestDelivery(content.deliverAt()));
    long readBackBy = step.in(limits.deliveryRequestTimeoutMs());
    step.message =
        step.message.withStatus(Status.SCHEDULED, Math.min(readBackBy, content.expiresAt()));
  }
}
