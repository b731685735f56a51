package io.surety.lifecycle.testing;

import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Status;
import io.surety.lifecycle.Transition;

/** Lets the clock run with nobody saying anything, until the message is finished. */
public final class Clockwork {

  /**
   * How it went.
   *
   * @param message how it ended
   * @param ticks how many ticks it took
   * @param outcomeAt when the outcome was known: final, or a dead letter
   * @param finishedAt when it was finished
   */
  public record Run(Message message, int ticks, long outcomeAt, long finishedAt) {}

  private final Rules rules;

  public Clockwork(Rules rules) {
    this.rules = rules;
  }

  /**
   * Runs.
   *
   * @throws AssertionError if it does not finish within so many ticks
   */
  public Run run(Message start, long from, int ticksMax) {
    Message message = start;
    long now = from;
    long outcomeAt = hasOutcome(message) ? now : Message.NEVER;
    int ticks = 0;
    while (!message.isFinished()) {
      if (++ticks > ticksMax || message.nextDue() == Message.NEVER) {
        throw new AssertionError(start + " is stuck after " + ticks + " ticks as " + message);
      }
      now = Math.max(now, message.nextDue());
      message = readBack(rules.on(message, new Signal.Due(), now), now);
      if (!hasOutcome(message)) {
        outcomeAt = Message.NEVER;
      } else if (outcomeAt == Message.NEVER) {
        outcomeAt = now;
      }
    }
    return new Run(message, ticks, outcomeAt, now);
  }

  private static boolean hasOutcome(Message message) {
    return message.status().isFinal() || message.status() == Status.DEAD_LETTERED;
  }

  /** What the coordinator writes to the log of decisions it reads there. */
  private Message readBack(Transition transition, long now) {
    Message message = transition.next();
    for (Effect effect : transition.effects()) {
      if (effect instanceof Effect.RequestDelivery request) {
        message = rules.on(message, Say.timeCame(request.deliverAt()), now).next();
      } else if (effect instanceof Effect.RequestRollBack) {
        message = rules.on(message, Say.patienceEnded(), now).next();
      }
    }
    return message;
  }
}
