package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.fail;

import io.surety.lifecycle.simulation.Generator;
import io.surety.lifecycle.simulation.Move;
import io.surety.lifecycle.simulation.Shrinker;
import io.surety.lifecycle.simulation.Simulation;
import io.surety.lifecycle.testing.Setting;
import io.surety.lifecycle.testing.Tell;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The rules and the promise agree, whatever is lost, repeated, out of order, away, or killed. */
class SimulationTest {

  private static final int RUNS = Integer.getInteger("surety.simulation.runs", 20_000);
  private static final long FIRST_SEED = Long.getLong("surety.simulation.seed", 1);

  @Test
  void everyRunKeepsThePromise() {
    long start = System.nanoTime();
    Simulation simulation = new Simulation(Setting::rules);
    AtomicLong moves = new AtomicLong();

    OptionalLong failing =
        LongStream.range(FIRST_SEED, FIRST_SEED + RUNS)
            .parallel()
            .filter(
                seed -> {
                  Generator.Run run = Generator.run(seed);
                  moves.addAndGet(run.moves().size());
                  return simulation.failure(run.terms(), run.moves()).isPresent();
                })
            .findFirst();

    failing.ifPresent(seed -> fail(explain(simulation, seed)));
    Tell.how(
        "simulation: %,d runs from seed %d, %,d moves, in %.1f s",
        RUNS, FIRST_SEED, moves.get(), Tell.secondsSince(start));
  }

  /** The seed, the smallest run that fails like it, and how. */
  private static String explain(Simulation simulation, long seed) {
    Generator.Run run = Generator.run(seed);
    String failure = simulation.failure(run.terms(), run.moves()).orElseThrow();
    String kind = kind(failure);
    List<Move> smallest =
        Shrinker.shrink(
            run.moves(),
            moves ->
                simulation
                    .failure(run.terms(), moves)
                    .filter(f -> kind(f).equals(kind))
                    .isPresent());
    StringBuilder text = new StringBuilder();
    text.append("seed ").append(seed).append(" fails (-Dsurety.simulation.seed=").append(seed);
    text.append("), under ").append(run.terms()).append(":\n");
    smallest.forEach(move -> text.append("  ").append(move).append('\n'));
    text.append(simulation.failure(run.terms(), smallest).orElse(failure));
    return text.toString();
  }

  private static String kind(String failure) {
    int end = failure.indexOf(':');
    return end < 0 ? failure : failure.substring(0, end);
  }
}
