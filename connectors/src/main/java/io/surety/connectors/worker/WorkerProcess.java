package io.surety.connectors.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A Connect worker in a process of its own: its libraries do not get on with those of the REST
 * interface. It ends with this JVM, however that ends. Thread-safe.
 */
public final class WorkerProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 8;

  private final Process process;
  private final CompletableFuture<Void> running = new CompletableFuture<>();

  private WorkerProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "surety-archive-worker");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts it; {@link #running} says when its connector runs.
   *
   * @param home the build directory of this module, with its plugins and class path
   * @param directory where its settings and its log are kept
   * @param kafka settings of Kafka clients, {@code bootstrap.servers} among them
   * @param sink settings of the connector
   * @throws UncheckedIOException if it cannot be started
   */
  public static WorkerProcess start(
      Path home, Path directory, Map<String, Object> kafka, Map<String, String> sink) {
    try {
      Files.createDirectories(directory);
      Path worker = directory.resolve("worker.properties");
      Path connector = directory.resolve("connector.properties");
      write(worker, WorkerSettings.of(home, directory, kafka));
      write(connector, sink);
      List<String> command = command(home, directory);
      command.addAll(List.of(worker.toString(), connector.toString()));
      return new WorkerProcess(
          new ProcessBuilder(command)
              .redirectError(
                  ProcessBuilder.Redirect.appendTo(directory.resolve("worker.err").toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("The archive's worker cannot be started", e);
    }
  }

  /** True where the module was built, so that a worker can be started from it. */
  public static boolean isBuilt(Path home) {
    return Files.exists(home.resolve("worker.classpath"));
  }

  /** Completes when the connector's tasks run; exceptionally when the process ends before. */
  public CompletableFuture<Void> running() {
    return running.copy();
  }

  /** The process, for whoever wants to see how it is or to kill it. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Lets it commit what it has written, for some seconds. Idempotent. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> command(Path home, Path directory) throws IOException {
    String classPath =
        home.resolve("classes") + ":" + Files.readString(home.resolve("worker.classpath")).strip();
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto",
            "-Dsurety.log.file=" + directory.resolve("worker.log"),
            "-Dlog4j2.configurationFile=classpath:io/surety/connectors/worker/log4j2.properties",
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "-cp",
            classPath,
            ArchiveWorkerMain.class.getName()));
  }

  private static void write(Path file, Map<String, String> settings) throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings);
    Files.deleteIfExists(file);
    // There is a password in it.
    Files.createFile(
        file,
        java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
            java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
    try (Writer text = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(text, null);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("RUNNING")) {
          running.complete(null);
        }
      }
    } catch (IOException e) {
      running.completeExceptionally(e);
    }
    running.completeExceptionally(new IllegalStateException("the archive's worker has ended"));
  }
}
