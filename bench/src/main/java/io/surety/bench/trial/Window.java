package io.surety.bench.trial;

import io.surety.bench.load.Measure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was counted while the load went on.
 *
 * @param time how long
 * @param begun messages begun
 * @param settled messages settled
 * @param rolledBack messages rolled back
 * @param openAtStart messages open when it began
 * @param openAtEnd messages open when it ended
 * @param openSlope by how many a second those that were open grew: the slope of the line through a
 *     look every 100 ms
 * @param uses what each process used
 * @param foreignCores cores that were busy with anything else on the machine
 * @param latencies in µs
 */
public record Window(
    Duration time,
    long begun,
    long settled,
    long rolledBack,
    long openAtStart,
    long openAtEnd,
    double openSlope,
    List<Use> uses,
    double foreignCores,
    Map<Measure, Histogram> latencies) {
  public Window {
    uses = List.copyOf(uses);
    latencies = Map.copyOf(latencies);
  }

  /** Messages settled a second. */
  public double settledPerSecond() {
    return settled * 1e9 / time.toNanos();
  }

  /** Messages ended a second, those that were rolled back included. */
  public double endedPerSecond() {
    return (settled + rolledBack) * 1e9 / time.toNanos();
  }

  /** Processor time of a process for each settled message, µs; NaN if none was settled. */
  public double cpuMicros(Use use) {
    return use.cpu().toNanos() / 1e3 / settled;
  }
}
