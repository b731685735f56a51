package io.surety.bench.scale;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code surety bench restart}. */
@Command(
    name = "restart",
    description = {
      "Kills a server with many live messages (kill -9), and measures how long until every"
          + " partition makes progress again: by the same server, started at once, or by another"
          + " one.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class RestartCommand implements Callable<Integer> {
  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Live messages. Default: ${DEFAULT-VALUE}.")
  private long messages;

  @Option(
      names = "--standby",
      description =
          "Two servers with copies of each other's state; the killed one does not come back.")
  private boolean isWithStandby;

  @Mixin private ScenarioOptions scenario = new ScenarioOptions();

  /** Made by picocli. */
  public RestartCommand() {}

  @Override
  public Integer call() {
    return scenario.run(given -> RestartScenario.run(given, messages, isWithStandby));
  }
}
