package io.surety.bench.scale;

import io.surety.bench.PlanOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code surety bench pending}. */
@Command(
    name = "pending",
    description = {
      "The settle rate without and with many messages that wait for something far away, and what"
          + " they cost: time to look for due timers, processor time at rest, memory.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PendingCommand implements Callable<Integer> {
  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many wait. Default: ${DEFAULT-VALUE}.")
  private long messages;

  @Option(
      names = "--kind",
      paramLabel = "prepared|scheduled",
      defaultValue = "PREPARED",
      description = "What they wait for: a decision, or their time. Default: prepared.")
  private Backlog.Kind kind = Backlog.Kind.PREPARED;

  @Option(
      names = "--rest",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long to look at a server that has them and nothing to do. Default:"
              + " ${DEFAULT-VALUE}.")
  private double rest;

  @Mixin private ScenarioOptions scenario = new ScenarioOptions();

  /** Made by picocli. */
  public PendingCommand() {}

  @Override
  public Integer call() {
    return scenario.run(
        given -> PendingScenario.run(given, kind, messages, PlanOptions.seconds(rest)));
  }
}
