package io.surety.bench.scale;

import io.surety.bench.PlanOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code surety bench timers}. */
@Command(
    name = "timers",
    description = {
      "Many messages due at one instant, while others are settled: how fast they are delivered, how"
          + " late the last one is, and what that does to the others. A rebalance fails the run.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class TimersCommand implements Callable<Integer> {
  @Option(
      names = "--due",
      paramLabel = "N",
      defaultValue = "200000",
      description = "How many are due at once. Default: ${DEFAULT-VALUE}.")
  private int due;

  @Option(
      names = "--lead",
      paramLabel = "SECONDS",
      defaultValue = "40",
      description =
          "From when they begin to be written until they are due; all must be stored by then."
              + " Default: ${DEFAULT-VALUE}.")
  private double lead;

  @Mixin private ScenarioOptions scenario = new ScenarioOptions();

  /** Made by picocli. */
  public TimersCommand() {}

  @Override
  public Integer call() {
    return scenario.run(given -> TimersScenario.run(given, due, PlanOptions.seconds(lead)));
  }
}
