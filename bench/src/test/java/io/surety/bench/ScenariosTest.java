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
 * Each scenario with small numbers: it checks itself that no message is lost or comes twice. Those
 * that start several servers run only when all are asked for, since each start takes seconds.
 */
class ScenariosTest {
  private static final List<String> SMALL =
      List.of("--open=100", "--warm-up=0", "--window=0.5", "--windows=1");

  @TempDir Path directory;

  private JsonNode good(List<String> load, String... arguments) throws IOException {
    Path json = directory.resolve("figures.json");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(load);
    all.add("--json=" + json);

    BenchRun run = BenchRun.of(all.toArray(String[]::new));

    assertThat(run.code()).as(run.all()).isZero();
    assertThat(run.out()).contains("good").doesNotContain("FAILED");
    return new ObjectMapper().readTree(json.toFile());
  }

  @Test
  void settlesBesideScheduledMessages() throws IOException {
    JsonNode figures =
        good(
            SMALL, "pending", "--messages=500", "--kind=scheduled", "--partitions=2", "--rest=0.5");

    assertThat(figures.get("settledPerSecondWith").asDouble()).isPositive();
    assertThat(figures.get("rssBytesAfterLoad").asLong()).isPositive();
  }

  @Test
  void deliversTimersThatAreDueAtOnce() throws IOException {
    JsonNode figures = good(SMALL, "timers", "--due=500", "--lead=20", "--partitions=2");

    assertThat(figures.get("lastLateMs").asLong()).isNotNegative();
    assertThat(figures.get("rebalances").asLong()).isZero();
  }

  @Test
  void comesBackAfterAKillWithEveryMessage() throws IOException {
    JsonNode figures =
        good(
            List.of(),
            "restart",
            "--messages=500",
            "--partitions=2",
            "--option=surety.session.timeout.ms=6000");

    assertThat(figures.get("everyPartitionMs").asLong()).isPositive();
  }

  @Test
  @EnabledIfSystemProperty(named = "surety.bench.scenarios", matches = "all")
  void isTakenOverByAStandby() throws IOException {
    JsonNode figures = good(List.of(), "restart", "--messages=500", "--partitions=2", "--standby");

    assertThat(figures.get("everyPartitionMs").asLong()).isPositive();
  }

  @Test
  @EnabledIfSystemProperty(named = "surety.bench.scenarios", matches = "all")
  void looksAtAnIdleServer() throws IOException {
    JsonNode figures = good(List.of(), "idle", "--messages=100", "--time=0.5", "--partitions=1");

    assertThat(figures.get("coresWaiting").asDouble()).isNotNegative();
  }

  @Test
  @EnabledIfSystemProperty(named = "surety.bench.scenarios", matches = "all")
  void sharesPartitionsAmongServers() throws IOException {
    JsonNode figures = good(SMALL, "partitions", "2", "--instances=1,2");

    assertThat(figures.get("runners")).hasSize(2);
  }
}
