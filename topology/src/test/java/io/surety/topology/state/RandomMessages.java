package io.surety.topology.state;

import io.surety.lifecycle.Attempt;
import io.surety.lifecycle.CheckBack;
import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Early;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Question;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Status;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Messages with anything in them, not only what the rules make. The same seed makes the same. */
final class RandomMessages {
  private final Random random;

  RandomMessages(long seed) {
    this.random = new Random(seed);
  }

  Message next() {
    return new Message(
        text(),
        any(Status.values()),
        random.nextInt(4),
        maybe(Content.NONE, this::content),
        maybe(CheckBack.NONE, this::checkBack),
        maybe(Decision.NONE, this::decision),
        list(4, this::delivery),
        maybe(Early.NONE, this::early),
        any(Reason.values()),
        time(),
        time());
  }

  private Content content() {
    return new Content(
        text(),
        text(),
        text(),
        text(),
        any(Mode.values()),
        random.nextLong(),
        time(),
        time(),
        time(),
        random.nextInt());
  }

  private CheckBack checkBack() {
    return new CheckBack(
        random.nextInt(99),
        random.nextBoolean(),
        random.nextInt(99),
        List.of(
            new Question(random.nextInt(), time(), any(Question.Answer.values()), time()),
            new Question(random.nextInt(), time(), any(Question.Answer.values()), time())));
  }

  private Decision decision() {
    return new Decision(
        any(Decision.Kind.values()), any(Decision.Source.values()), time(), text(), text());
  }

  private Delivery delivery() {
    return new Delivery(
        text(),
        any(DeliveryStatus.values()),
        random.nextInt(),
        random.nextInt(),
        time(),
        time(),
        time(),
        time(),
        time(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        any(Reason.values()),
        maybe(Failure.NONE, this::failure),
        text(),
        list(3, this::attempt));
  }

  private Attempt attempt() {
    return new Attempt(
        random.nextInt(),
        time(),
        time(),
        any(Attempt.Outcome.values()),
        maybe(Failure.NONE, this::failure));
  }

  private Failure failure() {
    return new Failure(text(), text(), text(), text());
  }

  private Early early() {
    return new Early(list(3, this::earlyDecision), list(3, this::earlyGroup));
  }

  private Early.EarlyDecision earlyDecision() {
    return new Early.EarlyDecision(
        new Signal.Decide(
            any(Signal.Decide.Kind.values()),
            any(Decision.Source.values()),
            random.nextInt(),
            text(),
            text(),
            time(),
            text(),
            text()),
        time());
  }

  private Early.GroupSignal earlyGroup() {
    return new Early.GroupSignal(
        text(),
        any(Early.Kind.values()),
        random.nextInt(),
        maybe(Failure.NONE, this::failure),
        random.nextLong(),
        time());
  }

  private long time() {
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1 -> Message.NEVER;
      case 2 -> random.nextLong();
      default -> 1_790_000_000_000L + random.nextInt();
    };
  }

  private String text() {
    return switch (random.nextInt(5)) {
      case 0 -> "";
      case 1 -> "订单-\uD83D\uDE00\n";
      default -> Long.toString(random.nextLong(), 36);
    };
  }

  private <T> T maybe(T otherwise, Supplier<T> value) {
    return random.nextBoolean() ? value.get() : otherwise;
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> List<T> list(int max, Supplier<T> item) {
    return Stream.generate(item).limit(random.nextInt(max + 1)).toList();
  }
}
