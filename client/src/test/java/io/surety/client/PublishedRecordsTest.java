package io.surety.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.support.Broker;
import io.surety.client.support.Entry;
import io.surety.client.support.Installation;
import io.surety.client.support.TopicLog;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a publisher writes, field by field, as a stranger reads it. */
class PublishedRecordsTest {
  private static Installation installation;
  private static Surety surety;
  private static Publisher publisher;
  private static TopicLog prepares;
  private static TopicLog confirms;

  @BeforeAll
  static void connect() {
    installation = Installation.on(Broker.shared());
    surety = installation.connect();
    publisher = surety.publisher("order-service");
    prepares = installation.log(installation.topics().prepare());
    confirms = installation.log(installation.topics().confirm());
  }

  @AfterAll
  static void close() {
    surety.close();
    prepares.close();
    confirms.close();
  }

  @Test
  void aPreparedMessageHasEverythingThatWasSaid() {
    Instant deliverAt = Instant.parse("2100-01-01T00:00:00.123Z");
    Message message =
        Message.to("order-paid")
            .id("orders-42~0197")
            .key("order 42 ü")
            .tag("eu.paid")
            .header("tenant", "acme")
            .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .header("tenant", "again")
            .header("nothing", (byte[]) null)
            .payload("{\"cents\":4200}")
            .deliverAt(deliverAt)
            .ttl(Duration.ofDays(40_000))
            .checkBackAfter(Duration.ofSeconds(90))
            .build();

    String id = publisher.prepare(message);

    Entry entry = prepared(id);
    assertThat(id).isEqualTo("orders-42~0197");
    assertThat(entry.key()).isEqualTo("orders-42");
    assertThat(entry.fields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("messageId", "orders-42~0197"),
                Map.entry("producer", "order-service"),
                Map.entry("destination", "order-paid"),
                Map.entry("tag", "eu.paid"),
                Map.entry("businessKey", "order 42 ü"),
                Map.entry(
                    "headers",
                    List.of(
                        header("tenant", "acme"),
                        header(
                            "traceparent",
                            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                        header("tenant", "again"),
                        header("nothing", null))),
                Map.entry("payload", ByteBuffer.wrap("{\"cents\":4200}".getBytes(UTF_8))),
                Map.entry("mode", "PREPARE"),
                Map.entry("deliverAt", deliverAt.toEpochMilli()),
                Map.entry("ttlMs", Duration.ofDays(40_000).toMillis()),
                Map.entry("checkBackAfterMs", 90_000L)));
  }

  @Test
  void whatWasNotSaidIsNull() {
    String id = publisher.prepare(Message.to("order-paid").build());

    Map<String, Object> fields = prepared(id).fields();
    assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(fields)
        .containsEntry("headers", List.of())
        .containsEntry("payload", ByteBuffer.wrap(new byte[0]));
    assertThat(fields)
        .hasEntrySatisfying("tag", value -> assertThat(value).isNull())
        .hasEntrySatisfying("businessKey", value -> assertThat(value).isNull())
        .hasEntrySatisfying("deliverAt", value -> assertThat(value).isNull())
        .hasEntrySatisfying("ttlMs", value -> assertThat(value).isNull())
        .hasEntrySatisfying("checkBackAfterMs", value -> assertThat(value).isNull());
  }

  @Test
  void everyByteOfThePayloadIsTheApplications() {
    byte[] everyByte = new byte[256];
    for (int i = 0; i < everyByte.length; i++) {
      everyByte[i] = (byte) i;
    }

    String id = publisher.send(Message.to("order-paid").payload(everyByte).build());

    assertThat(prepared(id).get("payload")).isEqualTo(ByteBuffer.wrap(everyByte));
  }

  @Test
  void sentAndDirectMessagesAreOneRecordEach() {
    String sent = publisher.send(Message.to("order-paid").id("sent").build());
    String direct = publisher.direct(Message.to("order-paid").id("direct").build());

    assertThat(prepared(sent).get("mode")).isEqualTo("SEND");
    assertThat(prepared(direct).get("mode")).isEqualTo("DIRECT");
    assertThat(decisions(sent)).isEmpty();
    assertThat(decisions(direct)).isEmpty();
  }

