package io.surety.lifecycle.laws;

import io.surety.lifecycle.Early;
import io.surety.lifecycle.Message;
import org.jspecify.annotations.Nullable;

/** What waits for its prepare, or for the decision, is not dropped before that comes. */
final class WaitingSignalsAreKept implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    Message after = step.after();
    if (after.isFinished() || after.decision().isMade()) {
      return null;
    }
    for (Early.GroupSignal waiting : step.before().early().groups()) {
      boolean kept =
          after.early().groups().stream()
              .anyMatch(
                  now ->
                      now.group().equals(waiting.group())
                          && now.kind().compareTo(Early.Kind.CONSUMED) <= 0
                          && (waiting.kind() != Early.Kind.CONSUMED
                              || now.kind() == Early.Kind.CONSUMED));
      if (!kept) {
        return waiting + " was dropped";
      }
    }
    return after.content().isPresent()
            || after.early().decisions().containsAll(step.before().early().decisions())
        ? null
        : "a waiting decision was dropped";
  }
}
