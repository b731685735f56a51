package io.surety.lifecycle.laws;

import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Signal;
import org.jspecify.annotations.Nullable;

/** A producer that cannot be reached spends nothing: only what it answers is counted. */
final class OnlyAnswersSpendTheBudget implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    boolean answer =
        step.signal() instanceof Signal.Decide decide
            && decide.source() == Decision.Source.CHECK_BACK;
    int before = step.before().checkBack().unknowns();
    int after = step.after().checkBack().unknowns();
    return after > before && !answer ? "unknowns went from " + before + " to " + after : null;
  }
}
