package io.surety.connectors.convert;

import static io.surety.connectors.support.Later.copy;
import static io.surety.connectors.support.Later.framed;
import static io.surety.connectors.support.Later.withFields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.connectors.support.Records;
import io.surety.schemas.Codec;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.Event;
import io.surety.schemas.registry.RegistryStub;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchiveConverterTest {
  private static final String TOPIC = "surety.archive";
  private static final Codec CODEC = Codec.bundled();

  private final ArchiveConverter converter = new ArchiveConverter();

  @Test
  void everyFieldHasItsColumn() {
    Struct row = row(CODEC.encode(Records.full("m1")));

    assertThat(row.schema().fields())
        .filteredOn(field -> row.get(field) == null)
        .extracting(org.apache.kafka.connect.data.Field::name)
        .containsExactly("omitted");
    assertThat(row.get("message_id")).isEqualTo("m1");
    assertThat(row.get("began_at"))
        .isEqualTo(row.get("prepared_at"))
        .isEqualTo("2026-11-22T08:00:00.000Z");
    assertThat(row.schema().field("finished_at").schema().name())
        .isEqualTo("io.debezium.time.ZonedTimestamp");
    assertThat(row.get("payload")).isEqualTo(ByteBuffer.wrap(new byte[] {0, 1, (byte) 0xFF}));
    assertThat(row.get("headers"))
        .isEqualTo(
            "[{\"name\":\"trace\",\"value\":\"00-1\"},{\"name\":\"raw\",\"valueBase64\":\"/wA=\"},"
                + "{\"name\":\"none\",\"value\":null}]");
    assertThat((String) row.get("deliveries"))
        .startsWith("[{\"group\":\"billing\",\"status\":\"DEAD\",\"attempts\":2,")
        .contains("\"resolved\":true", "\"reason\":\"REJECTED\"", "\"note\":\"booked by hand\"")
        .contains(
            "\"history\":[{\"attempt\":1,\"outcome\":\"FAILED\",\"dispatchedAt\":\"2026-11-22T08:00:00.003Z\"")
        .contains("\"failure\":{\"type\":\"java.io.IOException\",\"message\":\"broken \\\\ pipe\"")
        .contains("{\"group\":\"audit\",\"status\":\"CONSUMED\"", "\"late\":true");
    assertThat((String) row.get("check_back_history"))
        .contains("{\"attempt\":1,\"askedAt\":\"2026-11-22T08:00:00.001Z\",\"answer\":\"UNKNOWN\"");
  }

  @Test
  void whatHasNoPrepareBeganWhenItWasGivenUp() {
    Archive unmatched =
        Archive.newBuilder()
            .setMessageId("m1")
            .setRevision(1)
            .setStatus("DEAD_LETTERED")
            .setReason("UNMATCHED")
            .setFinishedAt(Records.T0)
            .setCheckBacks(0)
            .build();

    Struct row = row(CODEC.encode(unmatched));

    assertThat(row.get("began_at")).isEqualTo(row.get("finished_at"));
    assertThat(row.get("prepared_at")).isNull();
    assertThat(row.get("deliveries")).isEqualTo("[]");
  }

  @Test
  void saysWhatTheCoordinatorHadNoRoomFor() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("surety-omitted", "TOO_LARGE".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    Object row = converter.toConnectData(TOPIC, headers, CODEC.encode(Records.full("m1"))).value();

    assertThat(((Struct) row).get("omitted")).isEqualTo("TOO_LARGE");
  }

  static Stream<Arguments> poison() {
    return Stream.of(
        poison("EMPTY", null),
        poison("EMPTY", new byte[0]),
        poison("UNKNOWN_FORMAT", new byte[] {1, 2, 3}),
        poison("UNKNOWN_SCHEMA", new byte[] {(byte) 0xC3, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9}),
        poison("UNKNOWN_SCHEMA", new byte[] {0, 0, 0, 0, 7, 2}),
        poison("TRUNCATED", java.util.Arrays.copyOf(CODEC.encode(Records.full("m1")), 40)),
        poison("TRAILING_BYTES", java.util.Arrays.copyOf(CODEC.encode(Records.full("m1")), 2_000)),
        poison(
            "WRONG_TYPE",
            CODEC.encode(
                Event.newBuilder()
                    .setMessageId("m1")
                    .setKind("EXPIRED")
                    .setAt(1L)
                    .setStatus("EXPIRED")
                    .build())),
        wrong("messageId", record -> record.setMessageId("not an id")),
        wrong("messageId", record -> record.setMessageId("m\0")),
        wrong("messageId", record -> record.setMessageId("m".repeat(129))),
        wrong("revision", record -> record.setRevision(0)),
        wrong("status", record -> record.setStatus("done")),
        wrong("producer", record -> record.setProducer("p".repeat(250))),
        wrong("destination", record -> record.setDestination("a b")),
        wrong("tag", record -> record.setTag("a..b")),
        wrong("businessKey", record -> record.setBusinessKey("k".repeat(513))),
        wrong("businessKey", record -> record.setBusinessKey("k\0")),
        wrong("actor", record -> record.setActor("ann\0")),
        wrong("note", record -> record.setNote("x".repeat(65_537))),
        wrong("reason", record -> record.setReason("because")),
        wrong("checkBacks", record -> record.setCheckBacks(-1)),
        wrong("finishedAt", record -> record.setFinishedAt(Long.MAX_VALUE)),
        wrong("preparedAt", record -> record.setPreparedAt(-1L)),
        wrong("deliverAt", record -> record.setDeliverAt(253_402_300_800_000L)),
        wrong("group", record -> delivery(record, "a group", "DEAD")),
        wrong("delivery status", record -> delivery(record, "billing", "")),
        wrong(
            "different groups",
            record ->
                record.setDeliveries(
                    List.of(
                        Records.delivery("billing", "DEAD").build(),
                        Records.delivery("billing", "CONSUMED").build()))),
        wrong(
            "delivery note",
            record ->
                record.setDeliveries(
                    List.of(Records.delivery("billing", "DEAD").setNote("\0").build()))));
  }

  @ParameterizedTest
  @MethodSource("poison")
  void isRefusedForItsReason(String reason, byte[] value) {
    assertThatThrownBy(() -> converter.toConnectData(TOPIC, new RecordHeaders(), value))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void readsTheWireFormatOfARegistryAndWaitsForIt() {
    RegistryStub registry = new RegistryStub();
    Map<String, String> settings = Map.of("surety.schema.registry.url", registry.url());
    byte[] value = Codec.from(settings).encode(TOPIC, Records.full("m1"));
    assertThat(value[0]).isZero();
    registry.close();
    converter.configure(settings, false);

    assertThatThrownBy(() -> row(value)).isInstanceOf(RetriableException.class);
  }

  @Test
  void bothEncodingsAreTheSameRow() {
    try (RegistryStub registry = new RegistryStub()) {
      Map<String, String> settings = Map.of("surety.schema.registry.url", registry.url());
      byte[] framed = Codec.from(settings).encode(TOPIC, Records.full("m1"));
      converter.configure(settings, false);

      assertThat(row(framed)).isEqualTo(row(CODEC.encode(Records.full("m1"))));
    }
  }

  @Test
  void aFieldOfALaterCoordinatorBecomesAColumn() throws IOException {
    try (RegistryStub registry = new RegistryStub()) {
      Schema later = withFields("region", "string", "scannedAt", "long", "retries", "int");
      int id = registry.put("later", later);
      converter.configure(Map.of("surety.schema.registry.url", registry.url()), false);
      GenericRecord record = copy(Records.full("m1"), later);
      record.put("region", "eu");
      record.put("scannedAt", Records.T0);
      record.put("retries", 7);

      Struct row = row(framed(id, record));

      assertThat(row.get("region")).isEqualTo("eu");
      assertThat(row.get("scanned_at")).isEqualTo("2026-11-22T08:00:00.000Z");
      assertThat(row.get("retries")).isEqualTo(7);
      assertThat(row.get("note")).isEqualTo("a \"note\"\nof two lines");
      assertThat(row.schema().field("region").schema().isOptional()).isTrue();
      record.put("region", "e\0");
      byte[] withNul = framed(id, record);
      assertThatThrownBy(() -> row(withNul)).hasMessageContaining("region");
    }
  }

  private Struct row(byte[] value) {
    return (Struct) converter.toConnectData(TOPIC, new RecordHeaders(), value).value();
  }

  private static Archive.Builder delivery(Archive.Builder record, String group, String status) {
    return record.setDeliveries(List.of(Records.delivery(group, status).build()));
  }

  private static Arguments poison(String reason, byte[] value) {
    return Arguments.of(reason, value);
  }

  private static Arguments wrong(String field, UnaryOperator<Archive.Builder> change) {
    return Arguments.of(field, CODEC.encode(change.apply(Records.completed("m1")).build()));
  }
}
