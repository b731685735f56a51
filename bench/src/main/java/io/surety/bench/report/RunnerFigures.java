package io.surety.bench.report;

import io.surety.bench.load.Measure;
import io.surety.bench.runner.Runner;
import io.surety.bench.trial.TrialResult;
import io.surety.bench.trial.Use;
import io.surety.bench.trial.Window;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** All windows of all runs of one runner, put together. */
public final class RunnerFigures {
  private final Runner runner;
  private final List<TrialResult> results;
  private final List<Window> windows = new ArrayList<>();

  /** Of at least one run. */
  public RunnerFigures(Runner runner, List<TrialResult> results) {
    this.runner = runner;
    this.results = List.copyOf(results);
    results.forEach(result -> windows.addAll(result.windows()));
  }

  /** Whose they are. */
  public Runner runner() {
    return runner;
  }

  /** The runs. */
  public List<TrialResult> results() {
    return results;
  }

  /** Messages settled a second, by window. */
  public Spread settledPerSecond() {
    return spread(Window::settledPerSecond);
  }

  /** Cores that others used, by window. */
  public Spread foreignCores() {
    return spread(Window::foreignCores);
  }

  /** The processes, in the order of the report. */
  public List<String> processes() {
    Set<String> names = new LinkedHashSet<>();
    windows.forEach(window -> window.uses().forEach(use -> names.add(use.process())));
    return List.copyOf(names);
  }

  /** Processor time of a process for each settled message, µs; empty when nothing was settled. */
  public Optional<Spread> cpuMicros(String process) {
    List<Double> values = new ArrayList<>();
    for (Window window : windows) {
      for (Use use : window.uses()) {
        if (use.process().equals(process) && window.settled() > 0) {
          values.add(window.cpuMicros(use));
        }
      }
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
  }

  /** Processor time of all processes for each settled message, µs. */
  public Optional<Spread> cpuMicros() {
    List<Double> values =
        windows.stream()
            .filter(window -> window.settled() > 0)
            .map(window -> window.uses().stream().mapToDouble(window::cpuMicros).sum())
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
  }

  /** The most memory of a process in any window, bytes. */
  public long peakRss(String process) {
    return windows.stream()
        .flatMap(window -> window.uses().stream())
        .filter(use -> use.process().equals(process))
        .mapToLong(Use::peakRss)
        .max()
        .orElse(0);
  }

  /** Times of all windows, µs. */
  public Histogram latency(Measure measure) {
    Histogram all = new Histogram(3);
    windows.forEach(window -> all.add(of(window, measure)));
    return all;
  }

  /** A percentile by window, ms; empty when nothing was measured. */
  public Optional<Spread> percentile(Measure measure, double percentile) {
    List<Double> values =
        windows.stream()
            .map(window -> of(window, measure))
            .filter(histogram -> histogram.getTotalCount() > 0)
            .map(histogram -> histogram.getValueAtPercentile(percentile) / 1e3)
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
  }

  private static Histogram of(Window window, Measure measure) {
    Map<Measure, Histogram> all = window.latencies();
    return all.getOrDefault(measure, new Histogram(3));
  }

  private Spread spread(ToDoubleFunction<Window> figure) {
    return Spread.of(windows.stream().map(figure::applyAsDouble).toList());
  }
}
