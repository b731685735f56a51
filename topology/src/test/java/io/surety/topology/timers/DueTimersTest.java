package io.surety.topology.timers;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DueTimersTest {
  private final DueTimers timers = new DueTimers();

  @Test
  void knowsNothingAtFirst() {
    assertThat(timers.first()).isEqualTo(Message.NEVER);
    assertThat(timers.poll(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void givesWhatIsDueInTheOrderOfTime() {
    timers.set("late", 30);
    timers.set("soon", 10);
    timers.set("next", 20);

    assertThat(timers.first()).isEqualTo(10);
    assertThat(timers.poll(20)).contains("soon");
    assertThat(timers.poll(20)).contains("next");
    assertThat(timers.poll(20)).isEmpty();
    assertThat(timers.first()).isEqualTo(30);
  }

  @Test
  void aMessageIsDueOnceAndAtItsLatestWord() {
    timers.set("m", 10);
    timers.set("m", 50);
    timers.set("m", 20);
    timers.set("m", 30);

    assertThat(timers.size()).isEqualTo(1);
    assertThat(timers.first()).isEqualTo(30);
    assertThat(timers.poll(29)).isEmpty();
    assertThat(timers.poll(30)).contains("m");
    assertThat(timers.poll(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void neverEndsTheTimer() {
    timers.set("m", 10);

    timers.set("m", Message.NEVER);

    assertThat(timers.size()).isZero();
    assertThat(timers.poll(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void doesWhatASortedMapWouldDo() {
    for (long seed = 1; seed <= 30; seed++) {
      new Comparison(seed).run(5_000);
    }
  }

  /** The same random operations on the timers and on a map that is searched from end to end. */
  private static final class Comparison {
    private final long seed;
    private final Random random;
    private final DueTimers timers = new DueTimers();
    private final Map<String, Long> model = new HashMap<>();

    Comparison(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run(int operations) {
      for (int i = 0; i < operations; i++) {
        operate();
        assertThat(timers.first()).as("seed %d, step %d", seed, i).isEqualTo(modelFirst());
        assertThat(timers.size()).as("seed %d, step %d", seed, i).isEqualTo(model.size());
      }
      drain();
    }

    private void operate() {
      String id = "m" + random.nextInt(1_500);
      switch (random.nextInt(6)) {
        case 0 -> {
          timers.remove(id);
          model.remove(id);
        }
        case 1 -> poll(random.nextInt(10_000));
        default -> {
          long due = random.nextInt(10_000);
          timers.set(id, due);
          model.put(id, due);
        }
      }
    }

    private void poll(long limit) {
      long first = modelFirst();
      Optional<String> polled = timers.poll(limit);
      if (first > limit) {
        assertThat(polled).as("seed %d", seed).isEmpty();
      } else {
        assertThat(model.remove(polled.orElseThrow())).as("seed %d", seed).isEqualTo(first);
      }
    }

    private void drain() {
      List<Long> times = new ArrayList<>();
      Optional<String> next = timers.poll(Long.MAX_VALUE);
      while (next.isPresent()) {
        times.add(model.remove(next.get()));
        next = timers.poll(Long.MAX_VALUE);
      }
      assertThat(times).as("seed %d", seed).isSorted();
      assertThat(model).as("seed %d", seed).isEmpty();
    }

    private long modelFirst() {
      return model.values().stream().mapToLong(due -> due).min().orElse(Message.NEVER);
    }
  }
}
