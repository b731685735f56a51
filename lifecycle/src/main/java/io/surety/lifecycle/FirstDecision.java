package io.surety.lifecycle;

import static io.surety.lifecycle.Refusal.Reason.CONTRADICTION;
import static io.surety.lifecycle.Refusal.Reason.DUPLICATE;
import static io.surety.lifecycle.Refusal.Reason.STALE_ATTEMPT;
import static io.surety.lifecycle.Refusal.Reason.TOO_LATE;

/** Confirmed or rolled back: the first decision wins, and no later one changes it. */
final class FirstDecision {

  private final DispatchRules dispatches;
  private final EndRules ends;

  FirstDecision(DispatchRules dispatches, EndRules ends) {
    this.dispatches = dispatches;
    this.ends = ends;
  }

  /** True while a confirm or a roll back can still be the first. */
  static boolean isOpen(Message message) {
    return switch (message.status()) {
      case PREPARED, UNRESOLVED -> true;
      case DEAD_LETTERED -> message.reason() == Reason.CHECK_UNRESOLVED && !message.isFinished();
      case ABSENT, EARLY, SCHEDULED, DELIVERING, COMPLETED, ROLLED_BACK, CANCELLED, EXPIRED ->
          false;
    };
  }

  /**
   * Somebody confirms or rolls back; the coordinator itself where the producer's policy says so.
   */
  void decide(Signal.Decide signal, Decision.Kind kind, Step step) {
    boolean byPolicy = signal.source() == Decision.Source.TIMER;
    if (isOpen(step.message)) {
      make(Decision.by(signal, kind, step.now()), step);

    } else if (byPolicy) {
      // Somebody decided after all: the policy has nothing to say against that.
      step.refuse(STALE_ATTEMPT, "roll back by policy");
    } else {
      step.refuse(
          standing(step.message, kind), kind == Decision.Kind.CONFIRM ? "confirm" : "roll back");
    }
  }

  /** Carries out the decision about a message that has none. */
  void make(Decision decision, Step step) {
    if (step.message.content().isExpiredAt(step.now())) {
      ends.expire(step);
      return;
    }
    step.message = step.message.withDecision(decision).withReason(Reason.NONE);
    if (decision.kind() == Decision.Kind.CONFIRM) {
      dispatches.confirmed(step);
    } else {
      ends.rollBack(step);
    }
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
}
