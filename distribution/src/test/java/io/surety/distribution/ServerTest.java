package io.surety.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server of the archive, against a real broker. */
class ServerTest {
  @TempDir Path home;

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void getsReadyAndEndsAndKeepsItsStateElsewhere() throws Exception {
    Path state = home.resolve("state");
    Path file =
        Files.write(
            home.resolve("surety.properties"), RunningServer.settings("from-archive", state));
    Map<String, String> before = Installation.contents();
    ProcessBuilder command =
        Installation.process(
            home,
            Installation.root().resolve("bin/surety").toString(),
            "server",
            "-c",
            file.toString());

    try (RunningServer server = new RunningServer(command, home.resolve("log"))) {
      assertThat(server.get("/api/v1/nodes")).isEqualTo(200);
      assertThat(server.end()).isEqualTo(RunningServer.SIGTERM);
      assertThat(state).isNotEmptyDirectory();
      assertThat(Installation.contents()).isEqualTo(before);
    }
  }
}
