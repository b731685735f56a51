package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code surety server} as a process of its own, that can be killed. */
final class ServerProcess implements AutoCloseable {
  private static final int SIGKILL = 128 + 9;

  private final Process process;
  private final URI url;
  private final Path log;

  private ServerProcess(Process process, URI url, Path log) {
    this.process = process;
    this.url = url;
    this.log = log;
  }

  /** Starts one; returns when it takes requests, which is before it is ready. */
  static ServerProcess start(Map<String, String> settings, Path dir) {
    try {
      Files.createDirectories(dir);
      Path file = dir.resolve("surety.properties");
      Files.write(
          file,
          settings.entrySet().stream()
              .map(setting -> setting.getKey() + " = " + setting.getValue())
              .collect(Collectors.toList()));
      Path log = dir.resolve("stderr");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx512m",
                  "-Dlog4j2.configurationFile=log4j2.xml",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "io.surety.rest.Main",
                  "server",
                  "-c",
                  file.toString())
              .redirectError(log.toFile())
              .start();
      BufferedReader out = process.inputReader();
      String line = out.readLine();
      while (line != null && !line.startsWith("REST")) {
        line = out.readLine();
      }
      assertThat(line).as(Files.readString(log)).isNotNull();
      drain(out);
      return new ServerProcess(process, URI.create(line.substring("REST".length()).trim()), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nobody may wait for a full pipe. */
  private static void drain(BufferedReader out) {
    Thread drain =
        new Thread(
            () -> {
              try {
                while (out.readLine() != null) {}
              } catch (IOException e) {
                // It was killed.
              }
            });
    drain.setDaemon(true);
    drain.start();
  }

  URI url() {
    return url;
  }

  /** What it has logged. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True while it processes messages. */
  boolean isReady() {
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(url.resolve("/health/ready")).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(SIGKILL);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
