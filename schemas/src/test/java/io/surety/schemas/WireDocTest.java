package io.surety.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/wire.md says in bytes and names is what the code does. */
class WireDocTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private String page = "";

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("../docs/wire.md"));
  }

  @ParameterizedTest
  @MethodSource("io.surety.schemas.FrozenHistoryTest#records")
  void everyRecordHasItsFirstBytes(RecordType<?> record) {
    String row = "| `%s` | `%s` |";

    assertThat(page)
        .contains(
            row.formatted(
                record.schema().getName(),
                HEX.formatHex(Frames.singleObject(record.fingerprint()))));
  }

  @Test
  void everyTopicIsListed() {
    assertThat(Topics.withDefaultPrefix().all())
        .allSatisfy(
            topic ->
                assertThat(page)
                    .contains("| `" + topic.substring(Topics.DEFAULT_PREFIX.length()) + "` |"));
  }

  @Test
  void theExampleConfirmsM1() {
    byte[] value = Codec.bundled().encode(Samples.leastDecide());

    assertThat(page).contains("\n" + HexFormat.of().formatHex(value) + "\n");
    assertThat(spaced(Arrays.copyOf(value, 10)))
        .satisfies(bytes -> assertThat(page).contains("\n" + bytes + "   Decide, version 2"));
    assertThat(spaced(Arrays.copyOfRange(value, 10, 13)))
        .satisfies(bytes -> assertThat(page).contains("\n" + bytes + " "));
    assertThat(value).hasSize(10 + 3 + 1 + 1 + 7 + 1);
  }

  @Test
  void earlierVersionsOfARecordThatChangedAreNamed() {
    for (RecordType<?> record : WireRecords.ALL) {
      for (long fingerprint : record.writers().keySet()) {
        assertThat(page)
            .as(record.schema().getName())
            .contains("`" + HEX.formatHex(Frames.singleObject(fingerprint)) + "`");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonIsNamed(Decoded.Reason reason) {
    assertThat(page).contains("`" + reason + "`");
  }

  private static String spaced(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes);
  }
}
