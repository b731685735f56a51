package io.surety.lifecycle.laws;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Once fixed, the groups of a message stay the same; they go only where nobody was reached. */
final class TheGroupsAreFixedAtTheDecision implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    Message before = step.before();
    Message after = step.after();
    if (before.deliveries().isEmpty()
        || after.status() == Status.CANCELLED
        || after.status() == Status.EXPIRED) {
      return null;
    }
    List<String> then = before.deliveries().stream().map(Delivery::group).toList();
    List<String> now = after.deliveries().stream().map(Delivery::group).toList();
    return then.equals(now) ? null : then + " became " + now;
  }
}
