package io.surety.lifecycle.laws;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Status;
import org.jspecify.annotations.Nullable;

/** Whoever is given up is written to the dead letters, once, and told as an event. */
final class DeadLetterIsWrittenOncePerDeath implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    for (Delivery after : step.after().deliveries()) {
      boolean dies =
          after.status() == DeliveryStatus.DEAD
              && step.before()
                  .delivery(after.group())
                  .filter(before -> before.status() == DeliveryStatus.DEAD)
                  .isEmpty();
      String wrong = wrong(step, after.group(), dies);
      if (wrong != null) {
        return wrong;
      }
    }
    Message after = step.after();
    boolean wholeDies =
        after.status() == Status.DEAD_LETTERED
            && after.deliveries().isEmpty()
            && !after.isFinished()
            && after.revision() > step.before().revision();
    boolean directFailed = step.before().status() == Status.COMPLETED && !step.isStill();
    return wrong(step, "", wholeDies || directFailed);
  }

  private static @Nullable String wrong(Observation step, String group, boolean dies) {
    int letters = 0;
    int events = 0;
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.DeadLetter letter && letter.group().equals(group)) {
        letters++;
      }
      if (effect instanceof Effect.Event event
          && event.kind() == Effect.Event.Kind.DEAD_LETTERED
          && event.group().equals(group)) {
        events++;
      }
    }
    int expected = dies ? 1 : 0;
    return letters == expected && events == expected
        ? null
        : letters + " dead letters and " + events + " events for '" + group + "', not " + expected;
  }
}
