package io.surety.lifecycle.testing;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Signal.Decide.Kind;
import io.surety.lifecycle.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * One message that stands for many: of each status the ones that differ in how they answer.
 *
 * @param name what is special about it
 * @param setting under what terms it lives
 * @param message the message
 * @param now when it got there
 */
public record Representative(String name, Setting setting, Message message, long now) {

  private static final Setting SETTING = Setting.of("billing", "stock");
  private static final Setting ROLLS_BACK =
      SETTING.producer(
          new ProducerPolicy(10_000, 60_000, 2, 600_000, ProducerPolicy.OnExhausted.ROLL_BACK));
  private static final long HOUR = 3_600_000;

  /** All of them, by status. */
  public static List<Representative> all() {
    List<Representative> all = new ArrayList<>();
    all.add(nothing("nothing known"));
    all.add(nothing("a confirm waits").then(Say.confirm()));
    all.add(nothing("a roll back waits").then(Say.rollBack()));
    all.add(nothing("a report waits").then(Say.consumed("billing", 1)));
    all.add(prepared("not asked yet"));
    all.add(prepared("asked twice").tick().tick());
    all.add(prepared("a stranger's report waits").then(Say.consumed("stranger", 1)));
    all.add(prepared("its time to live has passed", 0, HOUR).pause(2 * HOUR));

    all.add(prepared("asked in vain, its policy rolls back", ROLLS_BACK).tick().pause(HOUR));
    all.add(unresolved(prepared("nobody decided")));
    all.add(unresolved(prepared("nobody decided, its time to come", 24 * HOUR, Message.NEVER)));
    all.add(prepared("its time to come", HOUR, Message.NEVER).then(Say.confirm()));
    all.add(
        prepared("its time to live has passed", HOUR, 2 * HOUR)
            .then(Say.confirm())
            .pause(3 * HOUR));
    all.add(
        prepared("a group has it already", HOUR, 2 * HOUR)
            .then(Say.confirm())
            .then(Say.received("billing", 1)));
    all.add(twice("second attempt made"));
    all.add(twice("billing received it").then(Say.received("billing", 2)));
    all.add(twice("billing failed").then(Say.failed("billing", 2)));
    all.add(twice("billing consumed").then(Say.consumed("billing", 2)));
    all.add(twice("billing is dead").then(Say.rejected("billing", 2)));
    all.add(
        twice("billing is held back")
            .then(Say.dispatchFailed(2, Reason.DESTINATION_MISSING, "billing")));
    all.add(
        twice("asks before it redelivers", SETTING.withConsumeCheck())
            .then(Say.consumed("stock", 2)));
    all.add(twice("billing has unsubscribed").under(SETTING.groups(List.of("stock"))));
    all.add(
        prepared("its time to live has passed", 0, HOUR)
            .then(Say.confirm())
            .then(Say.failed("billing", 1))
            .pause(2 * HOUR));
    all.add(twice("all consumed").then(Say.consumed("billing", 2)).then(Say.consumed("stock", 1)));
    all.add(
        start(
            "nobody subscribed",
            Setting.of().completeWithoutSubscriber(),
            Say.content(Mode.SEND, Alphabet.START)));
    all.add(start("sent directly", SETTING, Say.content(Mode.DIRECT, Alphabet.START)));
    all.add(dead("billing is dead"));
    all.add(nothing("no prepare came").then(Say.confirm()).tick());
    all.add(unresolved(prepared("nobody decided")).tick());
    all.add(
        unresolved(prepared("nobody decided, its time to come", 48 * HOUR, Message.NEVER)).tick());
    all.add(start("nobody subscribed", Setting.of(), Say.content(Mode.SEND, Alphabet.START)));
    all.add(
        start("nobody was subscribed", Setting.of(), Say.content(Mode.SEND, Alphabet.START))
            .under(SETTING));
    all.add(dead("closed").then(Say.about("billing", Kind.RESOLVE)));
    all.add(prepared("rolled back").then(Say.rollBack()));
    all.add(
        prepared("cancelled", HOUR, Message.NEVER)
            .then(Say.confirm())
            .then(Say.operator(Kind.CANCEL)));
    all.add(prepared("expired", 0, HOUR).pause(HOUR).tick());
    return all;
  }

  /** Those of a status. */
  public static List<Representative> of(Status status) {
    return all().stream().filter(one -> one.message.status() == status).toList();
  }

  private static Representative nothing(String name) {
    return new Representative(name, SETTING, Message.absent(Alphabet.ID), Alphabet.START);
  }

  private static Representative start(String name, Setting setting, Content content) {
    return new Representative(name, setting, Message.absent(Alphabet.ID), Alphabet.START)
        .then(new Signal.Prepare(content));
  }

  private static Representative prepared(String name, Setting setting) {
    return start(name, setting, Say.content(Mode.PREPARE, Alphabet.START));
  }

  private static Representative prepared(String name) {
    return prepared(name, 0, Message.NEVER);
  }

  private static Representative prepared(String name, long deliverAfter, long ttl) {
    Content content =
        Say.between(
            Say.content(Mode.PREPARE, Alphabet.START),
            deliverAfter == 0 ? 0 : Alphabet.START + deliverAfter,
            ttl == Message.NEVER ? ttl : Alphabet.START + ttl);
    return start(name, SETTING, content);
  }

  private static Representative unresolved(Representative prepared) {
    Representative undecided = prepared;

    while (undecided.message.status() == Status.PREPARED) {
      undecided = undecided.tick();
    }
    return undecided;
  }

  private static Representative twice(String name) {
    return twice(name, SETTING);
  }

  private static Representative twice(String name, Setting setting) {
    Representative sent = start(name, setting, Say.content(Mode.SEND, Alphabet.START)).tick();
    return setting.consumeCheck() ? sent.tick() : sent;
  }

  private static Representative dead(String name) {
    return twice(name).then(Say.rejected("billing", 2)).then(Say.consumed("stock", 2));
  }

  private Representative then(Signal signal) {
    long at = now + 1_000;
    return at(signal, at);
  }

  private Representative tick() {
    return at(new Signal.Due(), Math.max(now, message.nextDue()));
  }

  private Representative at(Signal signal, long at) {
    Message next = setting.rules().on(message, signal, at).next();
    return new Representative(name, setting, Rules.stored(next), at);
  }

  private Representative pause(long ms) {
    return new Representative(name, setting, message, now + ms);
  }

  private Representative under(Setting changed) {
    return new Representative(name, changed, message, now);
  }
}
