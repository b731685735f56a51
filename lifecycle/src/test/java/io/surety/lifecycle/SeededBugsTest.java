package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.laws.Laws;
import io.surety.lifecycle.simulation.Generator;
import io.surety.lifecycle.simulation.Simulation;
import io.surety.lifecycle.testing.Alphabet;
import io.surety.lifecycle.testing.Bags;
import io.surety.lifecycle.testing.Letter;
import io.surety.lifecycle.testing.Rules;
import io.surety.lifecycle.testing.Setting;
import io.surety.lifecycle.testing.Tell;
import io.surety.lifecycle.testing.TreeWalk;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tests are tested: each of the seeded bugs is noticed, within a bounded number of tries. */
class SeededBugsTest {

  private static final int RUNS_MAX = 200;

  /** The bags that are read within a moment. */
  private static final Set<Bags> SMALL_BAGS =
      EnumSet.of(
          Bags.CONFIRMED_THEN_CONTRADICTED,
          Bags.ROLLED_BACK_THEN_CONTRADICTED,
          Bags.REJECTED_AND_CONSUMED,
          Bags.CANCELLED,
          Bags.CANCELLED_TOO_LATE,
          Bags.RESCHEDULED,
          Bags.EXPIRED,
          Bags.ANSWERED,
          Bags.NO_SUBSCRIBER);

  @Test
  void everySeededBugIsCaught() {
    Map<SeededBug, List<String>> caught = new EnumMap<>(SeededBug.class);
    for (SeededBug bug : SeededBug.values()) {
      List<String> by = new ArrayList<>();
      bySequences(bug).or(() -> byOrders(bug)).ifPresent(by::add);
      bySimulation(bug).ifPresent(by::add);
      if (!by.isEmpty()) {
        caught.put(bug, by);
      }
      Tell.how("seeded bug %s: %s", bug, by.isEmpty() ? "NOT CAUGHT" : String.join("; ", by));
    }
    Tell.how("seeded bugs: %d caught of %d planted", caught.size(), SeededBug.values().length);
    assertThat(caught).containsOnlyKeys(SeededBug.values());
  }

  @Test
  void theRightRulesPassTheSameTries() {
    assertThat(bySequences(null)).isEmpty();
    assertThat(byOrders(null)).isEmpty();
    assertThat(bySimulation(null)).isEmpty();
  }

  private static Optional<String> bySequences(SeededBug bug) {
    Setting setting = Setting.of("billing", "stock");
    return walk(bug, setting, Alphabet.classic(), 4)
        .or(() -> walk(bug, setting, Alphabet.scheduled(), 4))
        .or(() -> walk(bug, setting, Alphabet.deadLetters(), 4))
        .or(() -> walk(bug, setting.withConsumeCheck(), Alphabet.deadLetters(), 3))
        .or(() -> walk(bug, setting, Alphabet.everything(), 3));
  }

  private static Optional<String> walk(
      SeededBug bug, Setting setting, List<Letter> letters, int depth) {
    try {
      new TreeWalk(rules(bug, setting), Laws.under(setting), letters).walk(depth);
      return Optional.empty();
    } catch (AssertionError wrong) {
      return Optional.of("sequences (" + kind(wrong.getMessage()) + ")");
    }
  }

  private static Optional<String> byOrders(SeededBug bug) {
    for (Bags bags : SMALL_BAGS) {
      try {
        Set<?> outcomes =
            bags.bag().outcomes(rules(bug, bags.setting()), Laws.under(bags.setting())).keySet();
        if (!outcomes.equals(Set.of(bags.expected()))) {
          return Optional.of("orders (" + bags + ")");
        }
      } catch (AssertionError | RuntimeException wrong) {
        return Optional.of("orders (" + kind(wrong.getMessage()) + ")");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> bySimulation(SeededBug bug) {
    Simulation simulation = new Simulation(setting -> rules(bug, setting));
    for (int seed = 1; seed <= RUNS_MAX; seed++) {
      Generator.Run run = Generator.run(seed);
      Optional<String> failure = simulation.failure(run.terms(), run.moves());
      if (failure.isPresent()) {
        return Optional.of("simulation (seed " + seed + ", " + kind(failure.get()) + ")");
      }
    }
    return Optional.empty();
  }

  private static Rules rules(SeededBug bug, Setting setting) {
    return bug == null ? setting.rules() : bug.in(setting.rules());
  }

  private static String kind(String failure) {
    int end = failure.indexOf(':');
    return end < 0 ? failure.lines().findFirst().orElse("") : failure.substring(0, end);
  }
}
