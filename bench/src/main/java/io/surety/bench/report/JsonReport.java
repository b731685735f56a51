package io.surety.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.surety.bench.load.Measure;
import io.surety.bench.load.Workload;
import io.surety.bench.trial.TrialResult;
import io.surety.bench.trial.Use;
import io.surety.bench.trial.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The figures of a comparison as JSON: every window, and what it was measured on. */
public final class JsonReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  /** All of it. */
  public static byte[] bytes(Workload workload, List<RunnerFigures> all) throws IOException {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("machine", machine());
    report.put("workload", workload(workload));
    List<Object> runners = new ArrayList<>();
    for (RunnerFigures figures : all) {
      Map<String, Object> runner = new LinkedHashMap<>();
      runner.put("name", figures.runner().name());
      runner.put("what", figures.runner().what());
      runner.put("doesNot", figures.runner().doesNot());
      runner.put("settledPerSecond", figures.settledPerSecond());
      runner.put("runs", figures.results().stream().map(JsonReport::run).toList());
      runners.add(runner);
    }
    report.put("runners", runners);
    return bytes(report);
  }

  /** Maps, lists, records, texts and numbers as JSON. */
  public static byte[] bytes(Object report) throws IOException {
    return JSON.writeValueAsBytes(report);
  }

  /** What it was measured on. */
  public static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("cores", Runtime.getRuntime().availableProcessors());
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("java", System.getProperty("java.vm.version"));
    return machine;
  }

  private static Map<String, Object> workload(Workload workload) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rate", workload.isSaturation() ? "saturation" : workload.rate());
    map.put("openMax", workload.openMax());
    map.put("payloadBytes", workload.payloadBytes());
    map.put("groups", workload.groups());
    map.put("partitions", workload.partitions());
    map.put("rollBackPercent", workload.rollBackPercent());
    map.put("lostConfirmPercent", workload.lostConfirmPercent());
    map.put("failingPercent", workload.failingPercent());
    map.put("lingerMs", workload.linger().toMillis());
    return map;
  }

  private static Map<String, Object> run(TrialResult result) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", result.run());
    map.put("good", result.isGood());
    map.put("faults", result.faults());
    map.put("begun", result.begun());
    map.put("settled", result.settled());
    map.put("rolledBack", result.rolledBack());
    map.put("deliveries", result.deliveries());
    map.put("duplicates", result.duplicates());
    map.put("violations", result.violations());
    map.put("drainMs", result.drain().toMillis());
    map.put("windows", result.windows().stream().map(JsonReport::window).toList());
    return map;
  }

  private static Map<String, Object> window(Window window) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("ms", window.time().toMillis());
    map.put("begun", window.begun());
    map.put("settled", window.settled());
    map.put("rolledBack", window.rolledBack());
    map.put("settledPerSecond", window.settledPerSecond());
    map.put("openAtStart", window.openAtStart());
    map.put("openAtEnd", window.openAtEnd());
    map.put("openPerSecond", window.openSlope());
    map.put("foreignCores", window.foreignCores());
    List<Object> uses = new ArrayList<>();
    for (Use use : window.uses()) {
      Map<String, Object> process = new LinkedHashMap<>();
      process.put("process", use.process());
      process.put("cpuSeconds", use.cpu().toMillis() / 1e3);
      process.put("peakRssBytes", use.peakRss());
      uses.add(process);
    }
    map.put("processes", uses);
    Map<String, Object> latencies = new LinkedHashMap<>();
    for (Measure measure : Measure.values()) {
      Histogram histogram = window.latencies().get(measure);
      if (histogram != null && histogram.getTotalCount() > 0) {
        latencies.put(measure.name().toLowerCase(Locale.ROOT), latency(histogram));
      }
    }
    map.put("latenciesMicros", latencies);
    return map;
  }

  private static Map<String, Object> latency(Histogram histogram) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("count", histogram.getTotalCount());
    map.put("p50", histogram.getValueAtPercentile(50));
    map.put("p90", histogram.getValueAtPercentile(90));
    map.put("p99", histogram.getValueAtPercentile(99));
    map.put("p999", histogram.getValueAtPercentile(99.9));
    map.put("max", histogram.getMaxValue());
    return map;
  }
}
