package io.surety.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One transition while it is being made. Lives as long as one call of the rules. */
final class Step {

  Message message;
  private final long readAt;
  private long now;
  private final List<Effect> effects = new ArrayList<>(2);
  private @Nullable Refusal refusal;

  Step(Message message, long now, long readAt) {
    this.message = message;
    this.readAt = readAt;
    this.now = now;
  }

  /** The time of the signal, epoch ms. */
  long now() {
    return now;
  }

  /** Nothing is decided about a message before its prepare, even if it was said before. */
  void notBefore(long time) {
    now = Math.max(now, time);
  }

  /**
   * The time after a delay that begins now. Never {@link Message#NEVER}, however long the delay.
   */
  long in(long delayMs) {
    return later(now, delayMs);
  }

  /**
   * The time of a dispatch made now: it leaves when the signal is read, not when it was written.
   */
  long dispatchedAt() {
    return Math.max(now, readAt);
  }

  /** As {@link #in}, for a delay that begins with a dispatch made now. */
  long afterDispatch(long delayMs) {
    return later(dispatchedAt(), delayMs);
  }

  /** The sum, or where it is too large the last time before {@link Message#NEVER}. */
  static long later(long time, long delayMs) {
    long sum = time + delayMs;
    boolean tooLarge = time > 0 && delayMs > 0 && sum < 0;
    return tooLarge ? Message.NEVER - 1 : Math.min(sum, Message.NEVER - 1);
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

  /**
   * Applies a signal that waited for this one, at its own time. Its refusal is not this signal's: a
   * loud one is told as an event.
   */
  void replay(long at, Runnable rule) {
    @Nullable Refusal ownRefusal = refusal;
    long ownNow = now;
    refusal = null;
    now = Math.max(now, at);
    rule.run();
    if (refusal != null && refusal.reason().isLoud()) {
      event(Effect.Event.Kind.EARLY_REFUSED, "", refusal.reason() + ": " + refusal.detail());
    }
    refusal = ownRefusal;
    now = ownNow;
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
