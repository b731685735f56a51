package io.surety.cli.message;

import io.surety.cli.DurationConverter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether to wait for a message; to be mixed in. */
public final class WaitOptions {
  /** What to wait for. */
  public enum Goal {
    /** Every group has consumed it. */
    COMPLETED,
    /** One group has. */
    CONSUMED
  }

  @Option(
      names = "--wait",
      paramLabel = "GOAL",
      description =
          "Wait until it is 'completed' (every group has consumed it) or 'consumed' (one has, or"
              + " that of --group). Another end is exit code 1, none in time 5.")
  private @Nullable Goal goal;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "With --wait consumed: which consumer group.")
  private @Nullable String group;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "How long --wait waits. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofSeconds(60);

  /** Made by picocli. */
  public WaitOptions() {}

  /** Nothing is waited for. */
  static WaitOptions none() {
    return new WaitOptions();
  }

  boolean isAsked() {
    return goal != null;
  }

  boolean isConsumedEnough() {
    return goal == Goal.CONSUMED;
  }

  Optional<String> group() {
    return Optional.ofNullable(group);
  }

  Duration timeout() {
    return timeout;
  }
}
