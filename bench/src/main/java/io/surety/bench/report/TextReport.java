package io.surety.bench.report;

import io.surety.bench.load.Measure;
import io.surety.bench.load.Workload;
import io.surety.bench.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The figures of a comparison as lines of text. */
public final class TextReport {
  private TextReport() {}

  /** All of it. */
  public static List<String> lines(Workload workload, List<RunnerFigures> all) {
    return lines(describe(workload), all);
  }

  /** All of it, of workloads that differ from runner to runner. */
  public static List<String> lines(String workload, List<RunnerFigures> all) {
    List<String> lines = new ArrayList<>();
    lines.add(workload);
    lines.add("Median of the windows of all runs, and the least and the most of them.");
    lines.add("");
    lines.addAll(rates(all));
    lines.add("");
    lines.addAll(processes(all));
    lines.add("");
    lines.addAll(latencies(all));
    lines.add("");
    lines.addAll(runs(all));
    for (RunnerFigures figures : all) {
      lines.add("");
      lines.add(figures.runner().name() + ": " + figures.runner().what() + ".");
      figures.runner().doesNot().forEach(line -> lines.add("  - " + line));
    }
    return lines;
  }

  /** The workload in a line. */
  public static String describe(Workload workload) {
    String text =
        workload.isSaturation()
            ? format("Saturation, at most %,d open", workload.openMax())
            : format("%,d/s", workload.rate());
    text +=
        format(
            "; %,d B; %d group%s; %d partition%s; linger %d ms",
            workload.payloadBytes(),
            workload.groups(),
            workload.groups() == 1 ? "" : "s",
            workload.partitions(),
            workload.partitions() == 1 ? "" : "s",
            workload.linger().toMillis());
    if (workload.rollBackPercent() > 0) {
      text += format("; %d %% rolled back", workload.rollBackPercent());
    }
    if (workload.lostConfirmPercent() > 0) {
      text += format("; %d %% of the confirms lost", workload.lostConfirmPercent());
    }
    if (workload.failingPercent() > 0) {
      text += format("; %d %% of the consumptions fail once", workload.failingPercent());
    }
    return text + ".";
  }

  private static List<String> rates(List<RunnerFigures> all) {
    double first = all.get(0).settledPerSecond().median();
    Table table =
        new Table()
            .row("runner", "settled/s", "of " + all.get(0).runner().name(), "cores of others");
    for (RunnerFigures figures : all) {
      table.row(
          figures.runner().name(),
          figures.settledPerSecond().text(0),
          format("%.2f", figures.settledPerSecond().median() / first),
          figures.foreignCores().text(2));
    }
    return table.lines();
  }

  private static List<String> processes(List<RunnerFigures> all) {
    Table table = new Table().row("process", "CPU µs per settled", "peak RSS MB");
    for (RunnerFigures figures : all) {
      for (String process : figures.processes()) {
        table.row(
            figures.runner().name() + " " + process,
            figures.cpuMicros(process).map(spread -> spread.text(1)).orElse("-"),
            format("%,d", figures.peakRss(process) >> 20));
      }
      table.row(
          figures.runner().name() + " together",
          figures.cpuMicros().map(spread -> spread.text(1)).orElse("-"),
          "");
    }
    return table.lines();
  }

  private static List<String> latencies(List<RunnerFigures> all) {
    Table table = new Table().row("time, ms", "p50", "p99", "p99.9", "max", "count");
    for (RunnerFigures figures : all) {
      for (Measure measure : Measure.values()) {
        Histogram histogram = figures.latency(measure);
        if (histogram.getTotalCount() > 0) {
          table.row(
              figures.runner().name() + " " + measure.text(),
              percentile(figures, measure, 50),
              percentile(figures, measure, 99),
              format("%.1f", histogram.getValueAtPercentile(99.9) / 1e3),
              format("%.1f", histogram.getMaxValue() / 1e3),
              format("%,d", histogram.getTotalCount()));
        }
      }
    }
    return table.lines();
  }

  private static String percentile(RunnerFigures figures, Measure measure, double percentile) {
    return figures.percentile(measure, percentile).map(spread -> spread.text(1)).orElse("-");
  }

  private static List<String> runs(List<RunnerFigures> all) {
    List<String> lines = new ArrayList<>();
    for (RunnerFigures figures : all) {
      for (TrialResult result : figures.results()) {
        lines.add(
            format(
                "%s run %d: %s; %,d begun, %,d settled, %,d rolled back; %,d deliveries, %,d"
                    + " duplicates, %,d of rolled-back ones; drained in %.1f s",
                result.runner(),
                result.run(),
                result.isGood() ? "good" : "FAILED",
                result.begun(),
                result.settled(),
                result.rolledBack(),
                result.deliveries(),
                result.duplicates(),
                result.violations(),
                result.drain().toMillis() / 1e3));
        result.faults().forEach(fault -> lines.add("  FAILED: " + fault));
      }
    }
    return lines;
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
