package io.surety.lifecycle;

import static io.surety.lifecycle.Refusal.Reason.CONTRADICTION;
import static io.surety.lifecycle.Refusal.Reason.DUPLICATE;
import static io.surety.lifecycle.Refusal.Reason.TOO_MANY_EARLY;

import java.util.Optional;

/**
 * Signals that came before what they speak of: decisions wait for the prepare, reports of a group
 * for the decision that makes it one of the message's groups.
 */
final class EarlyRules {

  private final Limits limits;
  private final EndRules ends;

  EarlyRules(Limits limits, EndRules ends) {
    this.limits = limits;
    this.ends = ends;
  }

  /** True while the prepare may still come. An unmatched dead letter goes on waiting for it. */
  static boolean waitsForPrepare(Message message) {
    return switch (message.status()) {
      case ABSENT, EARLY -> true;
      case DEAD_LETTERED -> message.reason() == Reason.UNMATCHED && !message.isFinished();
      case PREPARED,
          UNRESOLVED,
          SCHEDULED,
          DELIVERING,
          COMPLETED,
          ROLLED_BACK,
          CANCELLED,
          EXPIRED ->
          false;
    };
  }

  /** True while the groups of the message are not fixed, but may be. */
  static boolean waitsForGroups(Message message) {
    return switch (message.status()) {
      case ABSENT, EARLY, PREPARED, UNRESOLVED -> true;
      case DEAD_LETTERED -> message.deliveries().isEmpty() && !message.isFinished();
      case SCHEDULED, DELIVERING, COMPLETED, ROLLED_BACK, CANCELLED, EXPIRED -> false;
    };
  }

  /** Keeps a decision until its prepare comes, unless it says nothing new. */
  void keep(Signal.Decide signal, Step step) {
    Early early = step.message.early();
    String verb = "remember " + signal.kind() + " for";
    for (Early.EarlyDecision earlier : early.decisions()) {
      Signal.Decide waiting = earlier.signal();
      if (signal.isConfirmOrRollBack() && waiting.isConfirmOrRollBack()) {
        step.refuse(signal.kind() == waiting.kind() ? DUPLICATE : CONTRADICTION, verb);
        return;
      }
      if (signal.equals(waiting)) {
        step.refuse(DUPLICATE, verb);
        return;
      }
    }
    // Operators' wishes are bounded; the one decision always finds room.
    if (!signal.isConfirmOrRollBack() && early.decisions().size() >= Limits.EARLY_DECISIONS_MAX) {
      step.refuse(TOO_MANY_EARLY, verb);
      return;
    }
    keep(early.withDecision(signal, step.now()), step);
  }

  /** Keeps the strongest report of a group until the decision. */
  void keep(Early.GroupSignal signal, Step step) {
    Early before = step.message.early();
    Early after = before.withGroup(signal);
    String verb = "remember " + signal.kind() + " of '" + signal.group() + "' for";
    if (after.equals(before)) {
      step.refuse(DUPLICATE, verb);
    } else if (after.groups().size() > Limits.EARLY_GROUPS_MAX) {
      step.refuse(TOO_MANY_EARLY, verb);
    } else {
      keep(after, step);
    }
  }

  private void keep(Early early, Step step) {
    Message message = step.message.withEarly(early);
    step.message =
        message.status() == Status.ABSENT
            ? message.withStatus(Status.EARLY, step.in(limits.earlyTimeoutMs()))
            : message;
  }

  /**
   * The prepare did not come in time. A message that was rolled back has nothing to wait for: its
   * outcome stands, whenever the prepare may come.
   */
  void unmatched(Step step) {
    Optional<Early.EarlyDecision> first = step.message.early().first();
    if (first.isPresent() && first.get().signal().kind() == Signal.Decide.Kind.ROLL_BACK) {
      step.message =
          step.message.withDecision(
              Decision.by(first.get().signal(), Decision.Kind.ROLL_BACK, first.get().at()));
      ends.rollBack(step);
    } else {
      ends.giveUp(Reason.UNMATCHED, step);
    }
  }
}
