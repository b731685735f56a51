package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.Delivered;
import io.surety.acceptance.harness.Reaction;
import io.surety.acceptance.harness.Signals;
import io.surety.acceptance.harness.TopicLog;
import io.surety.acceptance.harness.World;
import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Mode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a plain consumer sees at a destination. */
class DestinationTest {
  private static World world;
  private static ArchiveLog archive;

  @BeforeAll
  static void start() {
    world = World.on(Brokers.shared(), "destination");
    world.start();
    archive = world.archive();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void aReaderOfUncommittedRecordsSeesExactlyTheDispatchedOnes() {
    String orders = world.destination("orders");
    world.subscribe(orders, "billing", "stock");
    world.awaitRegistered();
    world.groups(orders, Map.of("billing", consume(), "stock", consume()));
    List<String> confirmed = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String id = "d" + i;
      all.add(id);
      world.signals().write(Signals.prepare(id, orders).build());
      if (i % 3 == 0) {
        world.signals().write(Signals.rollBack(id));
      } else {
        confirmed.add(id);
        world.signals().write(Signals.confirm(id));
      }
    }

    archive.awaitAll(all);
    List<Delivered> seen = world.deliveries(orders);
    assertThat(seen).extracting(Delivered::id).containsExactlyInAnyOrderElementsOf(confirmed);
    assertThat(seen)
        .extracting(Delivered::attempt, Delivered::groups)
        .containsOnly(tuple(1, List.of("billing", "stock")));
    // As many offsets as records: no transaction left a marker or an aborted record there.
    assertThat(offsetsUsed(orders)).isEqualTo(seen.size());
  }

  @Test
  void payloadAndHeadersComeThroughByteForByte() {
    String topic = world.topic("bytes", 1, Map.of());
    world.registerDestination(topic);
    world.subscribe(topic, "billing");
    world.awaitRegistered();
    world.groups(topic, Map.of("billing", consume()));
    byte[] everyByte = new byte[256];
    for (int i = 0; i < everyByte.length; i++) {
      everyByte[i] = (byte) i;
    }
    List<Header> headers =
        List.of(
            header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
            new Header("twice", ByteBuffer.wrap(everyByte)),
            header("twice", ""),
            new Header("nothing", null),
            header("\u00fcml\u00e4ut", "\u2603"));

    world
        .signals()
        .write(
            Signals.prepare("bytes", topic)
                .setMode(Mode.SEND)
                .setPayload(ByteBuffer.wrap(everyByte))
                .setHeaders(headers)
                .setBusinessKey("key \u2603")
                .setTag("a.b")
                .build());

    archive.await("bytes");
    ConsumerRecord<byte[], byte[]> record = only(topic, "bytes");
    assertThat(record.value()).isEqualTo(everyByte);
    assertThat(record.key()).isEqualTo("key \u2603".getBytes(StandardCharsets.UTF_8));
    List<String> own = new ArrayList<>();
    List<String> surety = new ArrayList<>();
    record
        .headers()
        .forEach(
            header ->
                (header.key().startsWith("surety-") ? surety : own)
                    .add(header.key() + "=" + Arrays.toString(header.value())));
    assertThat(own)
        .containsExactlyElementsOf(
            headers.stream()
                .map(
                    header ->
                        header.getKey()
                            + "="
                            + Arrays.toString(
                                header.getValue() == null ? null : header.getValue().array()))
                .toList());
    assertThat(surety)
        .containsExactly(
            text("surety-id", "bytes"),
            text("surety-attempt", "1"),
            text("surety-groups", "billing"),
            text("surety-tag", "a.b"),
            text("surety-producer", Signals.PRODUCER));
    // The application's headers come first.
    assertThat(record.headers().toArray()[0].key()).isEqualTo("traceparent");
  }

  @Test
  void aMessageWithoutKeyOrPayloadIsARecordWithoutThem() {
    String topic = world.topic("empty", 1, Map.of());
    world.registerDestination(topic);
    world.subscribe(topic, "billing");
    world.awaitRegistered();
    world.groups(topic, Map.of("billing", consume()));

    world
        .signals()
        .write(
            Signals.prepare("empty", topic)
                .setMode(Mode.SEND)
                .setPayload(ByteBuffer.allocate(0))
                .build());

    archive.await("empty");
    assertThat(only(topic, "empty").key()).isNull();
    assertThat(only(topic, "empty").value()).isEmpty();
  }

  private static Reaction.Script consume() {
    return (id, attempt) -> Reaction.CONSUME;
  }

  private static Header header(String key, String value) {
    return new Header(key, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(String key, String value) {
    return key + "=" + Arrays.toString(value.getBytes(StandardCharsets.UTF_8));
  }

  private static ConsumerRecord<byte[], byte[]> only(String topic, String id) {
    List<ConsumerRecord<byte[], byte[]>> records =
        TopicLog.read(world.client(), IsolationLevel.READ_UNCOMMITTED, List.of(topic)).stream()
            .filter(record -> Delivered.of(record).id().equals(id))
            .toList();
    assertThat(records).as("records of %s", id).hasSize(1);
    return records.get(0);
  }

  private static long offsetsUsed(String topic) {
    long sum = 0;
    for (int p = 0; p < 4; p++) {
      TopicPartition partition = new TopicPartition(topic, p);
      sum +=
          World.get(
                  world
                      .admin()
                      .listOffsets(Map.of(partition, OffsetSpec.latest()))
                      .partitionResult(partition))
              .offset();
    }
    return sum;
  }
}
