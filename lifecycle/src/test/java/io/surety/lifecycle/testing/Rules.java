package io.surety.lifecycle.testing;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Lifecycle;
import io.surety.lifecycle.Limits;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Policies;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Transition;

/** The rules, or rules with a mistake in them. */
@FunctionalInterface
public interface Rules {

  /** See {@link Lifecycle#on(Message, Signal, long, long)}. */
  Transition on(Message message, Signal signal, long now, long readAt);

  /** For a signal that is read as soon as it comes. */
  default Transition on(Message message, Signal signal, long now) {
    return on(message, signal, now, now);
  }

  /** The right ones. */
  static Rules of(Policies policies, Limits limits) {
    return new Lifecycle(policies, limits)::on;
  }

  /** What the stores keep of a message: of a finished one only the outcome. */
  static Message stored(Message next) {
    if (!next.isFinished()) {
      return next;
    }
    return Message.settled(
        next.id(),
        next.status(),
        next.revision(),
        Content.remembered(next.content().digest(), next.content().mode()),
        next.reason(),
        next.settledAt());
  }
}
