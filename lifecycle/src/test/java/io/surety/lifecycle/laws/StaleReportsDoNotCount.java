package io.surety.lifecycle.laws;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Signal.Consume.Outcome;
import io.surety.lifecycle.Status;
import org.jspecify.annotations.Nullable;

/** That an attempt was received or failed is no news once a later one has been made. */
final class StaleReportsDoNotCount implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    if (step.before().status() != Status.DELIVERING || step.isStill()) {
      return null;
    }
    if (step.signal() instanceof Signal.Receive receipt) {
      return wrong(step, receipt.group(), receipt.attempt());
    }
    if (step.signal() instanceof Signal.Consume report && report.outcome() == Outcome.FAILED) {
      return wrong(step, report.group(), report.attempt());
    }
    return null;
  }

  private static @Nullable String wrong(Observation step, String group, int attempt) {
    int known = step.before().delivery(group).map(Delivery::attempt).orElse(0);
    return attempt < known ? "attempt " + attempt + " counted, but " + known + " was made" : null;
  }
}
