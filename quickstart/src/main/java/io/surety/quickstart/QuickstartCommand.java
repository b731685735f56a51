package io.surety.quickstart;

import io.surety.quickstart.screen.Console;
import io.surety.quickstart.screen.Terminal;
import io.surety.quickstart.story.StopSignal;
import io.surety.quickstart.story.Story;
import io.surety.rest.SuretyCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety quickstart}. */
@Command(
    name = "quickstart",
    description = {
      "Starts a Kafka broker, a coordinator with its REST interface, and an archive in PostgreSQL"
          + " on this machine, tells a story of seven messages, and stays up for yours. For trying"
          + " out: one broker, no replicas, loopback only.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 ended, and all messages ended as they should; 1 they did not, or it could not"
          + " start; 2 called the wrong way.",
      "NO_COLOR=1 in the environment turns colours off. Settings of a server (SURETY_...) are"
          + " refused: this one has its own."
    })
public final class QuickstartCommand implements SuretyCommand {

  private final Map<String, String> environment;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port of the REST interface; 0 takes any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--kafka-port",
      paramLabel = "N",
      defaultValue = "9092",
      description = "Port of the broker; 0 takes any free one. Default: ${DEFAULT-VALUE}.")
  private int kafkaPort;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "data",
      description =
          "Where everything is kept, from one run to the next. Delete it to begin anew. Default:"
              + " ./${DEFAULT-VALUE}.")
  private Path dataDir = Path.of("data");

  @Option(names = "--no-demo", description = "Do not tell the story.")
  private boolean isSilent;

  @Option(
      names = "--no-archive",
      description = "Start neither PostgreSQL nor Kafka Connect, which keep what has finished.")
  private boolean isWithoutArchive;

  @Option(names = "--exit", description = "End when the story has been told.")
  private boolean isExit;

  @Spec private @Nullable CommandSpec spec;

  /** For the service loader. */
  public QuickstartCommand() {
    this(System.getenv());
  }

  QuickstartCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    mustHaveNoSettings();
    Options options = options();
    Console console = Terminal.console();
    StopSignal stop = new StopSignal();
    try (ShutdownHook hook = ShutdownHook.install(console, stop)) {
      return new Quickstart(options, console, Story.ofSevenMessages(), stop).run();
    }
  }

  /** Who locks a server must not find it open, because it was not that kind of server. */
  private void mustHaveNoSettings() {
    List<String> settings =
        environment.keySet().stream()
            .filter(io.surety.topology.config.Settings::isSettingName)
            .sorted()
            .toList();
    if (!settings.isEmpty()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "the quickstart has its own settings and would ignore these of the environment: "
              + String.join(", ", settings)
              + "; unset them, or start a server that takes them: surety server");
    }
  }

  private Options options() {
    try {
      return new Options(dataDir, port, kafkaPort, !isSilent, isExit, !isWithoutArchive);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
