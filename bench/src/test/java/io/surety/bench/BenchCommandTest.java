package io.surety.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No figure is asserted, only that messages are accounted for. */
class BenchCommandTest {
  @TempDir Path directory;

  @Test
  void accountsForEveryMessageOnTheFloor() throws IOException {
    Path json = directory.resolve("floor.json");

    BenchRun run =
        BenchRun.of(
            "--runner=floor",
            "--open=200",
            "--groups=2",
            "--rollbacks=10",
            "--failing=10",
            "--warm-up=0",
            "--window=0.5",
            "--windows=2",
            "--json=" + json);

    assertThat(run.code()).as(run.all()).isZero();
    assertThat(run.out()).contains("floor run 1: good").contains("Keeps no state");
    JsonNode floor = new ObjectMapper().readTree(json.toFile()).at("/runners/0/runs/0");
    assertThat(floor.get("begun").asLong())
        .isPositive()
        .isEqualTo(floor.get("settled").asLong() + floor.get("rolledBack").asLong());
    assertThat(floor.get("rolledBack").asLong()).isPositive();
    assertThat(floor.get("windows")).hasSize(2);
  }

  @Test
  void saysWhatARunnerCannotDo() {
    BenchRun run = BenchRun.of("--runner=floor", "--lost-confirms=5");

    assertThat(run.code()).as(run.all()).isEqualTo(2);
    assertThat(run.err()).contains("floor cannot do this").contains("leave --lost-confirms out");
  }

  @Test
  void saysWhichRunnersThereAre() {
    BenchRun run = BenchRun.of("--runner=nobody");

    assertThat(run.code()).as(run.all()).isEqualTo(2);
    assertThat(run.err()).contains("no runner 'nobody'; there are floor");
  }
}
