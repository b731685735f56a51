package io.surety.schemas;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;

/**
 * A generated record and every schema it was ever written with.
 *
 * <p>Immutable and thread-safe, but expensive to make: keep it.
 *
 * @param <T> the record
 */
public final class RecordType<T extends SpecificRecord> {
  private final Supplier<T> blank;
  private final Class<T> type;
  private final Schema schema;
  private final long fingerprint;
  private final Map<Long, Schema> writers;

  private RecordType(Supplier<T> blank, Class<T> type, Schema schema, Map<Long, Schema> writers) {
    this.blank = blank;
    this.type = type;
    this.schema = schema;
    this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    this.writers = writers;
  }

  /**
   * A record type.
   *
   * @param blank makes an empty record, as in {@code Prepare::new}
   * @param history earlier schemas; the current one need not be among them
   * @throws IllegalArgumentException when the current schema cannot read one of the history
   */
  public static <T extends SpecificRecord> RecordType<T> of(
      Supplier<T> blank, Collection<Schema> history) {
    T example = blank.get();
    @SuppressWarnings(
        "unchecked") // The class of a T is a Class<T>, or of a subclass, which generated records
    // lack.
    Class<T> type = (Class<T>) example.getClass();
    Schema schema = example.getSchema();
    Map<Long, Schema> writers = new LinkedHashMap<>();
    writers.put(SchemaNormalization.parsingFingerprint64(schema), schema);
    for (Schema earlier : history) {
      checkReadable(schema, earlier);
      writers.putIfAbsent(SchemaNormalization.parsingFingerprint64(earlier), earlier);
    }
    return new RecordType<>(blank, type, schema, Map.copyOf(writers));
  }

  /** The generated class. */
  public Class<T> type() {
    return type;
  }

  /** The current schema: what is written, and what older bytes are read as. */
  public Schema schema() {
    return schema;
  }

  /** CRC-64-AVRO fingerprint of the current schema's parsing canonical form. */
  public long fingerprint() {
    return fingerprint;
  }

  /** Every schema of the history and the current one, by fingerprint. */
  public Map<Long, Schema> writers() {
    return writers;
  }

  T blank() {
    return blank.get();
  }

  private static void checkReadable(Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new IllegalArgumentException(
          reader.getFullName()
              + " cannot read an earlier schema of its history: "
              + result.getDescription());
    }
  }
}
