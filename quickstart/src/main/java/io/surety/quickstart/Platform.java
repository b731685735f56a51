package io.surety.quickstart;

import io.javalin.util.JavalinBindException;
import io.surety.embedded.EmbeddedKafka;
import io.surety.embedded.EmbeddedKafkaException;
import io.surety.quickstart.screen.Console;
import io.surety.quickstart.story.Answers;
import io.surety.quickstart.story.StopSignal;
import io.surety.rest.CommandException;
import io.surety.rest.SuretyServer;
import io.surety.schemas.avro.SubscriptionRegistration;
import io.surety.topology.StartupException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The broker and the server, in this process, and the archive: all that would be elsewhere in
 * production.
 */
final class Platform implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);

  private final EmbeddedKafka kafka;
  private final SuretyServer server;
  private final Optional<Archive> archive;

  private Platform(EmbeddedKafka kafka, SuretyServer server, Optional<Archive> archive) {
    this.kafka = kafka;
    this.server = server;
    this.archive = archive;
  }

  /**
   * Starts all, and returns when messages are processed.
   *
   * @throws CommandException if one of them cannot start
   * @throws io.surety.quickstart.story.StoppedException if the user wants this program to end
   */
  static Platform start(Options options, Console console, StopSignal stop) {
    Optional<Archive> archive = Archive.begin(options, console);
    try {
      EmbeddedKafka kafka = startBroker(options, console);
      try {
        stop.check();
        SuretyServer server = startServer(options, kafka, archive, console, stop);
        archive.ifPresent(started -> started.fill(kafka.clientConfig(), console));
        return new Platform(kafka, server, archive);
      } catch (RuntimeException e) {
        kafka.close();
        throw e;
      }
    } catch (RuntimeException e) {
      archive.ifPresent(Archive::close);
      throw e;
    }
  }

  /** Where clients find the broker. */
  Map<String, Object> kafka() {
    return kafka.clientConfig();
  }

  /** Where REST listens. */
  URI url() {
    return server.url();
  }

  /** The groups that are subscribed to a topic. */
  List<String> subscribers(String destination) {
    return server.coordinator().queries().subscriptions().stream()
        .filter(subscription -> subscription.getDestination().equals(destination))
        .map(SubscriptionRegistration::getGroup)
        .toList();
  }

  /** The database of what has finished. */
  Optional<Archive> archive() {
    return archive;
  }

  /** What the coordinator says, over REST. */
  Answers answers(StopSignal stop) {
    return new RestAnswers(server.url().resolve("/api/v1/"), stop);
  }

  /**
   * Returns when the user wants this program to end.
   *
   * @throws CommandException when there is no hope left for the coordinator
   */
  void await(StopSignal stop) {
    while (!stop.await(WATCH_INTERVAL)) {
      mustBeLive(server);
    }
  }

  @Override
  public void close() {
    // Side by side, since each may take seconds.
    CompletableFuture<Void> archived =
        CompletableFuture.runAsync(() -> archive.ifPresent(Archive::close));
    try {
      server.close();
      archived.join();
    } finally {
      kafka.close();
    }
  }

  private static EmbeddedKafka startBroker(Options options, Console console) {
    Console.Step step = console.begin("broker", "starting ...");
    try {
      EmbeddedKafka kafka =
          EmbeddedKafka.builder()
              .dataDir(options.dataDir().resolve("kafka"))
              .port(options.kafkaPort())
              .start();
      step.done("Kafka at " + kafka.bootstrapServers());
      return kafka;
    } catch (EmbeddedKafkaException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  private static SuretyServer startServer(
      Options options,
      EmbeddedKafka kafka,
      Optional<Archive> archive,
      Console console,
      StopSignal stop) {
    Console.Step step = console.begin("coordinator", "starting ...");
    SuretyServer server = startServer(options, kafka, archive);
    try {
      while (!server.isReady()) {
        stop.pause(POLL);
        mustBeLive(server);
      }
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    step.done("REST at " + server.url());
    return server;
  }

  private static void mustBeLive(SuretyServer server) {
    if (!server.isLive()) {
      throw new CommandException(
          "The coordinator has failed for good; the log file says why.",
          new IllegalStateException("the coordinator is not live"));
    }
  }

  private static SuretyServer startServer(
      Options options, EmbeddedKafka kafka, Optional<Archive> archive) {
    try {
      return SuretyServer.start(Settings.server(options, kafka.bootstrapServers(), archive));
    } catch (StartupException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    } catch (JavalinBindException e) {
      // Somebody was faster since the port was looked at.
      throw FreePort.busy("--port", options.port(), e);
    }
  }
}
