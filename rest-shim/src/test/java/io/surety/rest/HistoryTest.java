package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.client.jdbc.RestSettledCheck;
import io.surety.embedded.SharedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What has finished, over REST, from a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTest {
  private static final String SINK = "connect-of-history-test";

  private final Installation installation = new Installation();
  private ArchiveRows archive;
  private SuretyServer server;
  private Rest rest;
  private String orders;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    archive = ArchiveRows.in(directory);
    orders = installation.topic("orders");
    server =
        archive
            .readBy(installation)
            .with("surety.archive.timeout.ms", "2000")
            .with("surety.archive.connect.group", SINK)
            .start();
    rest = new Rest(server);
    rest.put("destinations/" + orders, "").is(200);
    rest.put("subscriptions/" + orders + "/billing", "").is(200);
    for (int i = 0; i < 7; i++) {
      archive.add(
          "order-" + i, i % 3 == 0 ? "DEAD_LETTERED" : "COMPLETED", "2026-11-0" + (i / 2 + 1));
    }
  }

  @AfterAll
  void stop() {
    server.close();
    archive.close();
  }

  @Test
  void listsNewestFirstAPageAtATime() {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      Rest.Answer page = rest.get("archive/messages?limit=3&producer=shop" + cursor).is(200);
      ids.addAll(ids(page));
      cursor = page.text("/nextCursor").isEmpty() ? "" : "&cursor=" + page.text("/nextCursor");
      pages++;
    } while (!cursor.isEmpty());

    assertThat(pages).isEqualTo(3);
    assertThat(ids)
        .containsExactlyElementsOf(
            IntStream.iterate(6, i -> i >= 0, i -> i - 1).mapToObj(i -> "order-" + i).toList());
  }

  @Test
  void keepsEveryCondition() {
    assertThat(ids("id=order-3")).containsExactly("order-3");
    assertThat(ids("key=key-of-order-4")).containsExactly("order-4");
    assertThat(ids("outcome=dead-lettered")).containsExactly("order-6", "order-3", "order-0");
    assertThat(ids("destination=orders.paid&outcome=completed&limit=1")).containsExactly("order-5");
    assertThat(ids("group=billing&outcome=dead")).containsExactly("order-6", "order-3", "order-0");
    assertThat(ids("group=stock&outcome=consumed")).hasSize(7);
    assertThat(ids("group=nobody")).isEmpty();
    assertThat(ids("finishedAfter=2026-11-02T00:00:00Z&finishedBefore=2026-11-03T00:00:00Z"))
        .containsExactly("order-3", "order-2");
    assertThat(ids("producer=somebody-else")).isEmpty();
  }

  @Test
  void refusesWhatItCannotMakeSenseOf() {
    String cursor = rest.get("archive/messages?limit=1").is(200).text("/nextCursor");

    rest.get("archive/messages?producer=shop&cursor=" + cursor).isProblem(400, "cursor-mismatch");
    rest.get("archive/messages?outcome=lost").isProblem(400, "invalid-request");
    rest.get("archive/messages?finishedAfter=yesterday").isProblem(400, "invalid-request");
    rest.get("archive/messages?limit=0").isProblem(400, "invalid-request");
    rest.get("archive/messages?key=%00").isProblem(400, "invalid-request");
    rest.get("archive/messages?from=1").isProblem(400, "invalid-request");
  }

  @Test
  void tellsWhatHappenedToOne() {
    JsonNode message = rest.get("archive/messages/order-3").is(200).json();

    assertThat(message.at("/status").asText()).isEqualTo("DEAD_LETTERED");
    assertThat(message.at("/content/key").asText()).isEqualTo("key-of-order-3");
    assertThat(message.at("/deliveries/0/failure/message").asText()).isEqualTo("no such order");
    assertThat(message.toString()).doesNotContain("at Billing.charge");
    assertThat(texts(message.at("/timeline"), "what"))
        .containsExactly(
            "PREPARED",
            "ASKED",
            "DECIDED",
            "DISPATCHED",
            "DISPATCHED",
            "REJECTED",
            "DEAD",
            "CONSUMED",
            "DEAD_LETTERED");
    rest.get("archive/messages/order-99").isProblem(404, "message-not-found");
  }

  @Test
  void readsByIdWhatTheCoordinatorHasForgotten() {
    assertThat(rest.get("messages/order-1").is(200).text("/source")).isEqualTo("archive");
    assertThat(rest.get("messages/order-1/timeline").is(200).text("/status"))
        .isEqualTo("COMPLETED");
    rest.get("messages/order-99").isProblem(404, "message-not-found");
    rest.get("messages/order-1/payload").isProblem(404, "message-not-found");
  }

  @Test
  void tellsTheWholeTimelineOfWhatHasFinishedOnceItHasArrived() throws Exception {
    String id = rest.message("prepare", orders);
    rest.post("messages/" + id + "/rollback").is(200);

    Rest.Answer early = rest.get("messages/" + id + "/timeline").is(200);
    archive.add(id, "ROLLED_BACK", "2026-11-04");
    Rest.Answer later = rest.get("messages/" + id + "/timeline").is(200);

    assertThat(early.text("/source")).isEqualTo("settled");
    assertThat(early.text("/detail")).contains("has not arrived in the archive yet");
    assertThat(later.text("/source")).isEqualTo("archive");
    assertThat(texts(later.json().at("/entries"), "what"))
        .containsSubsequence("PREPARED", "ASKED", "DECIDED");
    archive.remove(id);
  }

  @Test
  void tellsWhichOfManyHaveFinished() throws Exception {
    String live = rest.message("prepare", orders);
    String done = rest.message("send", orders);
    rest.put("messages/" + done + "/deliveries/billing", "{'status': 'consumed', 'attempt': 1}");
    String ids = "'" + String.join("', '", live, done, "order-2", "nobody") + "'";

    JsonNode answer = rest.post("settled", "{'ids': [" + ids + "]}").is(200).json();

    assertThat(texts(answer.path("settled"))).containsExactlyInAnyOrder(done, "order-2");
    assertThat(texts(answer.path("live"))).containsExactly(live);
    assertThat(texts(answer.path("unknown"))).containsExactly("nobody");
    assertThat(texts(answer.path("undetermined"))).isEmpty();
    assertThat(RestSettledCheck.at(server.url()).settled(Set.of(live, done, "order-2", "nobody")))
        .containsExactlyInAnyOrder(done, "order-2", "nobody");
    assertThat(RestSettledCheck.at(server.url()).provenOnly().settled(Set.of(live, "nobody")))
        .isEmpty();
    rest.post("settled", "{}").isProblem(400, "invalid-request");
    rest.post("settled", "{'ids': ['a b', 1]}").isProblem(400, "invalid-request");
    String many = String.join("', '", IntStream.range(0, 1_001).mapToObj(i -> "m" + i).toList());
    rest.post("settled", "{'ids': ['" + many + "']}").isProblem(400, "invalid-request");
  }

  @Test
  void saysHowFarItLags() throws Exception {
    String done = rest.message("send", orders);
    rest.put("messages/" + done + "/deliveries/billing", "{'status': 'consumed', 'attempt': 1}");

    // Nothing is committed: the oldest record waits, and the longer the more.
    Awaitility.await().until(() -> lag() > 1_000);
    commitAll();

    Awaitility.await().until(() -> lag() == 0);
  }

  @Test
  void saysThatItIsAwayAndNothingElseNoticesIt() {
    archive.postgres().stop();
    try {
      Rest.Answer away = rest.get("archive/messages").isProblem(503, "archive-away");
      assertThat(away.header("Retry-After")).isNotEmpty();
      rest.get("archive/messages/order-1").isProblem(503, "archive-away");
      rest.get("messages/order-1").isProblem(503, "archive-away");
      JsonNode settled = rest.post("settled", "{'ids': ['order-1']}").is(200).json();
      assertThat(texts(settled.path("undetermined"))).containsExactly("order-1");
      String id = rest.message("prepare", orders);
      rest.post("messages/" + id + "/rollback").is(200);
    } finally {
      archive.postgres().restart();
    }

    Awaitility.await().until(() -> rest.get("archive/messages").status() == 200);
  }

  @Test
  void saysThatThereIsNone() {
    try (SuretyServer without = new Installation().start()) {
      Rest other = new Rest(without);

      other.get("archive/messages").isProblem(404, "no-archive");
      other.get("archive/messages/order-1").isProblem(404, "no-archive");
      other.get("messages/order-1").isProblem(404, "message-not-found");
    }
  }

  private long lag() {
    JsonNode lag = rest.get("archive/messages?limit=1").is(200).json().path("archiveLagMs");
    return lag.asLong(-1);
  }

  /** As the sink does when it has written everything. */
  private void commitAll() throws Exception {
    String topic = orders.replace("-orders", "") + ".archive";
    try (Admin admin = Admin.create(SharedBroker.get().clientConfig())) {
      for (int partition = 0; partition < 4; partition++) {
        TopicPartition of = new TopicPartition(topic, partition);
        long end =
            admin.listOffsets(Map.of(of, OffsetSpec.latest())).partitionResult(of).get().offset();
        admin.alterConsumerGroupOffsets(SINK, Map.of(of, new OffsetAndMetadata(end))).all().get();
      }
    }
  }

  private List<String> ids(String query) {
    return ids(rest.get("archive/messages?" + query).is(200));
  }

  private static List<String> ids(Rest.Answer page) {
    return texts(page.json().path("items"), "id");
  }

  private static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(item -> item.path(field).asText())
        .toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
