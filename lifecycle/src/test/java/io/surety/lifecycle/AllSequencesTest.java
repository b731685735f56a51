package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.laws.Laws;
import io.surety.lifecycle.testing.Alphabet;
import io.surety.lifecycle.testing.Letter;
import io.surety.lifecycle.testing.Setting;
import io.surety.lifecycle.testing.Tell;
import io.surety.lifecycle.testing.TreeWalk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every sequence of signals up to a length, with every law checked after every step. */
class AllSequencesTest {

  private static final Setting SETTING = Setting.of("billing", "stock");

  @Test
  void classicLifeKeepsTheLaws() {
    // 12 + 12^2 + … + 12^7
    assertThat(walk("classic", SETTING, Alphabet.classic(), 7)).isEqualTo(39_089_244);
  }

  @Test
  void scheduledLifeKeepsTheLaws() {
    assertThat(walk("scheduled", SETTING, Alphabet.scheduled(), 6)).isEqualTo(3_257_436);
  }

  @Test
  void deadLettersKeepTheLaws() {
    assertThat(walk("dead letters", SETTING, Alphabet.deadLetters(), 6)).isEqualTo(3_257_436);
  }

  @Test
  void consumeCheckKeepsTheLaws() {
    walk("consume check", SETTING.withConsumeCheck(), Alphabet.deadLetters(), 5);
  }

  @Test
  void everySignalKeepsTheLaws() {
    walk("every signal", SETTING, Alphabet.everything(), 4);
  }

  @Test
  void nobodySubscribedKeepsTheLaws() {
    Setting nobody = Setting.of();
    walk("no subscriber", nobody, Alphabet.everything(), 3);
    walk("no subscriber, complete", nobody.completeWithoutSubscriber(), Alphabet.everything(), 3);
  }

  private static long walk(String name, Setting setting, List<Letter> letters, int depth) {
    long start = System.nanoTime();
    Laws laws = Laws.under(setting);
    long taken = new TreeWalk(setting.rules(), laws, letters).walk(depth);
    Tell.how(
        "all sequences, %s: %d signals, depth %d: %,d transitions × %d laws in %.1f s",
        name, letters.size(), depth, taken, laws.size(), Tell.secondsSince(start));
    return taken;
  }
}
