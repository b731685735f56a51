package io.surety.bench.scale;

import io.surety.bench.load.Workload;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The load of a scenario: at saturation, to one group. */
final class ScaleOptions {
  @Option(
      names = "--open",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Messages of the load open at a time. Default: ${DEFAULT-VALUE}.")
  private int open;

  @Option(
      names = "--payload-size",
      paramLabel = "BYTES",
      defaultValue = "256",
      description = "Size of a payload. Default: ${DEFAULT-VALUE}.")
  private int payloadSize;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of each topic. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  /** Made by picocli. */
  ScaleOptions() {}

  /**
   * The load.
   *
   * @throws IllegalArgumentException naming what is not possible
   */
  Workload workload() {
    return new Workload(0, open, payloadSize, 1, partitions, 0, 0, 0, Duration.ofMillis(5));
  }
}
