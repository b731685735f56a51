package io.surety.topology.counts;

import static io.surety.lifecycle.Message.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AgesTest {
  private final Ages ages = new Ages();

  @Test
  void knowsTheOldestToASecond() {
    ages.add(7_999);
    ages.add(3_200);
    ages.add(3_900);

    assertThat(ages.count()).isEqualTo(3);
    assertThat(ages.oldest()).isEqualTo(3_000);

    ages.remove(3_200);
    assertThat(ages.oldest()).isEqualTo(3_000);

    ages.remove(3_900);
    assertThat(ages.oldest()).isEqualTo(7_000);

    ages.remove(7_999);
    assertThat(ages.count()).isZero();
    assertThat(ages.oldest()).isEqualTo(NEVER);
  }

  @Test
  void isTheSameAsLookingAtAllOfThem() {
    long seed = 20_261_125;
    Random random = new Random(seed);
    List<Long> all = new ArrayList<>();
    for (int step = 0; step < 20_000; step++) {
      if (all.isEmpty() || random.nextInt(100) < 52) {
        long since = random.nextInt(60_000);
        all.add(since);
        ages.add(since);
      } else {
        ages.remove(all.remove(random.nextInt(all.size())));
      }

      long oldest = all.stream().mapToLong(since -> since / 1_000 * 1_000).min().orElse(NEVER);
      assertThat(ages.oldest()).as("seed %s step %s", seed, step).isEqualTo(oldest);
      assertThat(ages.count()).isEqualTo(all.size());
    }
  }
}
