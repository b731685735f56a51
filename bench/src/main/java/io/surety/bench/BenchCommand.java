package io.surety.bench;

import io.surety.bench.lab.Lab;
import io.surety.bench.load.Workload;
import io.surety.bench.report.JsonReport;
import io.surety.bench.report.RunnerFigures;
import io.surety.bench.report.TextReport;
import io.surety.bench.runner.Runner;
import io.surety.bench.runner.Runners;
import io.surety.bench.scale.IdleCommand;
import io.surety.bench.scale.PendingCommand;
import io.surety.bench.scale.RestartCommand;
import io.surety.bench.scale.TimersCommand;
import io.surety.bench.trial.Plan;
import io.surety.bench.trial.Trial;
import io.surety.bench.trial.TrialResult;
import io.surety.rest.SuretyCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code surety bench}. */
@Command(
    name = "bench",
    description = {
      "Measures what settled messages cost: prepared and acknowledged, confirmed and acknowledged,"
          + " delivered to each group, reported by it, and completed. Several runners are measured"
          + " side by side, one after the other, as often as --runs says.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {
      PendingCommand.class,
      TimersCommand.class,
      RestartCommand.class,
      IdleCommand.class,
      PartitionsCommand.class
    },
    footer = {
      "",
      "Progress goes to stderr, figures to stdout. Exit codes: 0 measured, and every message is"
          + " accounted for; 1 a run failed, and the report says why; 2 called the wrong way.",
      "bench/README.md says how each figure is made."
    })
public final class BenchCommand implements SuretyCommand {
  @Option(
      names = "--runner",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "surety",
      description =
          "What is measured; several are split by commas. floor: Kafka alone; null: Kafka Streams"
              + " with exactly-once and no state; others: --runner help. Default:"
              + " ${DEFAULT-VALUE}.")
  private List<String> runners = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs of each runner, in turns. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Mixin private WorkloadOptions workloadOptions = new WorkloadOptions();
  @Mixin private PlanOptions planOptions = new PlanOptions();
  @Mixin private LabOptions labOptions = new LabOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** For the service loader. */
  public BenchCommand() {}

  @Override
  public Integer call() {
    if (runners.equals(List.of("help"))) {
      Runners.all().forEach(runner -> output.print(runner.name() + ": " + runner.what()));
      return 0;
    }
    return output.run(this::measure);
  }

  private boolean measure() throws IOException {
    Workload workload = workloadOptions.workload();
    Plan plan = planOptions.plan();
    List<Runner> wanted = chosen(workload);
    if (runs < 1) {
      throw new IllegalArgumentException("--runs must be >= 1, was " + runs);
    }
    Map<Runner, List<TrialResult>> results = new LinkedHashMap<>();
    try (Lab lab = Lab.open(labOptions.settings())) {
      output.progress("Logs and data are in " + lab.settings().directory());
      Trial trial = new Trial(lab, workload, plan, output::progress);
      for (int run = 1; run <= runs; run++) {
        for (Runner runner : wanted) {
          results.computeIfAbsent(runner, r -> new ArrayList<>()).add(trial.run(runner, run));
        }
      }
    }
    List<RunnerFigures> figures = new ArrayList<>();
    results.forEach((runner, its) -> figures.add(new RunnerFigures(runner, its)));
    TextReport.lines(workload, figures).forEach(output::print);
    output.json(() -> JsonReport.bytes(workload, figures));
    return results.values().stream().flatMap(List::stream).allMatch(TrialResult::isGood);
  }

  private List<Runner> chosen(Workload workload) {
    List<Runner> chosen = new ArrayList<>();
    for (String name : runners) {
      Runner runner =
          Runners.named(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "no runner '" + name + "'; there are " + names()));
      Optional<String> refusal = runner.refuses(workload);
      if (refusal.isPresent()) {
        throw new IllegalArgumentException(name + " cannot do this: " + refusal.get());
      }
      chosen.add(runner);
    }
    return chosen;
  }

  private static String names() {
    return Runners.all().stream().map(Runner::name).collect(Collectors.joining(", "));
  }
}
