package io.surety.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.schemas.Codec;
import io.surety.schemas.Decoded;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.OnNoSubscriber;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.Receive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The codec with a registry that comes and goes. */
class RegistryCodecTest {
  private static final String TOPIC = "surety.receive";
  private static final Receive RECEIVE = new Receive("m1", "billing", "b-0", 2);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final RegistryStub registry = new RegistryStub();
  private final AtomicLong clock = new AtomicLong();

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void writesTheConfluentWireFormatAndReadsIt() {
    Codec codec = codec();

    byte[] bytes = codec.encode(TOPIC, RECEIVE);

    assertThat(bytes).startsWith(0, 0, 0, 0, 1).hasSize(5 + 16);
    assertThat(codec.decode(Receive.class, bytes)).isEqualTo(new Decoded.Value<>(RECEIVE));
    assertThat(registry.subjects()).containsExactly("surety.receive-value");
  }

  @Test
  void registersASchemaForAnyLanguage() {
    codec().encode(TOPIC, RECEIVE);

    assertThat(registry.schemaText(1)).doesNotContain("avro.java.string").contains("\"doc\"");
  }

  @Test
  void asksOnceForEachTopicAndOnceForEachId() {
    Codec writer = codec();
    Codec reader = codec();

    for (int i = 0; i < 100; i++) {
      reader.decode(Receive.class, writer.encode(TOPIC, RECEIVE));
    }

    assertThat(registry.requests())
        .containsExactly("POST /subjects/surety.receive-value/versions", "GET /schemas/ids/1");
  }