  @Test
  void decisionsAreTheProducersAndHaveTheRoutingKey() {
    assertDecision("orders-42~c", publisher::confirm, Map.of("decision", "CONFIRM"));
    assertDecision("orders-42~r", publisher::rollBack, Map.of("decision", "ROLL_BACK"));
    assertDecision(
        "orders-42~rr",
        id -> publisher.rollBack(id, "card declined"),
        Map.of("decision", "ROLL_BACK", "reason", "card declined"));
    assertDecision(
        "orders-42~x",
        id -> publisher.cancel(id, "customer asked"),
        Map.of("decision", "CANCEL", "reason", "customer asked"));
    assertDecision(
        "orders-42~s",
        id -> publisher.reschedule(id, Instant.ofEpochMilli(4_102_444_800_123L)),
        Map.of("decision", "RESCHEDULE", "deliverAt", 4_102_444_800_123L));
    assertDecision("orders-42~n", publisher::deliverNow, Map.of("decision", "DELIVER_NOW"));
  }

  @Test
  void asyncCallsWriteTheSameAndCompleteOffKafkasThread() throws Exception {
    Message message = Message.to("order-paid").id("async").build();

    String thread =
        publisher
            .prepareAsync(message)
            .thenCompose(publisher::confirmAsync)
            .thenCompose(done -> publisher.rollBackAsync("async"))
            .thenCompose(done -> publisher.rollBackAsync("async", "why"))
            .thenCompose(done -> publisher.cancelAsync("async", "why not"))
            .thenCompose(done -> publisher.rescheduleAsync("async", Instant.EPOCH))
            .thenCompose(done -> publisher.deliverNowAsync("async"))
            .thenApply(done -> Thread.currentThread().getName())
            .get();

    assertThat(thread).startsWith("surety-callbacks");
    assertThat(prepared("async").get("mode")).isEqualTo("PREPARE");
    assertThat(decisions("async"))
        .extracting(entry -> entry.get("decision"))
        .containsExactly(
            "CONFIRM", "ROLL_BACK", "ROLL_BACK", "CANCEL", "RESCHEDULE", "DELIVER_NOW");
    assertThat(publisher.sendAsync(Message.to("a").id("s").build()).get()).isEqualTo("s");
    assertThat(publisher.directAsync(Message.to("a").id("d").build()).get()).isEqualTo("d");
  }

  @Test
  void signalsOfOneIdAreInTheSamePartitionOfTheirTopics() {
    for (int i = 0; i < 20; i++) {
      String id = publisher.prepare(Message.to("order-paid").id("p" + i).build());
      publisher.confirm(id);

      assertThat(decisions(id).get(0).record().partition())
          .isEqualTo(prepared(id).record().partition());
    }
  }

  private static void assertDecision(
      String id, Consumer<String> decide, Map<String, Object> differences) {
    decide.accept(id);

    Map<String, Object> expected = new HashMap<>();
    expected.put("messageId", id);
    expected.put("source", "PRODUCER");
    expected.put("checkBackAttempt", null);
    expected.put("nonce", null);
    expected.put("group", null);
    expected.put("deliverAt", null);
    expected.put("actor", "me");
    expected.put("reason", null);
    expected.put("jobId", null);
    expected.put("members", List.of());
    expected.putAll(differences);
    assertThat(decisions(id)).hasSize(1);
    assertThat(decisions(id).get(0).key()).isEqualTo("orders-42");
    assertThat(decisions(id).get(0).fields()).isEqualTo(expected);
  }

  private static Entry prepared(String id) {
    List<Entry> found = find(prepares, id);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<Entry> decisions(String id) {
    return find(confirms, id);
  }

  private static List<Entry> find(TopicLog log, String id) {
    return log.untilNow().stream().filter(e -> e.get("messageId").equals(id)).toList();
  }

  private static Map<String, Object> header(String name, String value) {
    Map<String, Object> header = new HashMap<>();
    header.put("key", name);
    header.put("value", value == null ? null : ByteBuffer.wrap(value.getBytes(UTF_8)));
    return header;
  }
}
