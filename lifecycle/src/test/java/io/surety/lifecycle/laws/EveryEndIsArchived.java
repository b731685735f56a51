package io.surety.lifecycle.laws;

import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Status;
import org.jspecify.annotations.Nullable;

/**
 * Whatever comes to an end, or changes after it, goes to the archive (but direct messages, which
 * are not followed).
 */
final class EveryEndIsArchived implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    boolean ended =
        step.after().status().isFinal() || step.after().status() == Status.DEAD_LETTERED;
    boolean changed =
        step.before().status() != step.after().status()
            || !step.before().deliveries().equals(step.after().deliveries())
            || step.before().isFinished() != step.after().isFinished();
    boolean followed =
        step.after().content().mode() != Mode.DIRECT || step.after().status() != Status.COMPLETED;
    return ended && changed && followed && step.count(Effect.Archive.class) == 0
        ? step.after().status() + " was not archived"
        : null;
  }
}
