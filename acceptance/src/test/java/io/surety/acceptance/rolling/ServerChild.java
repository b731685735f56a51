package io.surety.acceptance.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code surety server} as a process of its own, ended as operators end it. */
final class ServerChild implements AutoCloseable {
  private static final int SIGTERM = 128 + 15;

  private final Process process;
  private final Path log;
  private final CompletableFuture<URI> url = new CompletableFuture<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  private ServerChild(Process process, Path log) {
    this.process = process;
    this.log = log;
    Thread reader = new Thread(this::read, "server-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts one with these settings; its log is appended to. */
  static ServerChild start(Path directory, Map<String, String> settings) {
    try {
      Files.createDirectories(directory);
      Properties properties = new Properties();
      properties.putAll(settings);
      Path file = directory.resolve("surety.properties");
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
      Path log = directory.resolve("server.log");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx384m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "io.surety.rest.Main",
                  "server",
                  "-c",
                  file.toString())
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new ServerChild(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("REST")) {
          url.complete(URI.create(line.substring("REST".length()).strip()));
        }
        if (line.equals("READY")) {
          ready.complete(null);
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    IllegalStateException ended = new IllegalStateException("the server has ended; see " + log);
    url.completeExceptionally(ended);
    ready.completeExceptionally(ended);
  }

  /** Waits until it is ready, and says where it is. */
  URI awaitReady() throws Exception {
    ready.get(World.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return url.get();
  }

  /** SIGTERM; returns how long it took to end. */
  Duration terminate() {
    long begun = System.nanoTime();
    process.destroy();
    assertThat(process.onExit().join().exitValue()).as("exit code, log %s", log).isEqualTo(SIGTERM);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
