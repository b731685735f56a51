package io.surety.schemas;

import static io.surety.schemas.Decoded.Reason.INVALID;
import static io.surety.schemas.Decoded.Reason.TRAILING_BYTES;
import static io.surety.schemas.Decoded.Reason.TRUNCATED;
import static io.surety.schemas.Decoded.Reason.WRONG_TYPE;

import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads what one schema wrote as one record. Thread-safe: Avro keeps a resolver for each thread.
 */
final class RecordReader<T extends SpecificRecord> {
  private final RecordType<T> type;
  private final SpecificDatumReader<T> reader;

  private RecordReader(RecordType<T> type, SpecificDatumReader<T> reader) {
    this.type = type;
    this.reader = reader;
  }

  /**
   * A reader from the writer's schema to the record.
   *
   * @throws BadBytes {@code WRONG_TYPE} when the writer wrote another record
   */
  static <T extends SpecificRecord> RecordReader<T> of(
      RecordType<T> type, Schema writer, SpecificData model) {
    if (writer.getType() != Schema.Type.RECORD
        || !writer.getName().equals(type.schema().getName())) {
      throw new BadBytes(
          WRONG_TYPE,
          "written as "
              + Printable.shortened(writer.getFullName())
              + ", expected "
              + type.schema().getFullName());
    }
    return new RecordReader<>(type, new SpecificDatumReader<>(writer, type.schema(), model));
  }

  T read(byte[] bytes, int start) {
    BoundedDecoder decoder = new BoundedDecoder(bytes, start);
    T record = read(decoder);
    if (decoder.remainingBytes() > 0) {
      throw new BadBytes(
          TRAILING_BYTES, decoder.remainingBytes() + " bytes after the end of the record");
    }
    return record;
  }

  // What Avro throws for contradictions depends on where it meets them: type errors, indexes, class
  // casts.
  private T read(BoundedDecoder decoder) {
    try {
      return reader.read(type.blank(), decoder);
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
