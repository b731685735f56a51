package io.surety.lifecycle.testing;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Signal.Decide.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Letters to make sequences of, for one message and the groups {@code billing} and {@code stock}.
 */
public final class Alphabet {

  /** When sequences begin. */
  public static final long START = 1_000_000_000_000L;

  /** The id of the message. */
  public static final String ID = "m1";

  private static final long MINUTE = 60_000;
  private static final long DAY = 86_400_000;

  private Alphabet() {}

  /** The classic life: prepared, decided or asked for, received, consumed, failed. */
  public static List<Letter> classic() {
    return List.of(
        Letter.of("prepare", new Signal.Prepare(Say.content(Mode.PREPARE, START))),
        Letter.of("confirm", Say.confirm()),
        Letter.of("roll back", Say.rollBack()),
        Letter.of("answer CONFIRM", message -> Say.answer(message, Kind.CONFIRM)),
        Letter.of("answer UNKNOWN", message -> Say.answer(message, Kind.UNKNOWN)),
        Letter.of(
            "billing received", message -> Say.received("billing", known(message, "billing"))),
        Letter.of("billing failed", message -> Say.failed("billing", known(message, "billing"))),
        Letter.of("billing consumed", Say.consumed("billing", 1)),
        Letter.of("stock consumed", Say.consumed("stock", 1)),
        Letter.of("stock rejected", Say.rejected("stock", 1)),
        Letter.tickWhenDue(),
        Letter.tickAfter("tick after 11 min", 11 * MINUTE));
  }

  /** A delivery time and a time to live, and what can be done about them. */
  public static List<Letter> scheduled() {
    Content content =
        Say.between(Say.content(Mode.PREPARE, START), START + MINUTE, START + 20 * MINUTE);
    return List.of(
        Letter.of("prepare for later", new Signal.Prepare(content)),
        Letter.of("confirm", Say.confirm()),
        Letter.of("roll back", Say.rollBack()),
        Letter.of("cancel", Say.operator(Kind.CANCEL)),
        Letter.of("reschedule", Say.reschedule(START + 2 * MINUTE)),
        Letter.of("deliver now", Say.operator(Kind.DELIVER_NOW)),
        Letter.of("time came", message -> Say.timeCame(message.content().deliverAt())),
        Letter.of(
            "billing received", message -> Say.received("billing", known(message, "billing"))),
        Letter.of("billing consumed", Say.consumed("billing", 1)),
        Letter.of("stock failed", message -> Say.failed("stock", known(message, "stock"))),
        Letter.tickWhenDue(),
        Letter.tickAfter("tick after 21 min", 21 * MINUTE));
  }

  /** A message sent in one record, given up, and what operators do then. */
  public static List<Letter> deadLetters() {
    return List.of(
        Letter.of("send", new Signal.Prepare(Say.content(Mode.SEND, START))),
        Letter.of(
            "billing rejected", message -> Say.rejected("billing", known(message, "billing"))),
        Letter.of("stock failed", message -> Say.failed("stock", known(message, "stock"))),
        Letter.of("billing consumed", Say.consumed("billing", 1)),
        Letter.of("stock consumed", Say.consumed("stock", 1)),
        Letter.of("redrive billing", Say.about("billing", Kind.REDRIVE)),
        Letter.of("resolve billing", Say.about("billing", Kind.RESOLVE)),
        Letter.of("resolve stock", Say.about("stock", Kind.RESOLVE)),
        Letter.of("no topic", message -> refused(message, Reason.DESTINATION_MISSING)),
        Letter.of("too large", message -> refused(message, Reason.TOO_LARGE)),
        Letter.tickWhenDue(),
        Letter.tickAfter("tick after 3 days", 3 * DAY));
  }

  /** All of it, and what is rare. */
  public static List<Letter> everything() {
    Content content = Say.content(Mode.PREPARE, START);
    Stream<Letter> rare =
        Stream.of(
            Letter.of("prepare otherwise", new Signal.Prepare(Say.other(content))),
            Letter.of("send directly", new Signal.Prepare(Say.content(Mode.DIRECT, START))),
            Letter.of("prepare for nowhere", new Signal.Prepare(Say.to("nowhere", content))),
            Letter.of("late answer CONFIRM", message -> lateAnswer(message)),
            Letter.of("answer ROLL_BACK", message -> Say.answer(message, Kind.ROLL_BACK)),
            Letter.of("answer IN_PROGRESS", message -> Say.answer(message, Kind.IN_PROGRESS)),
            Letter.of("answer nonsense", message -> Say.answer(message, Kind.CANCEL)),
            Letter.of("patience ended", Say.patienceEnded()),
            Letter.of("old answer", Say.answer(0, Kind.CONFIRM, "stale")),
            Letter.of("check now", Say.operator(Kind.CHECK_NOW)),
            Letter.of("redrive", Say.about("", Kind.REDRIVE)),
            Letter.of("resolve", Say.about("", Kind.RESOLVE)),
            Letter.of("billing received ahead", Say.received("billing", 3)),
            Letter.of("billing received nonsense", Say.received("billing", Integer.MAX_VALUE)),
            Letter.of("stock failed at first", Say.failed("stock", 1)),
            Letter.of("stranger consumed", Say.consumed("stranger", 1)),
            Letter.of("direct refused", Say.dispatchFailed(1, Reason.DESTINATION_MISSING)),
            Letter.tickTooEarly(),
            Letter.tickBehind("tick an hour behind", 60 * MINUTE),
            Letter.at("resume", (message, now) -> new Signal.Resume(now)));
    Set<String> names = new LinkedHashSet<>();
    return Stream.of(classic().stream(), scheduled().stream(), deadLetters().stream(), rare)
        .flatMap(letters -> letters)
        .filter(letter -> names.add(letter.toString()))
        .toList();
  }

  /** The attempt that the group has under way, as far as is known. */
  private static int known(Message message, String group) {
    return Math.max(1, message.delivery(group).map(Delivery::attempt).orElse(1));
  }

  /** The answer to the question before the last one. */
  private static Signal lateAnswer(Message message) {
    return Say.answer(ID, Math.max(1, message.checkBack().attempt() - 1), Kind.CONFIRM);
  }

  private static Signal refused(Message message, Reason reason) {
    return Say.dispatchFailed(known(message, "billing"), reason, "billing", "stock");
  }
}
