package io.surety.bench.scale;

import io.surety.bench.PlanOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code surety bench idle}. */
@Command(
    name = "idle",
    description = {
      "What a server costs that has nothing to do: cores, by thread too, and the time to look for"
          + " due timers. Just after its start, later, and with messages waiting.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class IdleCommand implements Callable<Integer> {
  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many wait in the end; 0 for none. Default: ${DEFAULT-VALUE}.")
  private long messages;

  @Option(
      names = "--time",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to look, each time. Default: ${DEFAULT-VALUE}.")
  private double time;

  @Mixin private ScenarioOptions scenario = new ScenarioOptions();

  /** Made by picocli. */
  public IdleCommand() {}

  @Override
  public Integer call() {
    return scenario.run(given -> IdleScenario.run(given, messages, PlanOptions.seconds(time)));
  }
}
