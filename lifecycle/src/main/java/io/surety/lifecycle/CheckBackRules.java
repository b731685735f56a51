package io.surety.lifecycle;

import static io.surety.lifecycle.Refusal.Reason.DUPLICATE;
import static io.surety.lifecycle.Refusal.Reason.NOTHING_TO_DO;
import static io.surety.lifecycle.Refusal.Reason.STALE_ATTEMPT;
import static io.surety.lifecycle.Refusal.Reason.UNKNOWN_MESSAGE;

/** The producer is asked for a decision that is late, and what its answers count for. */
final class CheckBackRules {

  private final Policies policies;
  private final Limits limits;

  CheckBackRules(Policies policies, Limits limits) {
    this.policies = policies;
    this.limits = limits;
  }

  /** When an undecided message that was prepared now is looked at. */
  long firstDue(Content content, Step step) {
    return Math.min(
        step.in(policies.producer(content.producer()).firstDelayMs(content)), content.expiresAt());
  }

  /** The time for a decision has passed, as far as the log has been seen. */
  void decisionIsLate(long upTo, Step step) {
    Message message = step.message;
    ProducerPolicy policy = policies.producer(message.content().producer());
    boolean tooOld = upTo >= Step.later(message.content().preparedAt(), policy.maxAgeMs());
    // Whatever the age, it was asked once: an outage must not answer for the producer.
    boolean wasAsked = message.checkBack().attempt() > 0;
    if ((tooOld && wasAsked) || message.checkBack().unknowns() >= policy.budget()) {
      exhausted(policy, step);
    } else {
      askAndWait(policy, step);
    }
  }

  /** An operator wants the producer to be asked at once. */
  void checkNow(Step step) {
    if (step.message.status() == Status.PREPARED) {
      askAndWait(policies.producer(step.message.content().producer()), step);
    } else if (FirstDecision.isOpen(step.message)) {
      ask(step);
    } else {
      step.refuse(NOTHING_TO_DO, "check");
    }
  }

  /** One more question, and time to answer it before the next one. */
  private static void askAndWait(ProducerPolicy policy, Step step) {
    ask(step);
    Content content = step.message.content();
    int asked = step.message.checkBack().attempt();
    long next = step.in(policy.nextDelayMs(content, step.message.id(), asked));
    long ageLimit = Step.later(content.preparedAt(), policy.maxAgeMs());
    if (step.now() < ageLimit) {
      next = Math.min(next, ageLimit);
    }
    step.message = step.message.withStatus(Status.PREPARED, Math.min(next, content.expiresAt()));
  }

  private static void ask(Step step) {
    CheckBack asked = step.message.checkBack().asked(step.now());
    step.message = step.message.withCheckBack(asked);
    step.effect(
        new Effect.AskProducer(
            asked.attempt(), CheckBack.nonce(step.message.id(), "", asked.attempt())));
  }

  /**
   * Refuses an answer to a question that is over, or that was never asked; once somebody decided,
   * the answer is judged as a decision instead. A question the row does not know of, but with its
   * right nonce, was asked: a fold of the log without the timers sees that.
   */
  boolean answersTheQuestion(Signal.Decide signal, Step step) {
    Message message = step.message;
    int attempt = signal.checkBackAttempt();
    boolean current =
        attempt >= 1
            && (long) attempt - message.checkBack().attempt() <= Limits.CHECK_BACKS_AHEAD_MAX
            && attempt >= message.checkBack().attempt()
            && signal.nonce().equals(CheckBack.nonce(message.id(), "", attempt));
    if (!current && (FirstDecision.isOpen(message) || EarlyRules.waitsForPrepare(message))) {
      step.refuse(STALE_ATTEMPT, "take the answer for");
      return false;
    }
    return true;
  }

  /** Anything but an explicit verdict is UNKNOWN. */
  static Signal.Decide verdict(Signal.Decide answer) {
    return switch (answer.kind()) {
      case CONFIRM, ROLL_BACK, UNKNOWN, IN_PROGRESS -> answer;
      case CANCEL, RESCHEDULE, DELIVER_NOW, REDRIVE, RESOLVE, CHECK_NOW ->
          Signal.Decide.answer(
              Signal.Decide.Kind.UNKNOWN, answer.checkBackAttempt(), answer.nonce());
    };
  }

  /** The answer UNKNOWN (which spends the budget) or IN_PROGRESS (which does not). */
  void undecided(boolean unknown, Signal.Decide signal, Step step) {
    if (signal.source() != Decision.Source.CHECK_BACK) {
      step.refuse(STALE_ATTEMPT, "take the answer for");
      return;
    }
    switch (step.message.status()) {
      case PREPARED -> count(unknown, signal, step);
      case UNRESOLVED -> step.refuse(NOTHING_TO_DO, "take the answer for");
      case ABSENT, EARLY -> step.refuse(UNKNOWN_MESSAGE, "take the answer for");
      case SCHEDULED, DELIVERING, COMPLETED, DEAD_LETTERED, ROLLED_BACK, CANCELLED, EXPIRED ->
          step.refuse(STALE_ATTEMPT, "take the answer for");
    }
  }

  private void count(boolean unknown, Signal.Decide signal, Step step) {
    CheckBack before = step.message.checkBack();
    if (before.answered() && before.attempt() == signal.checkBackAttempt()) {
      step.refuse(DUPLICATE, "take the answer for");
      return;
    }
    CheckBack after = before.answered(signal.checkBackAttempt(), unknown, step.now());
    step.message = step.message.withCheckBack(after);
    ProducerPolicy policy = policies.producer(step.message.content().producer());
    if (after.unknowns() >= policy.budget()) {
      exhausted(policy, step);
    }
  }

  /** The producer was asked to the end of its budget or age. */
  private void exhausted(ProducerPolicy policy, Step step) {
    switch (policy.onExhausted()) {
      case ROLL_BACK -> {
        step.effect(new Effect.RequestRollBack());
        long readBackBy = step.in(limits.deliveryRequestTimeoutMs());
        step.message =
            step.message.withStatus(
                Status.PREPARED, Math.min(readBackBy, step.message.content().expiresAt()));
      }
      case UNRESOLVED -> {
        long until = step.in(limits.unresolvedRetentionMs());
        step.message =
            step.message.withStatus(
                Status.UNRESOLVED, Math.min(until, step.message.content().expiresAt()));
        step.event(
            Effect.Event.Kind.UNRESOLVED, "", "no decision in time: confirm or roll back by hand");
      }
    }
  }
}
