package io.surety.schemas;

import static io.surety.schemas.Decoded.Reason.INVALID;
import static io.surety.schemas.Decoded.Reason.TRAILING_BYTES;
import static io.surety.schemas.Decoded.Reason.TRUNCATED;
import static io.surety.schemas.Decoded.Reason.WRONG_TYPE;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads what one schema wrote as one record. Thread-safe: Avro keeps a resolver for each thread.
 */
final class RecordReader<R> {
  private final Supplier<@Nullable R> blank;
  private final DatumReader<R> reader;

  private RecordReader(Supplier<@Nullable R> blank, DatumReader<R> reader) {
    this.blank = blank;
    this.reader = reader;
  }

  /**
   * A reader from the writer's schema to the record.
   *
   * @throws BadBytes {@code WRONG_TYPE} when the writer wrote another record
   */
  static <T extends SpecificRecord> RecordReader<T> of(
      RecordType<T> type, Schema writer, SpecificData model) {
    mustBe(type, writer);
    return new RecordReader<>(type::blank, new SpecificDatumReader<>(writer, type.schema(), model));
  }

  /**
   * A reader that keeps fields which are not ours: those that a later version of the writer has.
   *
   * @throws BadBytes {@code WRONG_TYPE} when the writer wrote another record
   */
  static RecordReader<GenericRecord> whole(RecordType<?> type, Schema writer) {
    mustBe(type, writer);
    return new RecordReader<>(
        () -> null, new GenericDatumReader<>(writer, withFieldsOf(writer, type.schema())));
  }

  private static void mustBe(RecordType<?> type, Schema writer) {
    if (writer.getType() != Schema.Type.RECORD
        || !writer.getName().equals(type.schema().getName())) {
      throw new BadBytes(
          WRONG_TYPE,
          "written as "
              + Printable.shortened(writer.getFullName())
              + ", expected "
              + type.schema().getFullName());
    }
  }

  private static Schema withFieldsOf(Schema writer, Schema ours) {
    List<Schema.Field> fields = new ArrayList<>();
    ours.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    for (Schema.Field field : writer.getFields()) {
      if (ours.getField(field.name()) == null) {
        fields.add(new Schema.Field(field, field.schema()));
      }
    }
    return Schema.createRecord(ours.getName(), ours.getDoc(), ours.getNamespace(), false, fields);
  }

  R read(byte[] bytes, int start) {
    BoundedDecoder decoder = new BoundedDecoder(bytes, start);
    R record = read(decoder);
    if (decoder.remainingBytes() > 0) {
      throw new BadBytes(
          TRAILING_BYTES, decoder.remainingBytes() + " bytes after the end of the record");
    }
    return record;
  }

  // What Avro throws for contradictions depends on where it meets them: type errors, indexes, class
  // casts.
  private R read(BoundedDecoder decoder) {
    try {
      return reader.read(blank.get(), decoder);
    } catch (BadBytes e) {
      throw e;
    } catch (EOFException e) {
      throw new BadBytes(TRUNCATED, Printable.shortened(String.valueOf(e.getMessage())));
    } catch (IOException | RuntimeException e) {
      throw new BadBytes(INVALID, Printable.shortened(String.valueOf(e.getMessage())));
    } catch (StackOverflowError e) {
      throw new BadBytes(INVALID, "nested too deep");
    }
  }
}
