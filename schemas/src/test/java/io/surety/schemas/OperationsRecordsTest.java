package io.surety.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.schemas.avro.DeadLetterNote;
import io.surety.schemas.avro.RedriveControl;
import io.surety.schemas.avro.RedriveItem;
import io.surety.schemas.avro.RedriveItems;
import io.surety.schemas.avro.RedriveJob;
import io.surety.schemas.avro.RedriveOutcome;
import io.surety.schemas.avro.RedriveOutcomes;
import io.surety.schemas.registry.PortableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server wrote about its jobs is read by every later one. */
class OperationsRecordsTest {
  private static final Path SCHEMAS = Path.of("src/main/resources/io/surety/schemas/operations");
  private static final Path GOLDEN = Path.of("src/test/resources/golden-operations");
  private static final String NEWEST = "v1";
  private static final long T0 = 1_795_000_000_000L;

  private static final Map<String, SpecificRecord> SAMPLES =
      Map.of(
          "RedriveJob",
          new RedriveJob(
              "j1",
              "after the fix",
              Map.of("group", "billing"),
              "alice",
              "driver mended",
              T0,
              2,
              1,
              2.5,
              true,
              10),
          "RedriveItems",
          new RedriveItems(
              "j1",
              0,
              List.of(new RedriveItem("m1", "billing", T0 - 5), new RedriveItem("m2", "", T0 - 4))),
          "RedriveOutcomes",
          new RedriveOutcomes(
              "j1",
              0,
              List.of(
                  new RedriveOutcome("SENT", T0 + 1, ""),
                  new RedriveOutcome("FAILED", T0 + 2, "given up again"))),
          "RedriveControl",
          new RedriveControl("j1", "PAUSE", 3, "bob", "too fast", T0 + 3),
          "DeadLetterNote",
          new DeadLetterNote("f/1", "known fault 42", "alice", T0));

  static Stream<RecordType<?>> records() {
    return OperationsRecords.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("records")
  void theNewestFrozenSchemaIsTheCurrentOne(RecordType<?> record) {
    List<Schema> frozen = OperationsRecords.HISTORY.of(record.schema().getName());

    assertThat(PortableSchema.prettyJson(frozen.get(frozen.size() - 1)))
        .as("frozen as in FrozenHistoryTest: add a version, and leave the others as they are")
        .isEqualTo(PortableSchema.prettyJson(record.schema()));
  }

  @ParameterizedTest
  @MethodSource("records")
  void frozenBytesAreReadAndWritten(RecordType<?> record) throws IOException {
    String name = record.schema().getName();
    SpecificRecord sample = SAMPLES.get(name);
    byte[] golden =
        HexFormat.of()
            .parseHex(
                Files.readString(GOLDEN.resolve(NEWEST).resolve(name + ".hex"))
                    .replaceAll("\\s", ""));

    assertThat(OperationsRecords.codec().decode(record.type(), golden))
        .isEqualTo(new Decoded.Value<>(sample));
    assertThat(OperationsRecords.codec().encode(sample)).isEqualTo(golden);
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyFieldSaysWhatItMeans(RecordType<?> record) {
    assertThat(record.schema().getFields()).allMatch(field -> field.doc() != null);
  }

  @Test
  void keysSayTheirKind() {
    assertThat(OperationsKey.job("j1")).isEqualTo("job/j1");
    assertThat(OperationsKey.items("j1", 2)).isEqualTo("items/j1/2");
    assertThat(OperationsKey.outcomes("j1", 2)).isEqualTo("outcomes/j1/2");
    assertThat(OperationsKey.control("j1")).isEqualTo("control/j1");
    assertThat(OperationsKey.cancel("j1")).isEqualTo("cancel/j1");
    assertThat(OperationsKey.note("a/b")).isEqualTo("note/a/b");
  }

  @Test
  @EnabledIfSystemProperty(named = "surety.freeze.operations", matches = "v\\d+")
  void freezesTheVersionThatIsAskedFor() throws IOException {
    String version = System.getProperty("surety.freeze.operations");
    for (RecordType<?> record : OperationsRecords.ALL) {
      String name = record.schema().getName();
      write(
          SCHEMAS.resolve(version).resolve(name + ".avsc"),
          PortableSchema.prettyJson(record.schema()));
      String hex = HexFormat.of().formatHex(OperationsRecords.codec().encode(SAMPLES.get(name)));
      write(
          GOLDEN.resolve(version).resolve(name + ".hex"),
          hex.replaceAll("(.{64})", "$1\n").stripTrailing() + "\n");
    }
  }

  private static void write(Path file, String text) throws IOException {
    assertThat(file).as("frozen files are not changed").doesNotExist();
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
