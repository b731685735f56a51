package io.surety.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.schemas.RoutingKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose server is killed in the midst of it goes on at another. */
class RedriveTakeoverTest {
  private static final int MESSAGES = 6;
  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path dir;

  private final Installation installation =
      new Installation().with("surety.session.timeout.ms", "6000");

  @Test
  void anotherServerGoesOnWithTheJob() throws Exception {
    String orders = installation.topic("orders");
    try (ServerProcess one = start("one");
        ServerProcess two = start("two")) {
      awaitShared(one, two);
      Rest rest = new Rest(one);
      rest.put("destinations/" + orders, "").is(200);
      rest.put("subscriptions/" + orders + "/g", "{'redelivery': {'maxAttempts': 1}}").is(200);
      List<String> ids = dead(rest, orders);
      Rest.Answer started =
          rest.post("redrives", "{'filter': {'group': 'g'}, 'ratePerSecond': 1}").is(201);
      String job = "redrives/" + started.text("/id");
      assertThat(started.json().path("items").asInt()).isEqualTo(MESSAGES);
      ServerProcess works = partitions(one).contains(partition(started.text("/id"))) ? one : two;
      Rest other = new Rest(works == one ? two : one);
      Awaitility.await().atMost(PATIENCE).until(() -> !idsIn(other, job, "sent").isEmpty());

      works.kill();

      int pending = other.get(job).is(200).json().at("/counts/pending").asInt();
      assertThat(pending).as("the job must not be through").isPositive();
      Awaitility.await().atMost(PATIENCE).until(() -> isCompleted(other, job));
      assertThat(idsIn(other, job, "succeeded")).containsExactlyInAnyOrderElementsOf(ids);
      for (String id : ids) {
        JsonNode delivery = other.get("messages/" + id).is(200).json();
        assertThat(delivery.path("status").asText()).as(id).isEqualTo("COMPLETED");
      }
      assertThat(attempts(orders)).isEqualTo(expected(ids));
    }
  }

  private ServerProcess start(String name) {
    Path own = dir.resolve(name);
    return ServerProcess.start(installation.settings(own.resolve("state")), own);
  }

  private static void awaitShared(ServerProcess one, ServerProcess two) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                one.isReady()
                    && two.isReady()
                    && partitions(one).size() == 2
                    && partitions(two).size() == 2);
  }

  /** Those that a server processes. */
  private static Set<Integer> partitions(ServerProcess server) {
    JsonNode health = new Rest(server).get("/health/ready").json();
    return StreamSupport.stream(health.path("partitions").spliterator(), false)
        .map(node -> node.path("partition").asInt())
        .collect(Collectors.toSet());
  }

  /** A job belongs to the server that would have a message with its id. */
  private static int partition(String jobId) {
    return Utils.toPositive(Utils.murmur2(RoutingKey.of(jobId).getBytes(UTF_8))) % PARTITIONS;
  }

  private static List<String> dead(Rest rest, String destination) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      String id = rest.message("send", destination);
      String rejected = "{'status': 'rejected', 'attempt': 1, 'error': 'x'}";
      rest.put("messages/" + id + "/deliveries/g", rejected).is(200);
      ids.add(id);
    }
    return ids;
  }

  /** Consumes what was sent again, as far as it has been, and looks whether all is done. */
  private static boolean isCompleted(Rest rest, String job) {
    for (String id : idsIn(rest, job, "sent")) {
      JsonNode message = rest.get("messages/" + id).json();
      if (message.at("/deliveries/0/status").asText().equals("DISPATCHED")) {
        rest.put("messages/" + id + "/deliveries/g", "{'status': 'consumed', 'attempt': 2}");
      }
    }
    Rest.Answer shown = rest.get(job);
    return shown.status() == 200 && shown.text("/state").equals("COMPLETED");
  }

  private static List<String> idsIn(Rest rest, String job, String state) {
    return rest.get(job + "/items?state=" + state).json().findValuesAsText("messageId");
  }

  /** What is on the destination, by message and attempt; a record may be there twice. */
  private Set<String> attempts(String destination) {
    try (Deliveries deliveries = installation.deliveries(destination)) {
      return deliveries.all().stream()
          .map(
              record ->
                  Deliveries.header(record, "surety-id")
                      + " "
                      + Deliveries.header(record, "surety-attempt"))
          .collect(Collectors.toSet());
    }
  }

  /** Nobody was sent a third time. */
  private static Set<String> expected(List<String> ids) {
    return ids.stream()
        .flatMap(id -> List.of(id + " 1", id + " 2").stream())
        .collect(Collectors.toSet());
  }
}
