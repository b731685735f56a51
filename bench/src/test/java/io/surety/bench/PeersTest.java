package io.surety.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each peer with small numbers, and with all that it claims to do. No figure is asserted: that all
 * is settled shows what was redelivered or asked for, since nothing else settles a message whose
 * first consumption failed, or whose confirm was lost.
 */
class PeersTest {
  @TempDir Path directory;

  private JsonNode good(String runner, String... load) throws IOException {
    Path json = directory.resolve("figures.json");
    List<String> all = new ArrayList<>(List.of(load));
    all.addAll(
        List.of(
            "--runner=" + runner,
            "--dir=" + directory.resolve("run"),
            "--open=100",
            "--partitions=2",
            "--warm-up=0",
            "--windows=1",
            "--window=1",
            "--json=" + json));

    BenchRun run = BenchRun.of(all.toArray(String[]::new));

    assertThat(run.code()).as(run.all()).isZero();
    JsonNode first = new ObjectMapper().readTree(json.toFile()).at("/runners/0/runs/0");
    assertThat(first.get("begun").asLong())
        .isPositive()
        .isEqualTo(first.get("settled").asLong() + first.get("rolledBack").asLong());
    assertThat(BenchRun.topics()).noneMatch(topic -> topic.startsWith("bench-" + runner + "-"));
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
    return first;
  }

  private static List<String> processes(JsonNode run) {
    return run.at("/windows/0/processes").findValuesAsText("process");
  }

  @Test
  void aDatabaseDoesAllThatIsAsked() throws IOException {
    JsonNode run =
        good("database", "--groups=2", "--rollbacks=10", "--lost-confirms=10", "--failing=20");

    assertThat(processes(run)).containsExactly("postgres", "relay", "load");
    assertThat(run.at("/windows/0/processes/0/peakRssBytes").asLong()).isPositive();
    assertThat(run.get("rolledBack").asLong()).isPositive();
  }

  @Test
  void aDatabaseMayHaveATransactionForEachMessage() throws IOException {
    good("database-single", "--rollbacks=10", "--failing=20");
  }

  @Test
  void aDatabaseNeedNotWaitForTheDisk() throws IOException {
    good("database-unsynced");
  }

  @Test
  void anOutboxDeliversWhatIsCommitted() throws IOException {
    JsonNode run = good("outbox", "--groups=2", "--rollbacks=10");

    assertThat(processes(run)).containsExactly("postgres", "load");
    assertThat(run.get("rolledBack").asLong()).isPositive();
  }

  @Test
  void anOutboxHearsNothingOfConsumers() {
    BenchRun failing = BenchRun.of("--runner=outbox", "--failing=20");
    BenchRun lost = BenchRun.of("--runner=outbox", "--lost-confirms=5");

    assertThat(failing.code()).as(failing.all()).isEqualTo(2);
    assertThat(failing.err()).contains("outbox cannot do this").contains("leave --failing out");
    assertThat(lost.code()).as(lost.all()).isEqualTo(2);
    assertThat(lost.err()).contains("leave --lost-confirms out");
  }

  @Test
  void rocketMqDeliversToGroupsAndRollsBack() throws IOException {
    JsonNode run = good("rocketmq", "--groups=2", "--rollbacks=10");

    assertThat(processes(run)).containsExactly("rocketmq", "names", "load");
    assertThat(run.get("rolledBack").asLong()).isPositive();
  }

  @Test
  void rocketMqRedeliversWhatFailed() throws IOException {
    good("rocketmq", "--groups=2", "--failing=20");
  }

  /** Its broker asks in rounds, and the last one takes most of a minute. */
  @Test
  @EnabledIfSystemProperty(named = "surety.bench.scenarios", matches = "all")
  void rocketMqAsksWhoseConfirmWasLost() throws IOException {
    good("rocketmq", "--lost-confirms=10");
  }
}
