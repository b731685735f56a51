package io.surety.lifecycle.laws;

import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Status;
import org.jspecify.annotations.Nullable;

/**
 * Once made, a decision stands: only a cancel before the dispatch, or an operator who closes a dead
 * letter, may follow.
 */
final class FirstDecisionWins implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    Decision before = step.before().decision();
    Decision after = step.after().decision();
    if (!before.isMade() || before.equals(after)) {
      return null;
    }
    boolean cancelled =
        before.kind() == Decision.Kind.CONFIRM
            && after.kind() == Decision.Kind.CANCEL
            && step.before().status() == Status.SCHEDULED;
    boolean closed =
        after.kind() == Decision.Kind.RESOLVE && step.before().status() == Status.DEAD_LETTERED;
    return cancelled || closed ? null : before + " became " + after;
  }
}
