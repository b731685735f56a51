package io.surety.schemas;

import static io.surety.schemas.Decoded.Reason.EMPTY;
import static io.surety.schemas.Decoded.Reason.INVALID;
import static io.surety.schemas.Decoded.Reason.TRAILING_BYTES;
import static io.surety.schemas.Decoded.Reason.TRUNCATED;
import static io.surety.schemas.Decoded.Reason.UNKNOWN_FORMAT;
import static io.surety.schemas.Decoded.Reason.UNKNOWN_SCHEMA;
import static io.surety.schemas.Decoded.Reason.WRONG_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.Receive;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
  private final Codec codec = Codec.bundled();

  @Test
  void whatIsWrittenIsRead() {
    for (Map.Entry<String, SpecificRecord> sample : Samples.of("v3").entrySet()) {
      byte[] bytes = codec.encode("any-topic", sample.getValue());

      assertThat(codec.decode(sample.getValue().getClass(), bytes))
          .isEqualTo(new Decoded.Value<>(sample.getValue()));
    }
  }

  @Test
  void writesWhatAvroItselfReads() throws Exception {
    byte[] bytes = codec.encode(Samples.prepare());

    assertThat(Prepare.getDecoder().decode(bytes)).isEqualTo(Samples.prepare());
  }

  @Test
  void readsWhatAvroItselfWrites() throws Exception {
    ByteBuffer bytes = Prepare.getEncoder().encode(Samples.prepare());

    assertThat(codec.decode(Prepare.class, Arrays.copyOf(bytes.array(), bytes.limit())).value())
        .contains(Samples.prepare());
  }

  @Test
  void writingLeavesThePayloadToBeReadAgain() {
    Prepare prepare = Samples.prepare();

    codec.encode(prepare);

    assertThat(codec.encode(prepare)).isEqualTo(codec.encode(Samples.prepare()));
  }

  @Test
  void aPayloadHoldsItsOwnBytesOnly() {
    byte[] bytes = codec.encode(Samples.leastPrepare());

    ByteBuffer payload = codec.decode(Prepare.class, bytes).value().orElseThrow().getPayload();

    assertThat(payload.array()).asString().isEqualTo("hi");
  }

  @Test
  void aLargePayloadDoesNotDisturbTheNextRecord() {
    Prepare large =
        Prepare.newBuilder(Samples.prepare())
            .setPayload(ByteBuffer.wrap(new byte[1_000_000]))
            .build();

    byte[] first = codec.encode(large);
    byte[] second = codec.encode(Samples.prepare());

    assertThat(codec.decode(Prepare.class, first).value()).contains(large);
    assertThat(codec.decode(Prepare.class, second).value()).contains(Samples.prepare());
  }

  @Test
  void aRecordThatLacksAFieldIsRefusedByNameAndDisturbsNothing() {
    Receive incomplete = new Receive("m1", "billing", null, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.encode(incomplete))
        .withMessageContaining("Receive")
        .withMessageContaining("instance");
    assertThat(codec.decode(Prepare.class, codec.encode(Samples.prepare())).value())
        .contains(Samples.prepare());
  }

  @Test
  void aRecordOfAnotherCodecIsTheCallersMistake() {
    Header header = new Header("a", null);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.encode(header))
        .withMessageContaining("io.surety.schemas.avro.Header");
  }

  @Test
  void noBytesAreEmpty() {
    assertMalformed(codec.decode(Prepare.class, null), EMPTY, "no bytes");
    assertMalformed(codec.decode(Prepare.class, new byte[0]), EMPTY, "no bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7B226964223A317D", "01", "C302000000000000000000", "FF"})
  void otherFormatsAreSaid(String hex) {
    assertThat(reason(codec.decode(Prepare.class, HexFormat.of().parseHex(hex))))
        .isEqualTo(UNKNOWN_FORMAT);
  }

  @Test
  void anUnknownFingerprintIsSaid() {
    byte[] bytes = codec.encode(Samples.prepare());
    bytes[2] ^= 1;

    assertThat(reason(codec.decode(Prepare.class, bytes))).isEqualTo(UNKNOWN_SCHEMA);
  }

  @Test
  void registryBytesWithoutARegistrySayWhatToSet() {
    byte[] bytes = {0, 0, 0, 0, 7, 2, 'a'};

    assertMalformed(
        codec.decode(Prepare.class, bytes),
        UNKNOWN_SCHEMA,
        "written with registry schema id 7, but surety.schema.registry.url is not set");
  }

  @Test
  void anotherRecordIsTheWrongType() {
    byte[] bytes = codec.encode(Samples.leastDecide());

    assertMalformed(
        codec.decode(Prepare.class, bytes),
        WRONG_TYPE,
        "written as io.surety.schemas.avro.Decide, expected io.surety.schemas.avro.Prepare");
  }

  @Test
  void everyCutIsTruncated() {
    byte[] bytes = codec.encode(Samples.prepare());

    assertThat(IntStream.range(1, bytes.length))
        .allSatisfy(
            length ->
                assertThat(reason(codec.decode(Prepare.class, Arrays.copyOf(bytes, length))))
                    .isEqualTo(TRUNCATED));
  }

  @Test
  void bytesAfterTheRecordAreSaid() {
    byte[] bytes = codec.encode(Samples.prepare());

    Decoded<Prepare> decoded = codec.decode(Prepare.class, Arrays.copyOf(bytes, bytes.length + 3));

    assertMalformed(decoded, TRAILING_BYTES, "3 bytes after the end of the record");
  }

  @Test
  void anUnknownEnumSymbolIsInvalid() {
    byte[] bytes = codec.encode(Samples.leastDecide());
    bytes[13] = 20; // zig-zag of 10, one past the last decision

    assertThat(reason(codec.decode(Decide.class, bytes))).isEqualTo(INVALID);
  }

  @Test
  void anUnknownUnionBranchIsInvalid() {
    byte[] bytes = codec.encode(Samples.leastDecide());
    bytes[bytes.length - 2] = 4; // jobId: neither null nor text

    assertThat(reason(codec.decode(Decide.class, bytes))).isEqualTo(INVALID);
  }

  @Test
  void brokenUtf8IsInvalidAndTheReplacementCharacterIsNot() {
    byte[] broken = codec.encode(new Receive("m1", "billing", "x", 1));
    broken[broken.length - 2] = (byte) 0xFF;
    Receive unusual = new Receive("m1", "billing", "\uFFFD", 1);

    assertMalformed(codec.decode(Receive.class, broken), INVALID, "text must be UTF-8");
    assertThat(codec.decode(Receive.class, codec.encode(unusual)).value()).contains(unusual);
  }

  @Test
  void detailsNeverShowContent() {
    Prepare secret =
        Prepare.newBuilder(Samples.prepare())
            .setPayload(ByteBuffer.wrap("s3cret".getBytes()))
            .build();
    byte[] bytes = codec.encode(secret);

    for (int cut = 1; cut < bytes.length; cut++) {
      assertThat(codec.decode(Prepare.class, Arrays.copyOf(bytes, cut)).toString())
          .doesNotContain("s3cret");
    }
  }

  @Test
  void malformedBytesCarryTheirReasonAndPlaceAsHeaders() {
    Decoded.Malformed<Prepare> malformed =
        new Decoded.Malformed<>(TRUNCATED, "2 more bytes are needed, 0 are left");

    assertThat(MalformedHeaders.of(malformed, "surety.prepare", 3, 42L))
        .containsExactly(
            Map.entry("surety-malformed-reason", "TRUNCATED"),
            Map.entry("surety-malformed-detail", "2 more bytes are needed, 0 are left"),
            Map.entry("surety-malformed-topic", "surety.prepare"),
            Map.entry("surety-malformed-partition", "3"),
            Map.entry("surety-malformed-offset", "42"));
  }

  @Test
  void threadsDoNotDisturbEachOther() {
    List<SpecificRecord> samples = List.copyOf(Samples.of("v3").values());

    boolean allRight =
        IntStream.range(0, 20_000)
            .parallel()
            .mapToObj(i -> samples.get(i % samples.size()))
            .allMatch(
                sample ->
                    codec
                        .decode(sample.getClass(), codec.encode(sample))
                        .equals(new Decoded.Value<>(sample)));

    assertThat(allRight).isTrue();
  }

  @Test
  void recordsWithTheSameFieldsAreStillDifferent() {
    byte[] bytes = codec.encode(Samples.of("v1").get("ConsumeCheck.full"));

    assertThat(reason(codec.decode(CheckBack.class, bytes))).isEqualTo(WRONG_TYPE);
  }

  private static Decoded.Reason reason(Decoded<?> decoded) {
    return decoded.fold(value -> null, Decoded.Malformed::reason);
  }

  private static <T> void assertMalformed(
      Decoded<T> decoded, Decoded.Reason reason, String detail) {
    assertThat(decoded).isEqualTo(new Decoded.Malformed<>(reason, detail));
  }
}
