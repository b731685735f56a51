package io.surety.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.embedded.SharedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server that was started from what is shipped, with the broker of this JVM. */
final class RunningServer implements AutoCloseable {
  /** How Java says that it was told to end. */
  static final int SIGTERM = 128 + 15;

  private final Process process;
  private final Path log;
  private final URI url;

  /** Starts it, and waits until it is ready. */
  RunningServer(ProcessBuilder command, Path log) throws IOException {
    this.log = log;
    this.process = command.redirectError(log.toFile()).start();
    BufferedReader out = process.inputReader();
    this.url = URI.create(await(out, "REST ").substring("REST ".length()).trim());
    await(out, "READY");
  }

  /** Settings with names that no other server of the broker has. */
  static List<String> settings(String name, Path state) {
    return List.of(
        "surety.bootstrap.servers = " + SharedBroker.get().bootstrapServers(),
        "surety.application.id = " + name,
        "surety.topic.prefix = " + name + ".",
        "surety.topics.create = true",
        "surety.replication.factor = 1",
        "surety.partitions = 1",
        "surety.rest.port = 0",
        "surety.state.dir = " + state);
  }

  /** The status of the answer. */
  int get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  long pid() {
    return process.pid();
  }

  /** Tells it to end, and says how it did. */
  int end() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The next line that begins with this; a process that ends instead is a failure. */
  private String await(BufferedReader out, String start) throws IOException {
    String line = out.readLine();
    while (line != null && !line.startsWith(start)) {
      line = out.readLine();
    }
    assertThat(line).as(Files.readString(log)).isNotNull();
    return line;
  }
}
