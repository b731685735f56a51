package io.surety.lifecycle;

import static io.surety.lifecycle.Refusal.Reason.DIFFERENT_CONTENT;
import static io.surety.lifecycle.Refusal.Reason.DUPLICATE;
import static io.surety.lifecycle.Refusal.Reason.TOO_LATE;

/** What a prepare does: the first one is stored, later ones only compared with it. */
final class PrepareRules {

  private final CheckBackRules checkBacks;
  private final FirstDecision first;
  private final DecisionRules decisions;

  PrepareRules(CheckBackRules checkBacks, FirstDecision first, DecisionRules decisions) {
    this.checkBacks = checkBacks;
    this.first = first;
    this.decisions = decisions;
  }

  void prepare(Signal.Prepare signal, Step step) {
    Message message = step.message;
    if (message.content().isPresent()) {
      step.refuse(
          message.content().sameAs(signal.content()) ? DUPLICATE : DIFFERENT_CONTENT, "prepare");
      return;
    }
    switch (message.status()) {
      case ABSENT, EARLY -> store(signal.content(), step);
      // The prepare of an unmatched message is late, not lost: what waited for it still counts.
      case DEAD_LETTERED -> store(signal.content(), step);
      case PREPARED, UNRESOLVED, SCHEDULED, DELIVERING ->
          throw new IllegalStateException(
              "message '" + message.id() + "' is " + message.status() + " without content");
      case COMPLETED, ROLLED_BACK, CANCELLED, EXPIRED -> step.refuse(TOO_LATE, "prepare");
    }
  }

  private void store(Content content, Step step) {
    Early early = step.message.early();
    step.message =
        step.message
            .withContent(content)
            .withDecision(Decision.NONE)
            .withReason(Reason.NONE)
            .withEarly(early.withoutDecisions())
            .withStatus(Status.PREPARED, checkBacks.firstDue(content, step));
    switch (content.mode()) {
      case PREPARE -> {}
      case SEND, DIRECT ->
          first.make(
              new Decision(Decision.Kind.CONFIRM, Decision.Source.PRODUCER, step.now(), "", ""),
              step);
    }
    for (Early.EarlyDecision waiting : early.decisions()) {
      step.replay(waiting.at(), () -> decisions.decide(waiting.signal(), step));
    }
  }
}
