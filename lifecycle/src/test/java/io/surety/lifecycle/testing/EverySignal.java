package io.surety.lifecycle.testing;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision.Source;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Signal.Consume.Outcome;
import io.surety.lifecycle.Signal.Decide.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every kind of signal, in all the ways that the rules tell apart. */
public final class EverySignal {

  private static final long HOUR = 3_600_000;

  private EverySignal() {}

  /** By chapter. */
  public static Map<String, List<Letter>> chapters() {
    Map<String, List<Letter>> chapters = new TreeMap<>();
    chapters.put("1 prepare", prepares());
    chapters.put("2 decisions", decisions());
    chapters.put("3 answers to check-backs", answers());
    chapters.put("4 reports of a group", reports());
    chapters.put("5 time, restart, destination", occasions());
    return chapters;
  }

  private static List<Letter> prepares() {
    Content content = Say.content(Mode.PREPARE, Alphabet.START);
    return List.of(
        Letter.of("prepare", new Signal.Prepare(content)),
        Letter.of("prepare, other content", new Signal.Prepare(Say.other(content))),
        Letter.of("prepare, no such destination", new Signal.Prepare(Say.to("nowhere", content))),
        Letter.of("send", new Signal.Prepare(Say.content(Mode.SEND, Alphabet.START))),
        Letter.of("direct", new Signal.Prepare(Say.content(Mode.DIRECT, Alphabet.START))));
  }

  private static List<Letter> decisions() {
    return List.of(
        Letter.of("CONFIRM by the producer", Say.confirm()),
        Letter.of("CONFIRM by an operator", Say.operator(Kind.CONFIRM)),
        Letter.of("ROLL_BACK by the producer", Say.rollBack()),
        Letter.of("ROLL_BACK by an operator", Say.operator(Kind.ROLL_BACK)),
        Letter.of("ROLL_BACK by policy, read back", Say.patienceEnded()),
        Letter.of("CANCEL", Say.operator(Kind.CANCEL)),
        Letter.at("RESCHEDULE to later", (message, now) -> Say.reschedule(now + HOUR)),
        Letter.at("RESCHEDULE to now", (message, now) -> Say.reschedule(now)),
        Letter.of("DELIVER_NOW by an operator", Say.operator(Kind.DELIVER_NOW)),
        Letter.of(
            "DELIVER_NOW by timer, read back",
            message -> Say.timeCame(message.content().deliverAt())),
        Letter.of("DELIVER_NOW by timer, for another time", Say.timeCame(7)),
        Letter.of("REDRIVE billing", Say.about("billing", Kind.REDRIVE)),
        Letter.of("REDRIVE an unknown group", Say.about("stranger", Kind.REDRIVE)),
        Letter.of("REDRIVE the message", Say.about("", Kind.REDRIVE)),
        Letter.of("RESOLVE billing", Say.about("billing", Kind.RESOLVE)),
        Letter.of("RESOLVE an unknown group", Say.about("stranger", Kind.RESOLVE)),
        Letter.of("RESOLVE the message", Say.about("", Kind.RESOLVE)),
        Letter.of("CHECK_NOW", Say.operator(Kind.CHECK_NOW)));
  }

  private static List<Letter> answers() {
    return List.of(
        Letter.of("CONFIRM", message -> Say.answer(message, Kind.CONFIRM)),
        Letter.of("ROLL_BACK", message -> Say.answer(message, Kind.ROLL_BACK)),
        Letter.of("UNKNOWN", message -> Say.answer(message, Kind.UNKNOWN)),
        Letter.of("IN_PROGRESS", message -> Say.answer(message, Kind.IN_PROGRESS)),
        Letter.of("no verdict at all", message -> Say.answer(message, Kind.CANCEL)),
        Letter.of("CONFIRM, to an older question", message -> answer(message, -1)),
        Letter.of("CONFIRM, to a question ahead", message -> answer(message, 1)),
        Letter.of("CONFIRM, with a wrong nonce", Say.answer(9, Kind.CONFIRM, "guess")),
        Letter.of("UNKNOWN, not as an answer", Say.by(Source.PRODUCER, Kind.UNKNOWN)));
  }

  private static Signal answer(Message message, int ahead) {
    int attempt = Math.max(1, message.checkBack().attempt());
    if (attempt + ahead < 1) {
      return Say.answer(0, Kind.CONFIRM, "none");
    }
    return Say.answer(message.id(), attempt + ahead, Kind.CONFIRM);
  }

  private static List<Letter> reports() {
    return List.of(
        Letter.of("received 1", Say.received("billing", 1)),
        Letter.of("received 2", Say.received("billing", 2)),
        Letter.of("received 3", Say.received("billing", 3)),
        Letter.of("received 2147483647", Say.received("billing", Integer.MAX_VALUE)),
        Letter.of("received, unknown group", Say.received("stranger", 1)),
        Letter.of("consumed 1", Say.consumed("billing", 1)),
        Letter.of("consumed 2", Say.consumed("billing", 2)),
        Letter.of("consumed 3", Say.consumed("billing", 3)),
        Letter.of("consumed, unknown group", Say.consumed("stranger", 1)),
        Letter.of("failed 1", Say.failed("billing", 1)),
        Letter.of("failed 2", Say.failed("billing", 2)),
        Letter.of("failed 2, try after an hour", failedFor(HOUR)),
        Letter.of("failed 3", Say.failed("billing", 3)),
        Letter.of("rejected 1", Say.rejected("billing", 1)),
        Letter.of("rejected 2", Say.rejected("billing", 2)),
        Letter.of("rejected 3", Say.rejected("billing", 3)));
  }

  private static Signal failedFor(long retryAfterMs) {
    return new Signal.Consume("billing", Outcome.FAILED, 2, Say.FAILURE, retryAfterMs);
  }

  private static List<Letter> occasions() {
    return List.of(
        Letter.tickTooEarly(),
        Letter.tickWhenDue(),
        Letter.tickAfter("tick after 3 days", 3 * 24 * HOUR),
        Letter.tickUnread("tick when due, log not read so far", HOUR),
        Letter.at("restart after the dispatch", (message, now) -> new Signal.Resume(now)),
        Letter.of("restart before the dispatch", new Signal.Resume(Alphabet.START - 1)),
        Letter.of("no such topic, attempt 2", refused(2, Reason.DESTINATION_MISSING)),
        Letter.of("too large, attempt 2", refused(2, Reason.TOO_LARGE)),
        Letter.of("no such topic, attempt 1", refused(1, Reason.DESTINATION_MISSING)),
        Letter.of("no such topic, direct", Say.dispatchFailed(1, Reason.DESTINATION_MISSING)));
  }

  private static Signal refused(int attempt, Reason reason) {
    return Say.dispatchFailed(attempt, reason, "billing");
  }
}
