package io.surety.schemas.interop;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Apicurio Registry 3.3.3 in its own process, in memory, on loopback, driven over its
 * Confluent-compatible API.
 */
final class Apicurio implements AutoCloseable {
  private static final Path HOME = Path.of("target/apicurio");

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final Process process;

  Apicurio(Path java) throws IOException {
    port = freePort();
    Path log = HOME.resolve("registry.log");
    process =
        new ProcessBuilder(
                java.toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.enabled=false",
                "-Dapicurio.datasource.jdbc.initial-size=2",
                "-Dapicurio.datasource.jdbc.min-size=2",
                "-jar",
                "quarkus-run.jar")
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .failFast("Apicurio ended, see " + log, () -> !process.isAlive())
        .until(() -> send("GET", "/subjects", "") == 200);
  }

  String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  /** Apicurio checks nothing until it is told to; Confluent's registry starts with BACKWARD. */
  void requireBackwardCompatibility() throws IOException, InterruptedException {
    int status = send("PUT", "/config", "{\"compatibility\":\"BACKWARD\"}");
    if (status != 200) {
      throw new IOException("PUT /config answered HTTP " + status);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private int send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString()).statusCode();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
