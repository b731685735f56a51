package io.surety.acceptance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A coordinator in a process of its own. Closing it kills it. */
public final class CoordinatorProcess implements AutoCloseable {
  private final ChildJvm process;

  private CoordinatorProcess(ChildJvm process) {
    this.process = process;
  }

  static CoordinatorProcess start(
      Path directory, String instance, List<String> jvm, Map<String, String> settings) {
    Path file = directory.resolve(instance + ".properties");
    try {
      Files.createDirectories(directory);
      Properties properties = new Properties();
      properties.putAll(settings);
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ChildJvm process =
        ChildJvm.start(
            directory.resolve(instance + ".log"), jvm, CoordinatorMain.class, file.toString());
    try {
      process.awaitReady();
    } catch (AssertionError e) {
      process.close();
      throw e;
    }
    return new CoordinatorProcess(process);
  }

  /** Everything that is known of a message, as text. */
  public String message(String id) {
    return process.ask("message " + id);
  }

  /** The status of a message. */
  public String status(String id) {
    return process.ask("status " + id);
  }

  /** How many partitions are active here. */
  public int partitions() {
    return Integer.parseInt(process.ask("partitions"));
  }

  /** Returns when everything that is in the log now has been processed, if this owns all of it. */
  public void awaitCaughtUp() {
    long now = System.currentTimeMillis();
    World.eventually(
        () -> {
          if (Long.parseLong(process.ask("horizon")) < now) {
            throw new AssertionError("the coordinator has not processed the log up to " + now);
          }
        });
  }

  /** Ends it cleanly and returns the exit code. */
  public int stop() {
    return process.stop();
  }

  /** SIGKILL. */
  public void kill() {
    process.kill();
  }

  /** SIGSTOP, until the result is closed. */
  public ChildJvm.Paused pause() {
    return process.pause();
  }

  @Override
  public void close() {
    process.close();
  }
}
