package io.surety.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Frozen schemas among a module's resources: {@code DIRECTORY/VERSION/RECORD.avsc}, each file
 * self-contained.
 *
 * <p>A version is a released state of all records; a record that came later is missing in the
 * earlier ones. Frozen files are never changed. Immutable.
 *
 * @param owner a class of the module whose resources these are
 * @param directory absolute resource path, for example {@code /io/surety/schemas/history}
 * @param versions directories below it, oldest first, for example {@code v1, v2}
 */
public record SchemaHistory(Class<?> owner, String directory, List<String> versions) {
  public SchemaHistory {
    if (!directory.startsWith("/") || directory.endsWith("/")) {
      throw new IllegalArgumentException(
          "directory must start with '/' and not end with it, was '" + directory + "'");
    }
    versions = List.copyOf(versions);
  }

  /** A record type with what is frozen under its simple class name. */
  public <T extends SpecificRecord> RecordType<T> recordType(Supplier<T> blank) {
    return RecordType.of(blank, of(blank.get().getSchema().getName()));
  }

  /** The frozen schemas of a record, oldest first; empty when none is frozen. */
  public List<Schema> of(String record) {
    List<Schema> frozen = new ArrayList<>();
    for (String version : versions) {
      try (InputStream file =
          owner.getResourceAsStream(directory + "/" + version + "/" + record + ".avsc")) {
        if (file != null) {
          frozen.add(new Schema.Parser().parse(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(
            "cannot read the frozen schema " + version + "/" + record, e);
      }
    }
    return List.copyOf(frozen);
  }
}