  @Test
  void whatWasWrittenHereIsReadWithoutAsking() {
    Codec codec = codec();
    byte[] bytes = codec.encode(TOPIC, RECEIVE);

    codec.decode(Receive.class, bytes);

    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void registrationsShareATopicButNoSubject() {
    Codec codec = codec();

    byte[] destination =
        codec.encode(
            "surety.registry", new DestinationRegistration("orders", OnNoSubscriber.COMPLETE));
    byte[] producer =
        codec.encode(
            "surety.registry", ProducerRegistration.newBuilder().setName("orders").build());

    assertThat(destination).startsWith(0, 0, 0, 0, 1);
    assertThat(producer).startsWith(0, 0, 0, 0, 2);
    assertThat(registry.subjects())
        .containsExactly(
            "surety.registry-io.surety.schemas.avro.DestinationRegistration",
            "surety.registry-io.surety.schemas.avro.ProducerRegistration");
  }

  @Test
  void readsBothEncodings() {
    byte[] singleObject = Codec.bundled().encode(TOPIC, RECEIVE);

    assertThat(codec().decode(Receive.class, singleObject).value()).contains(RECEIVE);
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void readsWhatALaterClientRegistered() throws IOException {
    Schema later = later();
    GenericRecord record = new GenericData.Record(later);
    record.put("messageId", "m1");
    record.put("group", "billing");
    record.put("instance", "b-0");
    record.put("attempt", 2);
    record.put("zone", "eu");

    byte[] bytes = framed(registry.put("any", later), record);

    assertThat(codec().decode(Receive.class, bytes).value()).contains(RECEIVE);
  }

  @Test
  void theWholeRecordHasWhatALaterWriterAddedAndWhatAnEarlierOneLacks() throws IOException {
    Schema later = later();
    GenericRecord record = new GenericData.Record(later);
    record.put("messageId", "m1");
    record.put("group", "billing");
    record.put("instance", "b-0");
    record.put("attempt", 2);
    record.put("zone", "eu");
    byte[] bytes = framed(registry.put("any", later), record);

    GenericRecord whole = codec().decodeWhole(Receive.class, bytes).value().orElseThrow();
    GenericRecord ours =
        codec()
            .decodeWhole(Receive.class, Codec.bundled().encode(TOPIC, RECEIVE))
            .value()
            .orElseThrow();

    assertThat(whole.get("messageId")).isEqualTo("m1");
    assertThat(whole.get("zone")).hasToString("eu");
    assertThat(ours.hasField("zone")).isFalse();
    assertThat(ours.get("group")).isEqualTo("billing");
    assertThat(codec().decodeWhole(Receive.class, new byte[] {1}))
        .isInstanceOf(Decoded.Malformed.class);
  }

  @Test
  void followsReferencesToOtherSubjects() throws IOException {
    Schema outcome =
        SchemaBuilder.enumeration("Outcome")
            .namespace("io.surety.schemas.avro")
            .symbols("CONSUMED", "FAILED", "REJECTED");
    registry.put("outcome", outcome);
    ObjectNode consume = MAPPER.createObjectNode();
    consume.put(
        "schema",
        """
        {"type":"record","name":"Consume","namespace":"io.surety.schemas.avro","fields":[
          {"name":"messageId","type":"string"},{"name":"group","type":"string"},
          {"name":"outcome","type":"io.surety.schemas.avro.Outcome"},{"name":"attempt","type":"int"}]}\
        """);
    consume
        .putArray("references")
        .addObject()
        .put("name", "io.surety.schemas.avro.Outcome")
        .put("subject", "outcome")
        .put("version", 1);
    int id = registry.put("consume", consume);
    byte[] bytes =
        ByteBuffer.allocate(10)
            .put((byte) 0)
            .putInt(id)
            .put(new byte[] {2, 'm', 2, 'g', 2})
            .array();
    byte[] withAttempt = java.util.Arrays.copyOf(bytes, 11);
    withAttempt[10] = 2;

    var decoded = codec().decode(io.surety.schemas.avro.Consume.class, withAttempt);

    assertThat(decoded.value())
        .contains(
            new io.surety.schemas.avro.Consume(
                "m", "g", io.surety.schemas.avro.Outcome.FAILED, 1, null, null));
  }

  @Test
  void anIdTheRegistryDoesNotKnowIsMalformedAndNotAskedForAgainSoon() {
    Codec codec = codec();
    byte[] bytes = {0, 0, 0, 0, 99, 2};

    codec.decode(Receive.class, bytes);
    clock.addAndGet(9_999);
    Decoded<Receive> second = codec.decode(Receive.class, bytes);
    clock.addAndGet(1);
    codec.decode(Receive.class, bytes);

    assertThat(second)
        .isEqualTo(
            new Decoded.Malformed<>(
                Decoded.Reason.UNKNOWN_SCHEMA, "the registry has no Avro schema with id 99"));
    assertThat(registry.requests()).containsExactly("GET /schemas/ids/99", "GET /schemas/ids/99");
  }

  @Test
  void aSchemaThatIsNotAvroIsMalformed() {
    int id =
        registry.put(
            "json", MAPPER.createObjectNode().put("schemaType", "JSON").put("schema", "{}"));

    assertThat(
            reason(
                codec()
                    .decode(
                        Receive.class, ByteBuffer.allocate(6).put((byte) 0).putInt(id).array())))
        .isEqualTo(Decoded.Reason.UNKNOWN_SCHEMA);
  }

  @Test
  void anotherRecordOfTheRegistryIsTheWrongType() {
    Codec codec = codec();
    byte[] bytes =
        codec.encode(
            "surety.registry", new DestinationRegistration("orders", OnNoSubscriber.COMPLETE));

    assertThat(reason(codec.decode(Receive.class, bytes))).isEqualTo(Decoded.Reason.WRONG_TYPE);
  }

  @Test
  void aCutFrameIsTruncatedAndNotAskedFor() {
    assertThat(reason(codec().decode(Receive.class, new byte[] {0, 0, 0})))
        .isEqualTo(Decoded.Reason.TRUNCATED);
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void anOutageStopsNoKnownSchema() {
    Codec codec = codec();
    byte[] before = codec.encode(TOPIC, RECEIVE);
    registry.stop();

    byte[] during = codec.encode(TOPIC, RECEIVE);

    assertThat(during).isEqualTo(before);
    assertThat(codec.decode(Receive.class, during).value()).contains(RECEIVE);
  }

  @Test
  void anOutageAtTheStartFallsBackToSingleObjectEncodingUntilTheRegistryIsBack() {
    registry.stop();
    Codec codec = codec();

    byte[] during = codec.encode(TOPIC, RECEIVE);
    registry.startAgain();
    clock.addAndGet(10_000);
    byte[] after = codec.encode(TOPIC, RECEIVE);

    assertThat(during).isEqualTo(Codec.bundled().encode(RECEIVE));
    assertThat(after).startsWith(0, 0, 0, 0, 1);
    assertThat(codec.decode(Receive.class, during).value()).contains(RECEIVE);
  }

  @Test
  void anUnknownIdDuringAnOutageSaysToReadAgainLater() {
    byte[] bytes = codec().encode(TOPIC, RECEIVE);
    registry.stop();
    Codec restarted = codec();

    assertThatExceptionOfType(RegistryUnavailableException.class)
        .isThrownBy(() -> restarted.decode(Receive.class, bytes))
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofMillis(500)));
    registry.startAgain();
    clock.addAndGet(500);

    assertThat(restarted.decode(Receive.class, bytes).value()).contains(RECEIVE);
  }

  @Test
  void anOutageCostsOneQuestionEachBackOff() {
    Codec codec = codec();
    registry.failWith(503);

    for (int i = 0; i < 100; i++) {
      codec.encode(TOPIC, RECEIVE);
    }
    clock.addAndGet(500);
    codec.encode(TOPIC, RECEIVE);
    clock.addAndGet(999);
    codec.encode(TOPIC, RECEIVE);

    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void aRegistryThatAcceptsAndNeverAnswersIsAnOutage() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort();
      Codec codec = Codec.from(Map.of(RegistryConfig.URL, url, RegistryConfig.TIMEOUT_MS, "50"));

      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> codec.decode(Receive.class, new byte[] {0, 0, 0, 0, 1, 2}));
      assertThat(codec.encode(TOPIC, RECEIVE)).isEqualTo(Codec.bundled().encode(RECEIVE));
    }
  }

  @Test
  void wrongCredentialsAreAnOutageAndNotMalformed() {
    registry.requireAuthorization("Basic YWxpY2U6c2VjcmV0");
    byte[] bytes = {0, 0, 0, 0, 1, 2};

    assertThatExceptionOfType(RegistryUnavailableException.class)
        .isThrownBy(() -> codec().decode(Receive.class, bytes))
        .withMessageContaining("HTTP 401");
  }

  @Test
  void sendsCredentials() {
    registry.requireAuthorization("Basic YWxpY2U6c2VjcmV0");
    Codec codec =
        Codec.from(
            Map.of(RegistryConfig.URL, registry.url(), RegistryConfig.BASIC_AUTH, "alice:secret"));

    assertThat(codec.encode(TOPIC, RECEIVE)).startsWith(0, 0, 0, 0, 1);
  }

  @Test
  void takesTheNextUrlWhenOneIsAway() {
    RegistryStub away = new RegistryStub();
    away.close();
    Codec codec = Codec.from(Map.of(RegistryConfig.URL, away.url() + ", " + registry.url()));

    assertThat(codec.encode(TOPIC, RECEIVE)).startsWith(0, 0, 0, 0, 1);
  }

  @Test
  void keepsTheBasePathOfTheUrl() {
    Codec codec = Codec.from(Map.of(RegistryConfig.URL, registry.url() + "/apis/ccompat/v7"));

    codec.encode(TOPIC, RECEIVE);

    assertThat(registry.requests())
        .containsExactly("POST /apis/ccompat/v7/subjects/surety.receive-value/versions");
  }

  @Test
  void aRefusalShowsAtTheStartAndStopsNoWriting() {
    registry.put(
        "surety.receive-value",
        SchemaBuilder.record("Other").fields().requiredInt("a").endRecord());
    Codec codec = codec();

    assertThatExceptionOfType(RegistryRefusedException.class)
        .isThrownBy(() -> codec.register(TOPIC, Receive.class))
        .withMessageContaining("HTTP 409")
        .withMessageContaining("surety.receive-value");
    assertThat(codec.encode(TOPIC, RECEIVE)).isEqualTo(Codec.bundled().encode(RECEIVE));
  }

  @Test
  void onlyLooksUpWhenItMayNotRegister() {
    RegistryConfig config = RegistryConfig.of(registry.url());
    RegistryConfig lookup =
        new RegistryConfig(config.urls(), Optional.empty(), config.timeout(), false);
    Codec reader = Codec.withRegistry(new SchemaRegistry(lookup, clock::get));

    assertThatExceptionOfType(RegistryRefusedException.class)
        .isThrownBy(() -> reader.register(TOPIC, Receive.class))
        .withMessageContaining(
            "register it first, or set surety.schema.registry.auto.register=true");
    codec().register(TOPIC, Receive.class);
    reader.register(TOPIC, Receive.class);

    assertThat(registry.requests())
        .containsExactly(
            "POST /subjects/surety.receive-value",
            "POST /subjects/surety.receive-value/versions",
            "POST /subjects/surety.receive-value");
  }

  @Test
  void withoutAUrlThereIsNoRegistry() {
    Codec codec = Codec.from(Map.of());

    codec.register(TOPIC, Receive.class);

    assertThat(codec.encode(TOPIC, RECEIVE)).startsWith(0xC3, 0x01);
  }

  private Codec codec() {
    return Codec.withRegistry(new SchemaRegistry(RegistryConfig.of(registry.url()), clock::get));
  }

  private static Schema later() {
    return SchemaBuilder.record("Receive")
        .namespace("io.surety.schemas.avro")
        .fields()
        .requiredString("messageId")
        .requiredString("group")
        .requiredString("instance")
        .requiredInt("attempt")
        .optionalString("zone")
        .endRecord();
  }

  private static byte[] framed(int id, GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    return out.toByteArray();
  }

  private static Decoded.Reason reason(Decoded<?> decoded) {
    return decoded.fold(value -> null, Decoded.Malformed::reason);
  }
}
