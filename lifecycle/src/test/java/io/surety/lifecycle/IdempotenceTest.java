package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.testing.Alphabet;
import io.surety.lifecycle.testing.Letter;
import io.surety.lifecycle.testing.Reachable;
import io.surety.lifecycle.testing.Rules;
import io.surety.lifecycle.testing.Say;
import io.surety.lifecycle.testing.Setting;
import io.surety.lifecycle.testing.Tell;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Saying the same thing twice is like saying it once. */
class IdempotenceTest {

  private static final Setting SETTING = Setting.of("billing", "stock");

  /** What is meant to act each time it is said. */
  private static final Set<String> EXCEPTIONS =
      Set.of(
          // An operator who asks twice wants two questions.
          "check now",
          // Nobody subscribed meanwhile either: the message is given up once more.
          "redrive");

  @Test
  void everySignalButAFewIsIdempotent() {
    Set<String> acted = new TreeSet<>();
    long pairs = 0;
    for (Setting setting : List.of(SETTING, SETTING.withConsumeCheck(), Setting.of())) {
      Rules rules = setting.rules();
      for (Reachable.Standing standing : Reachable.by(rules, Alphabet.everything(), 3)) {
        for (Letter letter : Alphabet.everything()) {
          pairs++;
          if (actsTwice(rules, standing, letter)) {
            acted.add(letter.toString());
          }
        }
      }
    }
    Tell.how("idempotence: %,d times the same signal twice; acting twice: %s", pairs, acted);
    assertThat(acted).isEqualTo(new TreeSet<>(EXCEPTIONS));
  }

  private static boolean actsTwice(Rules rules, Reachable.Standing standing, Letter letter) {
    long now = letter.at(standing.message(), standing.now());
    Signal signal = letter.signal(standing.message(), now);
    Message once = Rules.stored(rules.on(standing.message(), signal, now).next());
    Transition again = rules.on(once, signal, now);
    return !again.effects().isEmpty() || !Rules.stored(again.next()).equals(once);
  }

  @Test
  void receivedAgainRenewsTheProcessingTime() {
    Rules rules = SETTING.rules();
    Message sent =
        rules.on(Message.absent("m1"), new Signal.Prepare(Say.content(Mode.SEND, 0)), 0).next();
    Message received = rules.on(sent, Say.received("billing", 1), 1_000).next();

    Transition renewed = rules.on(received, Say.received("billing", 1), 60_000);

    assertThat(renewed.refusal()).isEmpty();
    assertThat(renewed.next().delivery("billing").orElseThrow().due())
        .isEqualTo(60_000 + Setting.PROCESSING_TIMEOUT_MS);
    assertThat(renewed.next().delivery("billing").orElseThrow().receivedAt()).isEqualTo(1_000);
  }
}
