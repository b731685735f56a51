package io.surety.lifecycle.laws;

import io.surety.lifecycle.Early;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Signal.Decide.Kind;
import io.surety.lifecycle.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Of the decisions that wait for their prepare the first one counts, when it comes. */
final class FirstWaitingDecisionWins implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    Optional<Kind> first = first(step.before());
    if (first.isEmpty()) {
      return null;
    }
    Message after = step.after();
    boolean stillWaits = !after.content().isPresent() && !after.decision().isMade();
    if (stillWaits && !after.isFinished()) {
      return first(after).equals(first) ? null : first + " was forgotten";
    }
    if (after.content().isPresent()
        && after.content().mode() == Mode.PREPARE
        && !step.before().content().isPresent()
        && after.status() != Status.EXPIRED) {
      boolean confirmed = after.status() != Status.ROLLED_BACK;
      return confirmed == (first.get() == Kind.CONFIRM)
          ? null
          : first.get() + " was first, but it is " + after.status();
    }
    return null;
  }

  private static Optional<Kind> first(Message message) {
    for (Early.EarlyDecision waiting : message.early().decisions()) {
      Kind kind = waiting.signal().kind();
      if (kind == Kind.CONFIRM || kind == Kind.ROLL_BACK) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
