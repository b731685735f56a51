package io.surety.connectors.postgres;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of PostgreSQL. A shell stands between, which reads a pipe from this JVM: when that
 * closes, for whatever reason, it stops PostgreSQL. So not even {@code kill -9} of this JVM leaves
 * it behind.
 */
final class PostgresServer {
  private static final String GUARD =
      """
      exec 3<&0
      "$@" </dev/null 3<&- & server=$!
      (read -r _ <&3; kill -INT $server 2>/dev/null) & guard=$!
      trap '' INT TERM HUP
      wait $server; code=$?
      kill $guard 2>/dev/null
      exit $code
      """;

  private static final String READY = "database system is ready to accept connections";

  private final Process process;

  private PostgresServer(Process process) {
    this.process = process;
  }

  static PostgresServer start(PostgresDirectory directory, int port, List<String> options) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", GUARD, "sh"));
    command.addAll(
        directory.command(
            "postgres", "-D", directory.data().toString(), "-p", String.valueOf(port)));
    for (String option : settings(options)) {
      command.addAll(List.of("-c", option));
    }
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      PostgresServer server = new PostgresServer(builder.start());
      server.awaitReady(directory);
      return server;
    } catch (IOException e) {
      throw new PostgresException("PostgreSQL cannot be started: " + e.getMessage(), e);
    }
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  void stop() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The pipe to PostgreSQL does not close", e);
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> settings(List<String> options) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "timezone=UTC",
                "log_timezone=UTC",
                "shared_buffers=64MB",
                "max_connections=40",
                "max_wal_size=1GB"));
    settings.addAll(options);
    return settings;
  }

  private void awaitReady(PostgresDirectory directory) {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    Thread reader = new Thread(() -> copyLog(directory, ready), "postgres-log");
    reader.setDaemon(true);
    reader.start();
    try {
      ready.get(EmbeddedPostgres.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      stop();
      throw new PostgresException("PostgreSQL did not start; " + directory.log() + " says why", e);
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      throw new PostgresException("Interrupted while PostgreSQL was starting", e);
    }
  }

  private void copyLog(PostgresDirectory directory, CompletableFuture<Void> ready) {
    try (BufferedReader lines = process.inputReader();
        BufferedWriter log =
            Files.newBufferedWriter(
                directory.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.write(line);
        log.newLine();
        log.flush();
        if (line.contains(READY)) {
          ready.complete(null);
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new PostgresException("it ended at once"));
  }
}
