package io.surety.lifecycle.laws;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The row knows of every record that leaves, and no record is only in the row. */
final class DispatchesAreRemembered implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    Map<String, Integer> left = new HashMap<>();
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Dispatch dispatch) {
        if (dispatch.groups().isEmpty() && step.after().content().mode() != Mode.DIRECT) {
          return "a record for nobody";
        }
        for (String group : dispatch.groups()) {
          if (left.put(group, dispatch.attempt()) != null) {
            return "two records for " + group;
          }
        }
      }
    }
    for (Delivery after : step.after().deliveries()) {
      Integer attempt = left.remove(after.group());
      if (attempt == null && isNewDispatch(step.before(), after)) {
        return "no record left for " + after;
      }
      if (attempt != null && attempt != after.attempt()) {
        return "attempt " + attempt + " left, but the row says " + after;
      }
    }
    return left.isEmpty() ? null : "the row knows nothing of " + left;
  }

  private static boolean isNewDispatch(Message before, Delivery after) {
    return after.dispatchedAt() != 0
        && before
            .delivery(after.group())
            .filter(old -> old.dispatchedAt() == after.dispatchedAt())
            .isEmpty();
  }
}
