package io.surety.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One transition while it is being made. Lives as long as one call of the rules. */
final class Step {

  final long now;
  Message message;
  private final List<Effect> effects = new ArrayList<>(2);
  private @Nullable Refusal refusal;

  Step(Message message, long now) {
    this.message = message;
    this.now = now;
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  void event(Effect.Event.Kind kind, String group, String detail) {
    effects.add(new Effect.Event(kind, group, detail));
  }

  void refuse(Refusal.Reason reason, String expected) {
    refusal =
        new Refusal(
            reason,
            "Expected to " + expected + " '" + message.id() + "', but it is " + standing() + ".");
  }

  /** Applies what waited for this signal: its refusals are not this signal's. */
  void withoutRefusal(Runnable rule) {
    @Nullable Refusal before = refusal;
    rule.run();
    refusal = before;
  }

  /** The message as a whole has ended: say so to the archive. */
  void archive() {
    message = message.settled(now);
    effects.add(new Effect.Archive(message.revision()));
  }

  Transition transition() {
    if (!message.isFinished()
        && message.status() != Status.ABSENT
        && message.nextDue() == Message.NEVER) {
      throw new IllegalStateException(
          "message '" + message.id() + "' would wait for ever as " + message.status());
    }
    return new Transition(message, effects, Optional.ofNullable(refusal));
  }

  private String standing() {
    String status = message.status().name();
    return message.decision().isMade()
        ? status + " (" + message.decision().kind() + " by " + message.decision().source() + ")"
        : status;
  }
}
