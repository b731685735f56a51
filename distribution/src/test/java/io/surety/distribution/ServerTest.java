package io.surety.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.embedded.SharedBroker;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server of the archive, against a real broker. */
class ServerTest {
  private static final int SIGTERM = 128 + 15;

  @TempDir Path home;

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void getsReadyAndEndsAndKeepsItsStateElsewhere() throws Exception {
    Path file = home.resolve("surety.properties");
    Files.write(
        file,
        List.of(
            "surety.bootstrap.servers = " + SharedBroker.get().bootstrapServers(),
            "surety.application.id = archive",
            "surety.topic.prefix = archive.",
            "surety.topics.create = true",
            "surety.replication.factor = 1",
            "surety.partitions = 1",
            "surety.rest.port = 0",
            "surety.state.dir = " + home.resolve("state")));
    Map<String, String> before = Installation.contents();
    Process server =
        Installation.process(
                home,
                Installation.root().resolve("bin/surety").toString(),
                "server",
                "-c",
                file.toString())
            .redirectError(home.resolve("log").toFile())
            .start();
    try {
      URI url = URI.create(await(server.inputReader(), "REST ").substring("REST ".length()).trim());
      await(server.inputReader(), "READY");

      assertThat(get(url.resolve("/api/v1/nodes"))).isEqualTo(200);
      server.destroy();
      assertThat(server.waitFor()).isEqualTo(SIGTERM);
      assertThat(home.resolve("state")).isNotEmptyDirectory();
      assertThat(Installation.contents()).isEqualTo(before);
    } finally {
      server.destroyForcibly();
    }
  }

  private static int get(URI url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
        .statusCode();
  }

  /** The next line that begins with this; a process that ends instead is a failure. */
  private String await(BufferedReader out, String start) throws Exception {
    String line = out.readLine();
    while (line != null && !line.startsWith(start)) {
      line = out.readLine();
    }
    assertThat(line).as(Files.readString(home.resolve("log"))).isNotNull();
    return line;
  }
}
