package io.surety.bench.scale;

import io.surety.bench.LabOptions;
import io.surety.bench.OutputOptions;
import io.surety.bench.PlanOptions;
import io.surety.bench.lab.Lab;
import io.surety.bench.load.Workload;
import io.surety.bench.report.JsonReport;
import io.surety.bench.report.TextReport;
import io.surety.bench.trial.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** What every scenario is told, and how it is run. */
final class ScenarioOptions {
  @Mixin private ScaleOptions scale = new ScaleOptions();
  @Mixin private PlanOptions planOptions = new PlanOptions();
  @Mixin private LabOptions labOptions = new LabOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** Made by picocli. */
  ScenarioOptions() {}

  /** Runs a scenario and reports; the exit code. */
  int run(Function<Scene.Given, Report> scenario) {
    return output.run(
        () -> {
          Workload workload = scale.workload();
          Plan plan = planOptions.plan();
          Report report;
          try (Lab lab = Lab.open(labOptions.settings())) {
            output.progress("Logs and data are in " + lab.settings().directory());
            report = scenario.apply(new Scene.Given(lab, workload, plan, output::progress));
          }
          output.print(TextReport.describe(workload));
          report.lines().forEach(output::print);
          Map<String, Object> all = new LinkedHashMap<>();
          all.put("machine", JsonReport.machine());
          all.putAll(report.figures());
          output.json(() -> JsonReport.bytes(all));
          return report.isGood();
        });
  }
}
