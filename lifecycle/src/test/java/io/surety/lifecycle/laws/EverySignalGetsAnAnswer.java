package io.surety.lifecycle.laws;

import io.surety.lifecycle.Signal;
import org.jspecify.annotations.Nullable;

/** A signal that changes nothing is refused with a reason; only ticks may pass without a word. */
final class EverySignalGetsAnAnswer implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    boolean answerOwed = !(step.signal() instanceof Signal.Due);
    return answerOwed && step.isStill() && !step.isRefused() && !isRenewal(step)
        ? "nothing changed, and no reason was given"
        : null;
  }

  @Override
  public boolean isAboutStillness() {
    return true;
  }

  /** The same words at the same time: a receipt or a new delivery time that is the old one. */
  private static boolean isRenewal(Observation step) {
    return step.signal() instanceof Signal.Receive
        || (step.signal() instanceof Signal.Decide decide
            && decide.kind() == Signal.Decide.Kind.RESCHEDULE);
  }
}
