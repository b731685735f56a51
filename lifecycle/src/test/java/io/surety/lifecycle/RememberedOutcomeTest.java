package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.testing.Alphabet;
import io.surety.lifecycle.testing.Letter;
import io.surety.lifecycle.testing.Reachable;
import io.surety.lifecycle.testing.Rules;
import io.surety.lifecycle.testing.Setting;
import io.surety.lifecycle.testing.Tell;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A finished message leaves the stores, and only its outcome is remembered for a while. Nobody can
 * tell the difference: what is left answers every signal like the whole did.
 */
class RememberedOutcomeTest {

  @Test
  void answersLikeTheWholeMessage() {
    Setting setting = Setting.of("billing", "stock");
    Rules rules = setting.rules();
    List<Letter> letters = Alphabet.everything();
    Set<Message> finished = new HashSet<>();
    for (Reachable.Standing standing : Reachable.by(rules, letters, 3)) {
      for (Letter last : letters) {
        long now = last.at(standing.message(), standing.now());
        Signal signal = last.signal(standing.message(), now);
        Message whole = rules.on(standing.message(), signal, now).next();
        if (whole.isFinished() && finished.add(whole)) {
          for (Letter letter : letters) {
            assertSameAnswer(rules, whole, letter.signal(whole, now), now + 1_000);
          }
        }
      }
    }
    Tell.how("finished: %,d messages answer like what is remembered of them", finished.size());
  }

  private static void assertSameAnswer(Rules rules, Message whole, Signal signal, long now) {
    Transition expected = rules.on(whole, signal, now);
    Transition actual = rules.on(Rules.stored(whole), signal, now);

    assertThat(actual.effects()).as("%s after %s", signal, whole).isEqualTo(expected.effects());
    assertThat(actual.refusal().map(Refusal::reason))
        .as("%s after %s", signal, whole)
        .isEqualTo(expected.refusal().map(Refusal::reason));
    assertThat(Rules.stored(actual.next())).isEqualTo(Rules.stored(expected.next()));
  }
}
