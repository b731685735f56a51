package io.surety.lifecycle.laws;

import io.surety.lifecycle.Decision;
import org.jspecify.annotations.Nullable;

/** Nothing leaves unless the message was confirmed and its content is known. */
final class NoDispatchBeforeConfirm implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    if (!step.dispatches()) {
      return null;
    }
    boolean confirmed = step.after().decision().kind() == Decision.Kind.CONFIRM;
    return confirmed && step.after().content().isPresent()
        ? null
        : "dispatched with the decision " + step.after().decision().kind();
  }
}
