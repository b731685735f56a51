package io.surety.rest;

import io.javalin.util.JavalinBindException;
import io.surety.topology.StartupException;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code surety server}: runs until it is told to end. */
@Command(
    name = "server",
    description = "Runs a coordinator and its REST interface for a Kafka cluster.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionLine.class,
    footer = {
      "%nSettings come from the file, then from the environment (SURETY_BOOTSTRAP_SERVERS), then"
          + " from -o; a later one wins. docs/configuration.md has all of them.",
      "%nCtrl-C or SIGTERM ends it cleanly, within ten seconds."
    })
public final class ServerCommand implements SuretyCommand {
  private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Properties file.")
  private @Nullable Path file;

  @Option(
      names = {"-o", "--option"},
      paramLabel = "KEY=VALUE",
      description = "A setting that wins over the others; can be repeated.")
  private Map<String, String> options = new LinkedHashMap<>();

  /** Made by picocli. */
  public ServerCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Settings settings =
        Settings.read(Optional.ofNullable(file), System.getenv(), options, SuretyServer.GROUPS);
    settings.warnings().forEach(warning -> err().println("Warning: " + warning));
    say("Surety " + Version.number());
    say("Kafka  " + String.join(",", CoordinatorConfig.of(settings).bootstrapServers()));
    try (SuretyServer server = start(settings)) {
      say("REST   " + server.url());
      CountDownLatch ending = new CountDownLatch(1);
      Thread onSignal =
          new Thread(
              () -> {
                ending.countDown();
                server.close();
              },
              "surety-shutdown");
      Runtime.getRuntime().addShutdownHook(onSignal);
      return watch(server, ending);
    }
  }

  /** Until a signal ends the process, or the coordinator will not recover. */
  private int watch(SuretyServer server, CountDownLatch ending) throws InterruptedException {
    boolean wasReady = false;
    while (!ending.await(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
      if (!wasReady && server.isReady()) {
        wasReady = true;
        say("READY");
      }
      if (!server.isLive()) {
        err().println("The coordinator has failed for good; the log above says why.");
        return ExitCode.SOFTWARE;
      }
    }
    return ExitCode.OK;
  }

  private static SuretyServer start(Settings settings) {
    try {
      return SuretyServer.start(settings);
    } catch (StartupException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    } catch (JavalinBindException e) {
      throw new CommandException(
          "REST cannot listen at "
              + settings.get(RestConfig.HOST)
              + ":"
              + settings.get(RestConfig.PORT)
              + "; set surety.rest.port to a free port, or to 0 for any",
          e);
    }
  }

  private void say(String line) {
    PrintWriter out = commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private PrintWriter err() {
    return commandLine().getErr();
  }

  private CommandLine commandLine() {
    CommandSpec present = spec;
    if (present == null) {
      throw new IllegalStateException("run by picocli only");
    }
    return present.commandLine();
  }
}
