package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code surety server} as a process of its own, with the log settings that are shipped. */
class ServerProcessTest {
  private static final int SIGTERM = 128 + 15;

  @TempDir Path dir;

  @Test
  void saysWhereItListensAndEndsCleanlyWhenToldTo() throws Exception {
    Path file = dir.resolve("surety.properties");
    List<String> settings = new ArrayList<>();
    new Installation()
        .settings(dir.resolve("state"))
        .forEach((key, value) -> settings.add(key + " = " + value));
    Files.write(file, settings);
    Path log = dir.resolve("stderr");
    Process process = start(file, log);
    try {
      List<String> lines = new ArrayList<>();
      BufferedReader out = process.inputReader();
      do {
        lines.add(String.valueOf(out.readLine()));
      } while (!lines.contains("READY") && !lines.contains("null"));
      assertThat(lines).as(Files.readString(log)).last().isEqualTo("READY");
      assertThat(lines).first().asString().startsWith("Surety 0.");
      assertThat(lines.get(1)).matches("Kafka  127\\.0\\.0\\.1:\\d+");
      assertThat(lines.get(2)).matches("REST   http://127\\.0\\.0\\.1:\\d+");
      URI health = URI.create(lines.get(2).substring("REST   ".length()) + "/health/ready");
      assertThat(
              HttpClient.newHttpClient()
                  .send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString())
                  .body())
          .contains("\"state\":\"RUNNING\"", "\"partitions\":[", "\"processedUpTo\":");

      process.toHandle().destroy();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(SIGTERM);
      assertThat(out.readLine()).isNull();
      assertThat(Files.readAllLines(log)).last().asString().endsWith("Stopped");
      assertThat(Files.readString(log)).doesNotContain("\tat ").containsOnlyOnce("Stopping");
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Path file, Path log) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dlog4j2.configurationFile=log4j2.xml",
            "-cp",
            System.getProperty("java.class.path"),
            "io.surety.rest.Main",
            "server",
            "-c",
            file.toString())
        .redirectError(log.toFile())
        .start();
  }
}
