package io.surety.acceptance.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.acceptance.harness.World;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.awaitility.Awaitility;

/** A Connect worker that could be one of several, as operators run it, in a process of its own. */
final class ConnectCluster implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final URI url;
  private final Path log;

  private ConnectCluster(Process process, URI url, Path log) {
    this.process = process;
    this.url = url;
    this.log = log;
  }

  static ConnectCluster start(Path directory, int port, Map<String, String> settings)
      throws IOException {
    Files.createDirectories(directory);
    Path home = Path.of(System.getProperty("surety.connectors.home"));
    Properties properties = new Properties();
    properties.putAll(settings);
    properties.put("listeners", "http://127.0.0.1:" + port);
    properties.put("plugin.path", home.resolve("plugins").toString());
    properties.put("plugin.discovery", "service_load");
    Path file = directory.resolve("connect.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    Path log = directory.resolve("connect.log");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx384m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Dsurety.log.file=" + log,
                    "-Dlog4j2.configurationFile=classpath:io/surety/connectors/worker/log4j2.properties",
                    "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                    "-cp",
                    home.resolve("classes")
                        + ":"
                        + Files.readString(home.resolve("worker.classpath")).strip(),
                    "org.apache.kafka.connect.cli.ConnectDistributed",
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("connect.out").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new ConnectCluster(process, URI.create("http://127.0.0.1:" + port), log);
  }

  /** Makes the connector once the worker answers, and waits until it and its task run. */
  void run(String name, Map<String, String> connector) throws IOException {
    String body = JSON.writeValueAsString(connector);
    await("takes the connector", () -> call("PUT", "/connectors/" + name + "/config", body) < 300);
    await(
        "runs the connector",
        () -> {
          String status = text("/connectors/" + name + "/status");
          return status.contains("\"tasks\":[{")
              && !status.contains("UNASSIGNED")
              && status.split("RUNNING", -1).length == 3;
        });
  }

  private void await(String what, java.util.concurrent.Callable<Boolean> condition) {
    try {
      Awaitility.await(what)
          .atMost(World.PATIENCE)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(condition);
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new AssertionError("the Connect worker never " + what + ": " + log(), e);
    }
  }

  private String log() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private int call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString()).statusCode();
  }

  private String text(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.ofString());
    return answer.body();
  }

  @Override
  public void close() {
    process.destroy();
    assertThat(process.onExit().join().isAlive()).isFalse();
  }
}
