package io.surety.client.internal.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final Progress progress = new Progress();

  @Test
  void commitsUpToTheFirstThatIsNotDone() {
    Progress.Slot a = begin(40);
    Progress.Slot b = begin(41);
    Progress.Slot c = begin(45);

    progress.end(b, true);
    assertThat(progress.toCommit()).isEmpty();
    progress.end(a, true);
    assertThat(progress.toCommit()).hasValue(42);
    progress.end(c, true);
    assertThat(progress.toCommit()).hasValue(46);
  }

  @Test
  void aRecordThatMustBeReadAgainHoldsBackWhatIsBehindIt() {
    Progress.Slot a = begin(0);
    Progress.Slot b = begin(1);

    progress.end(a, false);
    progress.end(b, true);

    assertThat(progress.isQuiet()).isTrue();
    assertThat(progress.toCommit()).isEmpty();
    assertThat(progress.gap()).isEqualTo(2);
  }

  @Test
  void whatIsCommittedIsNotCommittedAgain() {
    progress.end(begin(0), true);

    progress.committed(1);

    assertThat(progress.toCommit()).isEmpty();
    progress.skip(1);
    assertThat(progress.toCommit()).hasValue(2);
  }

  @Test
  void offsetsMayBeginAnew() {
    progress.end(begin(1_000), true);
    progress.committed(1_001);

    progress.end(begin(0), true);

    assertThat(progress.toCommit()).hasValue(1);
  }

  @Test
  void whatHasNotBegunIsDroppedOnceWhenItIsClosed() {
    Progress.Slot running = begin(0);
    AtomicInteger dropped = new AtomicInteger();
    Progress.Slot waiting = progress.read(1, dropped::incrementAndGet);

    progress.close();
    progress.close();

    assertThat(dropped).hasValue(1);
    assertThat(progress.begin(waiting)).isFalse();
    assertThat(progress.isQuiet()).isFalse();
    progress.end(running, true);
    assertThat(progress.isQuiet()).isTrue();
    assertThat(progress.toCommit()).hasValue(1);
  }

  @Test
  void neverCommitsBeyondWhatIsOpenInWhateverOrderItEnds() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Progress tried = new Progress();
      List<Integer> open = new ArrayList<>();
      List<Progress.Slot> slots = new ArrayList<>();
      for (int offset = 0; offset < 20; offset++) {
        slots.add(tried.read(offset, () -> {}));
        tried.begin(slots.get(offset));
        open.add(offset);
      }
      List<Integer> order = new ArrayList<>(open);
      Collections.shuffle(order, random);
      for (int offset : order) {
        tried.end(slots.get(offset), true);
        open.remove(Integer.valueOf(offset));

        int first = open.isEmpty() ? 20 : Collections.min(open);
        assertThat(tried.toCommit().orElse(0)).as("seed %s", seed).isEqualTo(first);
      }
    }
  }

  private Progress.Slot begin(long offset) {
    Progress.Slot slot = progress.read(offset, () -> {});
    assertThat(progress.begin(slot)).isTrue();
    return slot;
  }
}
