package io.surety.lifecycle;

import static io.surety.lifecycle.Refusal.Reason.UNKNOWN_MESSAGE;

/** What decisions and answers to check-backs do. */
final class DecisionRules {

  private final EarlyRules early;
  private final FirstDecision first;
  private final CheckBackRules checkBacks;
  private final ScheduleRules schedules;
  private final DeadLetterRules deadLetters;
  private final EndRules ends;

  DecisionRules(
      EarlyRules early,
      FirstDecision first,
      CheckBackRules checkBacks,
      ScheduleRules schedules,
      DeadLetterRules deadLetters,
      EndRules ends) {
    this.early = early;
    this.first = first;
    this.checkBacks = checkBacks;
    this.schedules = schedules;
    this.deadLetters = deadLetters;
    this.ends = ends;
  }

  void decide(Signal.Decide said, Step step) {
    boolean isAnswer = said.source() == Decision.Source.CHECK_BACK;
    if (isAnswer && !checkBacks.answersTheQuestion(said, step)) {
      return;
    }
    step.notBefore(step.message.content().preparedAt());
    Signal.Decide signal = isAnswer ? CheckBackRules.verdict(said) : said;
    if (EarlyRules.waitsForPrepare(step.message)) {
      decideEarly(signal, step);
    } else if (step.message.isHeld() && step.message.content().isExpiredAt(step.now())) {
      // The timer that would have said so has not come round yet.
      ends.expire(step);
    } else {
      decideInTime(signal, step);
    }
  }

  private void decideEarly(Signal.Decide signal, Step step) {
    switch (signal.kind()) {
      case CONFIRM, ROLL_BACK, CANCEL, RESCHEDULE, DELIVER_NOW -> early.keep(signal, step);
      case REDRIVE, RESOLVE -> deadLetters.decide(signal, step);
      case CHECK_NOW, UNKNOWN, IN_PROGRESS ->
          step.refuse(UNKNOWN_MESSAGE, "take " + signal.kind() + " for");
    }
  }

  private void decideInTime(Signal.Decide signal, Step step) {
    switch (signal.kind()) {
      case CONFIRM -> first.decide(signal, Decision.Kind.CONFIRM, step);
      case ROLL_BACK -> first.decide(signal, Decision.Kind.ROLL_BACK, step);
      case CANCEL -> schedules.cancel(signal, step);
      case RESCHEDULE -> schedules.reschedule(signal, step);
      case DELIVER_NOW -> schedules.deliverNow(signal, step);
      case REDRIVE, RESOLVE -> deadLetters.decide(signal, step);
      case CHECK_NOW -> checkBacks.checkNow(step);
      case UNKNOWN -> checkBacks.undecided(true, signal, step);
      case IN_PROGRESS -> checkBacks.undecided(false, signal, step);
    }
  }
}
