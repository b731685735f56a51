package io.surety.rest.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void letsTheFirstGoAtOnceAndTheOthersInTheirTime() {
    Pace pace = new Pace(2, 0);

    assertThat(pace.take(10, 0)).isEqualTo(1);
    assertThat(pace.take(10, SECOND / 4)).isZero();
    assertThat(pace.take(10, SECOND / 2)).isEqualTo(1);
    assertThat(pace.take(10, 3 * SECOND / 2)).isEqualTo(2);
  }

  @Test
  void savesUpNoMoreThanASecond() {
    Pace fast = new Pace(100, 0);
    Pace slow = new Pace(0.1, 0);

    assertThat(fast.take(1_000, 3_600 * SECOND)).isEqualTo(100);
    assertThat(slow.take(1_000, 3_600 * SECOND)).isEqualTo(1);
  }

  @Test
  void takesNoMoreThanIsWanted() {
    Pace pace = new Pace(100, 0);

    assertThat(pace.take(3, SECOND)).isEqualTo(3);
    assertThat(pace.take(0, SECOND)).isZero();
    assertThat(pace.take(1_000, SECOND)).isEqualTo(97);
  }

  @Test
  void keepsTheAverageWhateverTheSteps() {
    long seed = 20261125;
    Random random = new Random(seed);
    Pace pace = new Pace(7, 0);
    long now = 0;
    int taken = 0;
    while (now < 1_000 * SECOND) {
      now += random.nextInt(300_000_000);
      taken += pace.take(random.nextInt(20), now);
      assertThat(taken).as("seed %d", seed).isLessThanOrEqualTo((int) (8 + 7 * (now / SECOND + 1)));
    }
    assertThat(taken).as("seed %d", seed).isGreaterThan(6_500);
  }
}
