package io.surety.quickstart;

import io.surety.connectors.postgres.EmbeddedPostgres;
import io.surety.connectors.tables.ArchiveTables;
import io.surety.connectors.worker.SinkSettings;
import io.surety.connectors.worker.WorkerProcess;
import io.surety.quickstart.screen.Console;
import io.surety.quickstart.story.StopSignal;
import io.surety.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A PostgreSQL in the data directory, and a Connect worker that writes what has finished into it;
 * each in a process of its own. Nothing waits for it: what it lacks it reads when it is up.
 */
final class Archive implements AutoCloseable {
  /** Where the worker's build is; set by the launcher. */
  private static final String HOME = "surety.connectors.home";

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path home;
  private final Path directory;
  private final int port;
  private final String password;
  private final CompletableFuture<EmbeddedPostgres> database;
  private Optional<WorkerProcess> worker = Optional.empty();

  private Archive(Path home, Path directory, int port) {
    this.home = home;
    this.directory = directory;
    this.port = port;
    this.password = EmbeddedPostgres.password(postgresDirectory());
    this.database = CompletableFuture.supplyAsync(this::startDatabase);
  }

  /** Begins to start the database; empty when there is none, or none is wanted. */
  static Optional<Archive> begin(Options options, Console console) {
    if (!options.isArchive()) {
      return Optional.empty();
    }
    Path home = Path.of(System.getProperty(HOME, ""));
    if (!WorkerProcess.isBuilt(home)) {
      console.line(
          "  archive      left out: its sink is Debezium's, which only a build from the sources"
              + " has");
      return Optional.empty();
    }
    return Optional.of(new Archive(home, options.dataDir().resolve("archive"), freePort()));
  }

  /** What the server needs to read it. */
  Map<String, String> settings() {
    return Map.of(
        "surety.archive.url",
        EmbeddedPostgres.jdbcUrl(port),
        "surety.archive.user",
        EmbeddedPostgres.USER,
        "surety.archive.password",
        password);
  }

  /** Starts the worker when the database is up; the topics are there. */
  void fill(Map<String, Object> kafka, Console console) {
    Console.Step step = console.begin("archive", "starting ...");
    try {
      EmbeddedPostgres postgres = database.join();
      SinkSettings sink =
          new SinkSettings(
              Topics.withDefaultPrefix().archive(),
              Topics.withDefaultPrefix().archiveDeadLetter(),
              postgres.jdbcUrl(),
              EmbeddedPostgres.USER,
              postgres.password());
      worker =
          Optional.of(WorkerProcess.start(home, directory.resolve("worker"), kafka, sink.toMap()));
      step.done("PostgreSQL at 127.0.0.1:" + port + ", Kafka Connect");
    } catch (CompletionException | UncheckedIOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      step.done("left out, since it does not start: " + cause.getMessage());
    }
  }

  /**
   * Waits until these messages are rows.
   *
   * @return whether they are; true as well if there is no archive to be in
   */
  boolean awaitRows(List<String> messageIds, Console console, StopSignal stop) {
    if (worker.isEmpty()) {
      return true;
    }
    Console.Step step = console.begin("archive", "waiting for the story ...");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long rows = rows(messageIds);
    while (rows < messageIds.size() && System.nanoTime() - deadline < 0) {
      stop.pause(POLL);
      rows = rows(messageIds);
    }
    step.done(
        "%d of %d messages are rows of message_archive in PostgreSQL"
            .formatted(rows, messageIds.size()));
    return rows == messageIds.size();
  }

  @Override
  public void close() {
    worker.ifPresent(WorkerProcess::close);
    database
        .handle((postgres, failure) -> Optional.ofNullable(postgres))
        .join()
        .ifPresent(EmbeddedPostgres::close);
  }

  private EmbeddedPostgres startDatabase() {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(postgresDirectory(), port);
    try (Connection connection = postgres.connect()) {
      ArchiveTables.install(connection);
      return postgres;
    } catch (SQLException e) {
      postgres.close();
      throw new IllegalStateException("The tables cannot be made: " + e.getMessage(), e);
    }
  }

  private long rows(List<String> messageIds) {
    try (Connection connection = database.join().connect();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT count(*) FROM message_archive WHERE message_id = ANY (?)")) {
      query.setArray(1, connection.createArrayOf("text", messageIds.toArray()));
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? found.getLong(1) : 0;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The rows cannot be counted: " + e.getMessage(), e);
    }
  }

  private Path postgresDirectory() {
    return directory.resolve("postgres");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("There is no free port for the archive's database", e);
    }
  }
}
