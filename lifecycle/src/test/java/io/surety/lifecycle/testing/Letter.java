package io.surety.lifecycle.testing;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.Signal;
import java.util.function.Function;

/**
 * One of the signals that sequences are made of. What it says may depend on the message (the
 * attempt that is under way), and it comes a little later than the one before it.
 */
public final class Letter {

  /** Time between two signals, ms. */
  private static final long STEP_MS = 10;

  /** When a letter comes. */
  @FunctionalInterface
  private interface Clock {
    long at(Message message, long now);
  }

  /** What a letter says. */
  @FunctionalInterface
  public interface Words {
    Signal about(Message message, long now);
  }

  private final String name;
  private final Clock clock;
  private final Words says;

  private Letter(String name, Clock clock, Words says) {
    this.name = name;
    this.clock = clock;
    this.says = says;
  }

  /** The same words at any time. */
  public static Letter of(String name, Signal signal) {
    return at(name, (message, now) -> signal);
  }

  /** Words that depend on how the message stands. */
  public static Letter of(String name, Function<Message, Signal> says) {
    return at(name, (message, now) -> says.apply(message));
  }

  /** Words that depend on the time, too. */
  public static Letter at(String name, Words says) {
    return new Letter(name, (message, now) -> now + STEP_MS, says);
  }

  /** A tick that comes when something is due, or soon if nothing is. */
  public static Letter tickWhenDue() {
    return new Letter(
        "tick when due",
        (message, now) ->
            message.nextDue() == Message.NEVER
                ? now + STEP_MS
                : Math.max(now + STEP_MS, message.nextDue()),
        (message, now) -> new Signal.Due());
  }

  /** A tick after a while, whatever is due; the while may be negative: a clock that jumps back. */
  public static Letter tickAfter(String name, long delayMs) {
    return new Letter(name, (message, now) -> now + delayMs, (message, now) -> new Signal.Due());
  }

  /** A tick that comes a moment before anything is due. */
  public static Letter tickTooEarly() {
    return new Letter(
        "tick too early",
        (message, now) ->
            message.nextDue() == Message.NEVER
                ? now + STEP_MS
                : Math.max(now, message.nextDue() - 1),
        (message, now) -> new Signal.Due());
  }

  /** A tick that comes long after something is due, with the log not read so far. */
  public static Letter tickUnread(String name, long behindMs) {
    return new Letter(
        name,
        (message, now) ->
            message.nextDue() == Message.NEVER
                ? now + STEP_MS
                : Math.max(now + STEP_MS, message.nextDue() + behindMs),
        (message, now) -> new Signal.Due(Math.min(now, message.nextDue() - 1)));
  }

  /** A tick that comes when something is due, with the log seen up to a while before. */
  public static Letter tickBehind(String name, long behindMs) {
    return new Letter(
        name,
        (message, now) ->
            message.nextDue() == Message.NEVER
                ? now + STEP_MS
                : Math.max(now + STEP_MS, message.nextDue() + behindMs),
        (message, now) -> new Signal.Due(now - behindMs));
  }

  /** The same words after another while, which may be negative. */
  public Letter after(String suffix, long delayMs) {
    return new Letter(name + suffix, (message, now) -> now + delayMs, says);
  }

  /** When it comes. */
  public long at(Message message, long now) {
    return clock.at(message, now);
  }

  /** What it says. */
  public Signal signal(Message message, long now) {
    return says.about(message, now);
  }

  @Override
  public String toString() {
    return name;
  }
}
