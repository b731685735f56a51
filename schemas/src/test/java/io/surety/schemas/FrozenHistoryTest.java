package io.surety.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.schemas.registry.PortableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was released is never changed, and is read for ever. */
class FrozenHistoryTest {
  private static final Path SCHEMAS = Path.of("src/main/resources/io/surety/schemas/history");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final String HOW_TO_ADD =
      """
      The schema of %s is not the newest frozen one. Before a release, when the newest version is not yet in any release, \
      delete its files and freeze it again. After a release, freeze a new version vN:
        1. add vN to WireRecords.HISTORY, and samples that set the new fields to Samples
        2. mvn -pl schemas test -Dtest=FrozenHistoryTest#freezesTheVersionThatIsAskedFor -Dsurety.freeze=vN
        3. commit the new files; they are not changed again""";

  private final Codec codec = Codec.bundled();

  static Stream<RecordType<?>> records() {
    return WireRecords.ALL.stream();
  }

  static List<String> versions() {
    return WireRecords.HISTORY.versions();
  }

  @ParameterizedTest
  @MethodSource("records")
  void theNewestFrozenSchemaIsTheCurrentOne(RecordType<?> record) {
    List<Schema> frozen = WireRecords.HISTORY.of(record.schema().getName());

    assertThat(frozen).as(HOW_TO_ADD, record.schema().getName()).isNotEmpty();
    assertThat(PortableSchema.prettyJson(frozen.get(frozen.size() - 1)))
        .as(HOW_TO_ADD, record.schema().getName())
        .isEqualTo(PortableSchema.prettyJson(record.schema()));
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyFrozenSchemaCanBeReadByEveryLaterOne(RecordType<?> record) {
    List<Schema> frozen = WireRecords.HISTORY.of(record.schema().getName());

    for (int writer = 0; writer < frozen.size(); writer++) {
      for (int reader = writer; reader < frozen.size(); reader++) {
        var result =
            SchemaCompatibility.checkReaderWriterCompatibility(
                frozen.get(reader), frozen.get(writer));
        assertThat(result.getType())
            .as(result.getDescription())
            .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyFieldSaysWhatItMeans(RecordType<?> record) {
    assertThat(undocumented(record.schema())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void goldenBytesOfEveryVersionDecodeToTheWholeRecord(String version) throws IOException {
    for (Map.Entry<String, SpecificRecord> sample : Samples.of(version).entrySet()) {
      Decoded<?> decoded =
          codec.decode(sample.getValue().getClass(), golden(version, sample.getKey()));

      assertThat(decoded).as(sample.getKey()).isEqualTo(new Decoded.Value<>(sample.getValue()));
    }
  }

  @Test
  void theNewestVersionIsWrittenAsItsGoldenBytes() throws IOException {
    String newest = versions().get(versions().size() - 1);

    for (Map.Entry<String, SpecificRecord> sample : Samples.of(newest).entrySet()) {
      assertThat(codec.encode(sample.getValue()))
          .as(sample.getKey())
          .isEqualTo(golden(newest, sample.getKey()));
    }
  }

  @Test
  void everyRecordHasGoldenBytesInEveryVersionThatHasItsSchema() {
    for (String version : versions()) {
      for (RecordType<?> record : WireRecords.ALL) {
        boolean isFrozen =
            Files.exists(SCHEMAS.resolve(version).resolve(record.schema().getName() + ".avsc"));

        assertThat(Samples.of(version).values().stream().anyMatch(record.type()::isInstance))
            .as("%s %s", version, record.schema().getName())
            .isEqualTo(isFrozen);
      }
    }
  }

  @Test
  void theVersionsAreTheDirectories() throws IOException {
    try (Stream<Path> directories = Files.list(SCHEMAS)) {
      assertThat(directories.map(path -> path.getFileName().toString()).sorted())
          .isEqualTo(versions().stream().sorted().toList());
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "surety.freeze", matches = "v\\d+")
  void freezesTheVersionThatIsAskedFor() throws IOException {
    String version = System.getProperty("surety.freeze");

    for (RecordType<?> record : WireRecords.ALL) {
      Path file = SCHEMAS.resolve(version).resolve(record.schema().getName() + ".avsc");
      writeNew(file, PortableSchema.prettyJson(record.schema()));
    }
    for (Map.Entry<String, SpecificRecord> sample : Samples.of(version).entrySet()) {
      writeNew(
          goldenFile(version, sample.getKey()),
          lines(HexFormat.of().formatHex(codec.encode(sample.getValue()))));
    }
  }

  private static void writeNew(Path file, String text) throws IOException {
    assertThat(file)
        .as("frozen files are not changed; delete it if it was never released")
        .doesNotExist();
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static byte[] golden(String version, String name) throws IOException {
    return HexFormat.of()
        .parseHex(Files.readString(goldenFile(version, name)).replaceAll("\\s", ""));
  }

  private static Path goldenFile(String version, String name) {
    return GOLDEN.resolve(version).resolve(name + ".hex");
  }

  private static String lines(String hex) {
    return hex.replaceAll("(.{64})", "$1\n").stripTrailing() + "\n";
  }

  private static List<String> undocumented(Schema schema) {
    return switch (schema.getType()) {
      case RECORD ->
          Stream.concat(
                  schema.getFields().stream()
                      .filter(field -> field.doc() == null)
                      .map(field -> schema.getName() + "." + field.name()),
                  schema.getFields().stream()
                      .flatMap(field -> undocumented(field.schema()).stream()))
              .toList();
      case ARRAY -> undocumented(schema.getElementType());
      case UNION ->
          schema.getTypes().stream().flatMap(branch -> undocumented(branch).stream()).toList();
      default -> List.of();
    };
  }
}
