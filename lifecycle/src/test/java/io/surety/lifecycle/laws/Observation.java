package io.surety.lifecycle.laws;

import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Transition;
import java.util.List;

/**
 * One step, as it was seen.
 *
 * @param before the message as it was stored
 * @param signal what came
 * @param now when it came
 * @param transition what the rules made of it
 */
public record Observation(Message before, Signal signal, long now, Transition transition) {

  /** The message as it is to be stored. */
  public Message after() {
    return transition.next();
  }

  /** What is to be done. */
  public List<Effect> effects() {
    return transition.effects();
  }

  /** True if nothing changed and nothing is to be done. */
  public boolean isStill() {
    return effects().isEmpty() && (before == after() || before.equals(after()));
  }

  /** True if the signal was refused. */
  public boolean isRefused() {
    return transition.refusal().isPresent();
  }

  /** True if a record goes to the destination. */
  public boolean dispatches() {
    for (Effect effect : effects()) {
      if (effect instanceof Effect.Dispatch) {
        return true;
      }
    }
    return false;
  }

  /** How many effects of a kind there are. */
  public int count(Class<? extends Effect> kind) {
    int count = 0;
    for (Effect effect : effects()) {
      if (kind.isInstance(effect)) {
        count++;
      }
    }
    return count;
  }
}
