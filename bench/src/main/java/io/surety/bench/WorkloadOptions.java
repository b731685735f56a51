package io.surety.bench;

import io.surety.bench.load.Workload;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options of what is asked of whatever is measured. */
final class WorkloadOptions {
  @Option(
      names = "--rate",
      paramLabel = "N|saturation",
      defaultValue = "saturation",
      description =
          "Messages begun a second, whatever becomes of those before; or as many as go. Default:"
              + " ${DEFAULT-VALUE}.")
  private String rate = "saturation";

  @Option(
      names = "--open",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Messages open at a time at saturation. Default: ${DEFAULT-VALUE}.")
  private int open;

  @Option(
      names = "--payload-size",
      paramLabel = "BYTES",
      defaultValue = "256",
      description = "Size of a payload. Default: ${DEFAULT-VALUE}.")
  private int payloadSize;

  @Option(
      names = "--groups",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Consumer groups, each of which consumes each message. Default: ${DEFAULT-VALUE}.")
  private int groups;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of each topic. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--rollbacks",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description = "Share of messages that are rolled back. Default: ${DEFAULT-VALUE}.")
  private int rollbacks;

  @Option(
      names = "--lost-confirms",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description =
          "Share of messages whose producer says nothing until it is asked, after a second."
              + " Default: ${DEFAULT-VALUE}.")
  private int lostConfirms;

  @Option(
      names = "--failing",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description =
          "Share of consumptions that fail the first time; they come again after 100 ms. Default:"
              + " ${DEFAULT-VALUE}.")
  private int failing;

  @Option(
      names = "--linger",
      paramLabel = "MS",
      defaultValue = "5",
      description =
          "How long a record of the load may wait for company, before it is sent. 0 for latency at"
              + " low rates. Default: ${DEFAULT-VALUE}.")
  private long linger;

  /** Made by picocli. */
  WorkloadOptions() {}

  /**
   * The workload.
   *
   * @throws IllegalArgumentException naming what is not possible
   */
  Workload workload() {
    return new Workload(
        rate(),
        open,
        payloadSize,
        groups,
        partitions,
        rollbacks,
        lostConfirms,
        failing,
        Duration.ofMillis(linger));
  }

  private int rate() {
    if (rate.equals("saturation")) {
      return 0;
    }
    try {
      int number = Integer.parseInt(rate.replace("_", ""));
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "--rate must be a number of messages a second, or 'saturation', was '" + rate + "'");
  }
}
