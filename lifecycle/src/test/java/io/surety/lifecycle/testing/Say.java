package io.surety.lifecycle.testing;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Signal.Consume.Outcome;
import io.surety.lifecycle.Signal.Decide.Kind;
import java.util.List;

/** Signals in few words. */
public final class Say {

  /** What a consumer that fails says. */
  public static final Failure FAILURE = Failure.of("Oops", "it broke");

  private Say() {}

  /** A message to the one destination: not delayed, without end. */
  public static Content content(Mode mode, long preparedAt) {
    return new Content(
        "shop", Setting.DESTINATION, "", "k1", mode, 7, preparedAt, 0, Message.NEVER, 0);
  }

  /** The same, with other bytes. */
  public static Content other(Content content) {
    return new Content(
        content.producer(),
        content.destination(),
        content.tag(),
        content.businessKey(),
        content.mode(),
        content.digest() + 1,
        content.preparedAt(),
        content.deliverAt(),
        content.expiresAt(),
        content.checkBackAfterMs());
  }

  /** The same, not before one time and not after another. */
  public static Content between(Content content, long deliverAt, long expiresAt) {
    return new Content(
        content.producer(),
        content.destination(),
        content.tag(),
        content.businessKey(),
        content.mode(),
        content.digest(),
        content.preparedAt(),
        deliverAt,
        expiresAt,
        content.checkBackAfterMs());
  }

  /** The same, to another destination. */
  public static Content to(String destination, Content content) {
    return new Content(
        content.producer(),
        destination,
        content.tag(),
        content.businessKey(),
        content.mode(),
        content.digest(),
        content.preparedAt(),
        content.deliverAt(),
        content.expiresAt(),
        content.checkBackAfterMs());
  }

  public static Signal.Decide confirm() {
    return by(Decision.Source.PRODUCER, Kind.CONFIRM);
  }

  public static Signal.Decide rollBack() {
    return by(Decision.Source.PRODUCER, Kind.ROLL_BACK);
  }

  public static Signal.Decide operator(Kind kind) {
    return by(Decision.Source.OPERATOR, kind);
  }

  public static Signal.Decide by(Decision.Source source, Kind kind) {
    return Signal.Decide.of(kind, source);
  }

  /** The answer to the last question asked about this message (or to the first, if none was). */
  public static Signal.Decide answer(Message message, Kind kind) {
    return answer(message.id(), Math.max(1, message.checkBack().attempt()), kind);
  }

  /** The answer to a question, with its nonce. */
  public static Signal.Decide answer(String id, int attempt, Kind kind) {
    return answer(attempt, kind, Nonces.of(id, attempt));
  }

  /** An answer with any nonce. */
  public static Signal.Decide answer(int attempt, Kind kind, String nonce) {
    return Signal.Decide.answer(kind, attempt, nonce);
  }

  /** Redrive or resolve the dead letter of a group; of the message as a whole where it is empty. */
  public static Signal.Decide about(String group, Kind kind) {
    return new Signal.Decide(kind, Decision.Source.OPERATOR, 0, "", group, 0, "ann", "ticket 7");
  }

  public static Signal.Decide reschedule(long deliverAt) {
    return new Signal.Decide(
        Kind.RESCHEDULE, Decision.Source.OPERATOR, 0, "", "", deliverAt, "", "");
  }

  /** The coordinator reads its own "deliver now" back. */
  public static Signal.Decide timeCame(long deliverAt) {
    return new Signal.Decide(Kind.DELIVER_NOW, Decision.Source.TIMER, 0, "", "", deliverAt, "", "");
  }

  /** The coordinator reads its own "roll back" back. */
  public static Signal.Decide patienceEnded() {
    return by(Decision.Source.TIMER, Kind.ROLL_BACK);
  }

  public static Signal received(String group, int attempt) {
    return new Signal.Receive(group, group + "-1", attempt);
  }

  public static Signal consumed(String group, int attempt) {
    return new Signal.Consume(group, Outcome.CONSUMED, attempt, Failure.NONE, -1);
  }

  public static Signal failed(String group, int attempt) {
    return new Signal.Consume(group, Outcome.FAILED, attempt, FAILURE, -1);
  }

  public static Signal rejected(String group, int attempt) {
    return new Signal.Consume(group, Outcome.REJECTED, attempt, FAILURE, -1);
  }

  public static Signal dispatchFailed(int attempt, Reason reason, String... groups) {
    return new Signal.DispatchFailed(attempt, List.of(groups), reason, "no such topic");
  }
}
