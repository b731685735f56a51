package io.surety.bench;

import io.surety.bench.lab.Lab;
import io.surety.bench.load.Workload;
import io.surety.bench.report.JsonReport;
import io.surety.bench.report.RunnerFigures;
import io.surety.bench.report.TextReport;
import io.surety.bench.runner.SuretyRunner;
import io.surety.bench.trial.Plan;
import io.surety.bench.trial.Trial;
import io.surety.bench.trial.TrialResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code surety bench partitions}. */
@Command(
    name = "partitions",
    description = {
      "Measures Surety with several numbers of partitions, by one server and by several that share"
          + " them, one after the other.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PartitionsCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "N",
      split = ",",
      defaultValue = "1,4,12",
      description = "Numbers of partitions, split by commas. Default: ${DEFAULT-VALUE}.")
  private List<Integer> partitions = List.of();

  @Option(
      names = "--instances",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2",
      description =
          "Numbers of servers, split by commas. They share this machine. Default:"
              + " ${DEFAULT-VALUE}.")
  private List<Integer> instances = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs of each, in turns. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Mixin private WorkloadOptions workloadOptions = new WorkloadOptions();
  @Mixin private PlanOptions planOptions = new PlanOptions();
  @Mixin private LabOptions labOptions = new LabOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** Made by picocli. */
  public PartitionsCommand() {}

  @Override
  public Integer call() {
    return output.run(this::measure);
  }

  private boolean measure() throws IOException {
    Workload workload = workloadOptions.workload();
    Plan plan = planOptions.plan();
    Map<SuretyRunner, Workload> wanted = new LinkedHashMap<>();
    for (int servers : instances) {
      for (int number : partitions) {
        String name = number + "-partitions-" + servers + (servers == 1 ? "-server" : "-servers");
        wanted.put(new SuretyRunner(name, servers), workload.withPartitions(number));
      }
    }
    Map<SuretyRunner, List<TrialResult>> results = new LinkedHashMap<>();
    try (Lab lab = Lab.open(labOptions.settings())) {
      output.progress("Logs and data are in " + lab.settings().directory());
      for (int run = 1; run <= runs; run++) {
        for (Map.Entry<SuretyRunner, Workload> one : wanted.entrySet()) {
          Trial trial = new Trial(lab, one.getValue(), plan, output::progress);
          results
              .computeIfAbsent(one.getKey(), runner -> new ArrayList<>())
              .add(trial.run(one.getKey(), run));
        }
      }
    }
    List<RunnerFigures> figures = new ArrayList<>();
    results.forEach((runner, its) -> figures.add(new RunnerFigures(runner, its)));
    String others = "Each with its own number of partitions; otherwise: ";
    TextReport.lines(others + TextReport.describe(workload), figures).forEach(output::print);
    output.json(() -> JsonReport.bytes(workload, figures));
    return results.values().stream().flatMap(List::stream).allMatch(TrialResult::isGood);
  }
}
