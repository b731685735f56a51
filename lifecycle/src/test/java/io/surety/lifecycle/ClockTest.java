package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.laws.Laws;
import io.surety.lifecycle.testing.Alphabet;
import io.surety.lifecycle.testing.Clockwork;
import io.surety.lifecycle.testing.Letter;
import io.surety.lifecycle.testing.Reachable;
import io.surety.lifecycle.testing.Setting;
import io.surety.lifecycle.testing.Tell;
import io.surety.lifecycle.testing.TreeWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A clock that stands still, leaps, or jumps back delays what is due, and loses nothing. */
class ClockTest {

  private static final Setting SETTING = Setting.of("billing", "stock");

  @Test
  void jumpsBreakNoLaw() {
    List<Letter> letters =
        jumping(
            Alphabet.scheduled(),
            Set.of(
                "prepare for later",
                "confirm",
                "cancel",
                "time came",
                "billing received",
                "stock failed"));
    long start = System.nanoTime();

    long taken = new TreeWalk(SETTING.rules(), Laws.under(SETTING), letters).walk(5);

    Tell.how(
        "clock that jumps: %d signals, depth 5: %,d transitions in %.1f s",
        letters.size(), taken, Tell.secondsSince(start));
  }

  @Test
  void jumpsLoseNothing() {
    List<Letter> letters = jumping(Alphabet.classic(), Set.of());
    List<Reachable.Standing> standings = Reachable.by(SETTING.rules(), letters, 3);
    Clockwork clockwork = new Clockwork(SETTING.rules());

    for (Reachable.Standing standing : standings) {
      if (standing.message().status() != Status.ABSENT) {
        Clockwork.Run run = clockwork.run(standing.message(), standing.now(), 500);
        assertThat(run.message().isFinished()).isTrue();
      }
    }

    Tell.how("clock that jumps: %,d messages finish", standings.size());
  }

  /** Each letter after -1 h, 0, 1 ms and a day, and ticks as well. */
  private static List<Letter> jumping(List<Letter> letters, Set<String> names) {
    List<Letter> jumping = new ArrayList<>();
    for (Letter letter : letters) {
      if (names.isEmpty() || names.contains(letter.toString())) {
        jumping.add(letter.after(" -1 h", -3_600_000));
        jumping.add(letter.after(" +0", 0));
        jumping.add(letter.after(" +1 ms", 1));
        jumping.add(letter.after(" +1 d", 86_400_000));
      }
    }
    jumping.add(Letter.tickAfter("tick -1 h", -3_600_000));
    jumping.add(Letter.tickAfter("tick +0", 0));
    jumping.add(Letter.tickAfter("tick +1 ms", 1));
    jumping.add(Letter.tickAfter("tick +1 d", 86_400_000));
    return jumping;
  }
}
