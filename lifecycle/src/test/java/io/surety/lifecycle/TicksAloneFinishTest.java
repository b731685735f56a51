package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.ProducerPolicy.OnExhausted;
import io.surety.lifecycle.testing.Alphabet;
import io.surety.lifecycle.testing.Clockwork;
import io.surety.lifecycle.testing.Letter;
import io.surety.lifecycle.testing.Reachable;
import io.surety.lifecycle.testing.Setting;
import io.surety.lifecycle.testing.Tell;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing waits for ever: when everybody falls silent, time alone brings a message to its end. */
class TicksAloneFinishTest {

  private static final Setting SETTING = Setting.of("billing", "stock");

  @Test
  void underTheUsualTerms() {
    finish("usual terms, classic", SETTING, Alphabet.classic(), 5);
    finish("usual terms, scheduled, with a time to live", SETTING, Alphabet.scheduled(), 4);
    finish("usual terms, dead letters", SETTING, Alphabet.deadLetters(), 4);
    finish("usual terms, every signal", SETTING, Alphabet.everything(), 2);
  }

  @Test
  void withOneAttempt() {
    Setting once = SETTING.redelivery(new RedeliveryPolicy(0, 1, 0, 0, 1, List.of()));

    finish("one attempt", once, Alphabet.classic(), 4);
    finish("one attempt, dead letters", once, Alphabet.deadLetters(), 4);
  }

  @Test
  void withStepsOfRedelivery() {
    List<Long> steps = List.of(100L, 5_000L, 60_000L);
    Setting stepped = SETTING.redelivery(new RedeliveryPolicy(0, 1, 0, 0.5, 6, steps));

    finish("steps", stepped, Alphabet.classic(), 4);
    finish("steps, dead letters", stepped, Alphabet.deadLetters(), 4);
  }

  @Test
  void withConsumeCheck() {
    finish("consume check", SETTING.withConsumeCheck(), Alphabet.classic(), 4);
    finish("consume check, dead letters", SETTING.withConsumeCheck(), Alphabet.deadLetters(), 4);
  }

  @Test
  void withRollBackOnceExhausted() {
    Setting rollsBack =
        SETTING.producer(new ProducerPolicy(10_000, 60_000, 2, 600_000, OnExhausted.ROLL_BACK));

    finish("roll back", rollsBack, Alphabet.classic(), 5);
    finish("roll back, scheduled", rollsBack, Alphabet.scheduled(), 4);
  }

  @Test
  void withoutSubscribers() {
    finish("no subscriber", Setting.of(), Alphabet.everything(), 2);
    finish("complete", Setting.of().completeWithoutSubscriber(), Alphabet.everything(), 2);
  }

  @Test
  void withTheDefaults() {
    Setting defaults =
        new Setting(
            List.of("billing", "stock"),
            ProducerPolicy.DEFAULT,
            RedeliveryPolicy.DEFAULT,
            false,
            Policies.OnNoSubscriber.DEAD_LETTER,
            Limits.DEFAULT);

    finish("defaults", defaults, Alphabet.everything(), 2);
  }

  @Test
  void afterEveryoneUnsubscribed() {
    List<Reachable.Standing> standings = Reachable.by(SETTING.rules(), Alphabet.deadLetters(), 4);

    finish("unsubscribed", SETTING.groups(List.of()), standings);
  }

  private static void finish(String name, Setting setting, List<Letter> letters, int depth) {
    finish(name, setting, Reachable.by(setting.rules(), letters, depth));
  }

  private static void finish(String name, Setting setting, List<Reachable.Standing> standings) {
    long start = System.nanoTime();
    Clockwork clockwork = new Clockwork(setting.rules());
    Bound bound = Bound.of(setting);
    long ticks = 0;
    int most = 0;
    for (Reachable.Standing standing : standings) {
      Message message = standing.message();
      if (message.status() == Status.ABSENT) {
        continue;
      }
      assertThat(message.isFinished() || message.nextDue() < Message.NEVER).isTrue();
      Clockwork.Run run = clockwork.run(message, standing.now(), bound.ticks());
      long held = Math.max(standing.now(), message.content().deliverAt());
      assertThat(run.outcomeAt()).as("%s", message).isLessThanOrEqualTo(held + bound.outcomeMs());
      assertThat(run.finishedAt()).isLessThanOrEqualTo(held + bound.finishMs());
      ticks += run.ticks();
      most = Math.max(most, run.ticks());
    }
    Tell.how(
        "ticks alone, %s: %,d messages finish in %,d ticks (at most %d) in %.1f s",
        name, standings.size(), ticks, most, Tell.secondsSince(start));
  }

  /** How long a message can take by its policies when nobody says anything. */
  private record Bound(int ticks, long outcomeMs, long finishMs) {

    static Bound of(Setting setting) {
      ProducerPolicy producer = setting.producer();
      RedeliveryPolicy redelivery = setting.redelivery();
      Limits limits = setting.limits();
      long undecided =
          limits.earlyTimeoutMs()
              + producer.checkBackAfterMs()
              + producer.maxAgeMs()
              + producer.maxDelayMs()
              + limits.unresolvedRetentionMs();
      long longest = Math.max(redelivery.maxMs(), 90_000);
      long attempt = Setting.PROCESSING_TIMEOUT_MS + 2 * Setting.ACK_TIMEOUT_MS + longest;
      long delivery =
          limits.deliveryRequestTimeoutMs()
              + limits.dispatchBackoffMaxMs()
              + (redelivery.maxAttempts() + 1) * attempt;
      int questions = (int) (producer.maxAgeMs() / (producer.maxDelayMs() * 9 / 10));
      int ticks = 20 + questions + 2 * 3 * redelivery.maxAttempts();
      long outcome = undecided + delivery;
      return new Bound(ticks, outcome, outcome + limits.deadLetterRetentionMs());
    }
  }
}
