package io.surety.lifecycle;

import java.util.List;
import java.util.Optional;

/**
 * The answer of the rules.
 *
 * @param next what is to be remembered now
 * @param effects what is to be done, in this order
 * @param refusal why the signal changed nothing, if it did not
 */
public record Transition(Message next, List<Effect> effects, Optional<Refusal> refusal) {
  public Transition {
    effects = List.copyOf(effects);
  }
}
