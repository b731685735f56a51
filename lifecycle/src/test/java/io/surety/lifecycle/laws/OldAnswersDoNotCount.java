package io.surety.lifecycle.laws;

import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Status;
import org.jspecify.annotations.Nullable;

/** An answer to a question that is over, or without its nonce, changes nothing. */
final class OldAnswersDoNotCount implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    if (!(step.signal() instanceof Signal.Decide answer)
        || answer.source() != Decision.Source.CHECK_BACK) {
      return null;
    }
    boolean old = answer.checkBackAttempt() < step.before().checkBack().attempt();
    boolean empty = answer.nonce().isEmpty();
    boolean open =
        step.before().status() == Status.PREPARED || step.before().status() == Status.UNRESOLVED;
    boolean expired = step.after().status() == Status.EXPIRED;
    return (old || empty) && open && !expired && !step.isStill()
        ? "the answer to question " + answer.checkBackAttempt() + " counted"
        : null;
  }
}
