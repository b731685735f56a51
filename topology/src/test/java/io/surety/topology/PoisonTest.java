package io.surety.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.schemas.Codec;
import io.surety.schemas.Headers;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes of any kind, on any signal topic, never stop a partition, and are never lost. */
class PoisonTest {
  private static final Codec CODEC = Codec.bundled();
  private static final byte[] KEY = "m1".getBytes(UTF_8);

  private final CoordinatorHarness coordinator = new CoordinatorHarness();

  @AfterEach
  void close() {
    coordinator.close();
  }

  /** For each signal topic a record that belongs there. */
  private static Map<String, Function<String, SpecificRecord>> valid() {
    return Map.of(
        CoordinatorHarness.TOPICS.prepare(), id -> Signals.prepare(id).build(),
        CoordinatorHarness.TOPICS.confirm(), id -> Signals.decide(id, Decision.CONFIRM).build(),
        CoordinatorHarness.TOPICS.receive(), id -> Signals.receive(id, "billing", 1),
        CoordinatorHarness.TOPICS.consume(),
            id -> Signals.consume(id, "billing", Outcome.CONSUMED, 1).build());
  }

  static Stream<Arguments> poisons() {
    return valid().entrySet().stream()
        .flatMap(
            topic -> {
              byte[] good = CODEC.encode(topic.getValue().apply("m1"));
              return Stream.of(
                  Arguments.of(topic.getKey(), KEY, null, "EMPTY"),
                  Arguments.of(topic.getKey(), KEY, new byte[0], "EMPTY"),
                  Arguments.of(topic.getKey(), KEY, "{\"id\":1}".getBytes(UTF_8), "UNKNOWN_FORMAT"),
                  Arguments.of(topic.getKey(), KEY, unknownSchema(good), "UNKNOWN_SCHEMA"),
                  Arguments.of(
                      topic.getKey(), KEY, new byte[] {0, 0, 0, 0, 9, 1}, "UNKNOWN_SCHEMA"),
                  Arguments.of(topic.getKey(), KEY, ofAnotherKind(), "WRONG_TYPE"),
                  Arguments.of(
                      topic.getKey(), KEY, Arrays.copyOf(good, good.length - 1), "TRUNCATED"),
                  Arguments.of(
                      topic.getKey(), KEY, Arrays.copyOf(good, good.length + 1), "TRAILING_BYTES"),
                  Arguments.of(topic.getKey(), KEY, new byte[1_000_001], "TOO_LARGE"),
                  Arguments.of(topic.getKey(), "m2".getBytes(UTF_8), good, "WRONG_KEY"),
                  Arguments.of(topic.getKey(), null, good, "WRONG_KEY"),
                  Arguments.of(
                      topic.getKey(),
                      "m 1".getBytes(UTF_8),
                      CODEC.encode(topic.getValue().apply("m 1")),
                      "INVALID"));
            });
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("poisons")
  void isSetAsideWithItsReasonAndItsPlace(String topic, byte[] key, byte[] value, String reason) {
    coordinator.raw(topic, key, value);
    coordinator.send("m9");

    ProducerRecord<byte[], byte[]> record = coordinator.malformed().get(0);
    assertThat(record.key()).isEqualTo(key);
    assertThat(record.value()).isEqualTo(value);
    assertThat(header(record, Headers.MALFORMED_REASON)).isEqualTo(reason);
    assertThat(header(record, Headers.MALFORMED_DETAIL)).isNotEmpty();
    assertThat(header(record, Headers.MALFORMED_TOPIC)).isEqualTo(topic);
    assertThat(header(record, Headers.MALFORMED_PARTITION)).isEqualTo("0");
    assertThat(header(record, Headers.MALFORMED_OFFSET)).isEqualTo("0");
    assertThat(header(record, Headers.ERRORS_TOPIC)).isEqualTo(topic);
    assertThat(header(record, Headers.ERRORS_EXCEPTION)).isEqualTo(reason);
    assertThat(coordinator.counts().malformed()).containsEntry(MalformedReason.valueOf(reason), 1L);
    assertThat(coordinator.dispatched()).containsExactly("m9 #1 to orders for [billing]");
    assertThat(coordinator.log().processedOffset(topic)).isNotNegative();
  }

  @Test
  void keepsTheHeadersOfTheRecordBeforeItsOwn() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", "t".getBytes(UTF_8)).add("empty", null);

    coordinator.raw(
        CoordinatorHarness.TOPICS.prepare(),
        new TestRecord<>(KEY, new byte[] {1}, headers, CoordinatorHarness.START));

    assertThat(coordinator.malformed().get(0).headers().toArray())
        .extracting(Header::key)
        .startsWith("traceparent", "empty", Headers.MALFORMED_REASON);
  }

  @Test
  void randomBytesNeverThrow() {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      for (Map.Entry<String, Function<String, SpecificRecord>> topic : valid().entrySet()) {
        byte[] value = CODEC.encode(topic.getValue().apply("m1"));
        // Behind the frame, so that the record itself is hurt.
        value[10 + random.nextInt(value.length - 10)] = (byte) random.nextInt();
        coordinator.raw(topic.getKey(), KEY, value);
      }
    }

    assertThat(coordinator.counts().defects()).as("seed %d", seed).isZero();
  }

  @Test
  void aTimeBefore1970IsTakenAsItsBeginning() {
    coordinator.raw(
        CoordinatorHarness.TOPICS.prepare(),
        new TestRecord<>(
            KEY, CODEC.encode(Signals.prepare("m1").build()), null, Instant.ofEpochMilli(0)));

    assertThat(coordinator.messages().get("m1").content().preparedAt()).isZero();
  }

  private static byte[] unknownSchema(byte[] good) {
    byte[] other = good.clone();
    other[2] ^= 1;
    return other;
  }

  private static byte[] ofAnotherKind() {
    return CODEC.encode(
        CheckBack.newBuilder()
            .setMessageId("m1")
            .setProducer("shop")
            .setDestination("orders")
            .setAttempt(1)
            .setNonce("n")
            .setPreparedAt(1)
            .setAskedAt(1)
            .build());
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
