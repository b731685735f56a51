package io.surety.lifecycle.laws;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Signal;
import org.jspecify.annotations.Nullable;

/**
 * What falls due after the horizon is left alone by a tick: the signal that answers it may be
 * waiting in the log.
 */
final class ATimerNeverOvertakesTheLog implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    if (!(step.signal() instanceof Signal.Due due)) {
      return null;
    }
    Message message = step.before();
    for (Delivery before : message.deliveries()) {
      boolean beyond = before.due() != Message.NEVER && before.due() > due.horizon();
      if (beyond && !step.after().delivery(before.group()).filter(before::equals).isPresent()) {
        return before + " was judged with the log seen up to " + due.horizon();
      }
    }
    boolean beyond = message.statusDue() != Message.NEVER && message.statusDue() > due.horizon();
    return beyond && message.status() != step.after().status() && !step.after().isFinished()
        ? message.status() + " was ended with the log seen up to " + due.horizon()
        : null;
  }
}
