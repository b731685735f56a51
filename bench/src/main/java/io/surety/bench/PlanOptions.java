package io.surety.bench;

import io.surety.bench.trial.Plan;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options of how long what takes. */
public final class PlanOptions {
  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Load before the first window, not counted. Default: ${DEFAULT-VALUE}.")
  private double warmUp;

  @Option(
      names = "--cold",
      description =
          "Warm up a fixed rate at that rate. Without it, it is warmed up at saturation, as hours"
              + " of use would.")
  private boolean isCold;

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      defaultValue = "7",
      description = "Length of a window. Default: ${DEFAULT-VALUE}.")
  private double window;

  @Option(
      names = "--windows",
      paramLabel = "N",
      defaultValue = "3",
      description = "Windows of each run. Default: ${DEFAULT-VALUE}.")
  private int windows;

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "What is open after so long, when no more begins, is unaccounted for, and the run counts"
              + " as failed. Default: ${DEFAULT-VALUE}.")
  private double drain;

  /** Made by picocli. */
  public PlanOptions() {}

  /**
   * The plan.
   *
   * @throws IllegalArgumentException naming what is not possible
   */
  public Plan plan() {
    return new Plan(seconds(warmUp), !isCold, seconds(window), windows, seconds(drain));
  }

  /** So many seconds, which may be part of one. */
  public static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1e3));
  }
}
