package io.surety.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No figure is asserted, only that messages are accounted for. */
class BenchCommandTest {
  @TempDir Path directory;

  @Test
  void measuresSideBySideAndAccountsForEveryMessage() throws IOException {
    Path json = directory.resolve("all.json");

    BenchRun run =
        BenchRun.of(
            "--runner=floor,null,surety",
            "--open=200",
            "--groups=2",
            "--partitions=2",
            "--rollbacks=10",
            "--warm-up=0",
            "--window=0.5",
            "--windows=2",
            "--json=" + json);

    assertThat(run.code()).as(run.all()).isZero();
    assertThat(run.out())
        .contains("floor run 1: good", "null run 1: good", "surety run 1: good")
        .contains("Keeps no state");
    JsonNode runners = new ObjectMapper().readTree(json.toFile()).get("runners");
    assertThat(runners).hasSize(3);
    for (JsonNode runner : runners) {
      JsonNode first = runner.at("/runs/0");
      assertThat(first.get("begun").asLong())
          .isPositive()
          .isEqualTo(first.get("settled").asLong() + first.get("rolledBack").asLong());
      assertThat(first.get("rolledBack").asLong()).isPositive();
      assertThat(first.get("windows")).hasSize(2);
    }
  }

  @Test
  void endsLostConfirmsByCheckBackAndRedeliversWhatFailed() throws IOException {
    Path json = directory.resolve("surety.json");

    BenchRun run =
        BenchRun.withOwnBroker(
            "--small",
            "--dir=" + directory.resolve("run"),
            "--open=100",
            "--groups=2",
            "--partitions=1",
            "--rollbacks=10",
            "--lost-confirms=10",
            "--failing=20",
            "--warm-up=0",
            "--window=0.5",
            "--windows=1",
            "--json=" + json);

    assertThat(run.code()).as(run.all()).isZero();
    JsonNode window = new ObjectMapper().readTree(json.toFile()).at("/runners/0/runs/0/windows/0");
    assertThat(window.get("processes").findValuesAsText("process"))
        .containsExactly("broker", "coordinator", "load");
    assertThat(Files.readString(directory.resolve("run/broker.out"))).startsWith("READY");
  }

  @Test
  void leavesNoTopicAndNoProcessBehind() {
    BenchRun run = BenchRun.of("--runner=floor", "--open=50", "--warm-up=0", "--window=0.2");

    assertThat(run.code()).as(run.all()).isZero();
    assertThat(BenchRun.topics()).noneMatch(topic -> topic.startsWith("bench-floor"));
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
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
    assertThat(run.err()).contains("no runner 'nobody'; there are surety, floor, null, database,");
    assertThat(BenchRun.of("--runner=help").out()).contains("floor: Kafka alone");
  }
}
