package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Several servers tell together how much there is, also while one of them goes. */
class StatsTest {
  private static final int UNDECIDED = 30;
  private static final int DELIVERING = 10;

  @Test
  void everyServerTellsTheSameOfAllAndNeverTooLittleInSilence() {
    Installation installation = new Installation();
    String orders = installation.topic("orders");
    SuretyServer one = installation.start();
    SuretyServer two = installation.start();
    try {
      Rest first = new Rest(one);
      Rest second = new Rest(two);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> partitions(one) == 2 && partitions(two) == 2);
      first.put("destinations/" + orders, "").is(200);
      first.put("subscriptions/" + orders + "/billing", "").is(200);
      for (int i = 0; i < UNDECIDED + DELIVERING; i++) {
        first.message(i < UNDECIDED ? "prepare" : "send", orders);
      }

      JsonNode stats = awaitWhole(second);
      assertThat(count(stats.at("/messages/byStatus"), "PREPARED")).isEqualTo(UNDECIDED);
      assertThat(count(stats.at("/messages/byStatus"), "DELIVERING")).isEqualTo(DELIVERING);
      assertThat(stats.at("/messages/live").asInt()).isEqualTo(UNDECIDED + DELIVERING);
      assertThat(stats.at("/messages/undecided").asInt()).isEqualTo(UNDECIDED);
      assertThat(stats.at("/messages/unaccounted").asInt()).isZero();
      assertThat(stats.at("/groups/0/group").asText()).isEqualTo("billing");
      assertThat(count(stats.at("/groups/0/byStatus"), "DISPATCHED")).isEqualTo(DELIVERING);
      assertThat(stats.at("/recent/perSecond/accepted").asDouble()).isPositive();
      assertThat(stats.at("/recent/latencyMs/confirmToDispatch/count").asInt())
          .isEqualTo(DELIVERING);
      assertThat(awaitWhole(first).at("/messages").findValuesAsText("count"))
          .isEqualTo(stats.at("/messages").findValuesAsText("count"));

      JsonNode nodes = first.get("nodes").is(200).json();
      assertThat(nodes.at("/items").findValuesAsText("address"))
          .containsExactlyInAnyOrder(one.url().getAuthority(), two.url().getAuthority());
      assertThat(nodes.at("/items/0/partitions")).hasSize(2);
      assertThat(nodes.at("/items/0/ready").asBoolean()).isTrue();
      assertThat(nodes.at("/incomplete").asBoolean()).isFalse();

      CompletableFuture<Void> closed = CompletableFuture.runAsync(two::close);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> isTrue(first) && closed.isDone() && partitions(one) == 4);
      assertThat(awaitWhole(first).at("/messages/live").asInt()).isEqualTo(UNDECIDED + DELIVERING);
    } finally {
      Installation.closeAll(List.of(one, two));
    }
  }

  /** Whatever is under way: either it says that something is missing, or nothing is. */
  private static boolean isTrue(Rest rest) {
    JsonNode stats = rest.get("stats").is(200).json();
    if (!stats.at("/incomplete").asBoolean()) {
      assertThat(stats.at("/messages/live").asInt()).isEqualTo(UNDECIDED + DELIVERING);
    }
    return true;
  }

  private static JsonNode awaitWhole(Rest rest) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> rest.get("stats").is(200).json(), stats -> !stats.at("/incomplete").asBoolean());
  }

  private static int count(JsonNode counts, String status) {
    for (JsonNode count : counts) {
      if (count.at("/status").asText().equals(status)) {
        return count.at("/count").asInt();
      }
    }
    return 0;
  }

  private static int partitions(SuretyServer server) {
    return server.coordinator().health().partitions().size();
  }
}
