package io.surety.lifecycle.laws;

import io.surety.lifecycle.Effect;
import org.jspecify.annotations.Nullable;

/** A producer is asked only for a decision that is still open. */
final class OnlyTheUndecidedAreAsked implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    return step.count(Effect.AskProducer.class) > 0 && step.before().decision().isMade()
        ? "asked, but decided: " + step.before().decision()
        : null;
  }
}
