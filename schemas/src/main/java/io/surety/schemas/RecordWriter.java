package io.surety.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes a record behind a frame. Not thread-safe: one for each thread, so that its buffers are
 * used again.
 */
final class RecordWriter {
  private static final int KEPT_BYTES_MAX = 64 * 1024;

  private ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
  private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer, null);

  /**
   * The frame followed by the record.
   *
   * @throws IllegalArgumentException when the record lacks a field that it must have
   */
  byte[] write(byte[] frame, SpecificRecord record, SpecificDatumWriter<SpecificRecord> writer) {
    try {
      // Taking the encoder again flushes what a failed write has left in it, so the buffer is
      // emptied after that.
      BinaryEncoder body = EncoderFactory.get().binaryEncoder(buffer, encoder);
      buffer.reset();
      buffer.write(frame);
      writer.write(record, body);
      body.flush();
      return buffer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "cannot encode " + record.getSchema().getName() + ": " + why(record, e), e);
    } finally {
      if (buffer.size() > KEPT_BYTES_MAX) {
        buffer = new ByteArrayOutputStream(512);
      }
    }
  }

  // The generated coders are fast and mute; Avro's own walk over the schema names the field.
  private static String why(SpecificRecord record, RuntimeException failure) {
    Schema schema = record.getSchema();
    SpecificData model = new GeneratedModel(record.getClass().getClassLoader());
    try {
      new SpecificDatumWriter<SpecificRecord>(schema, model)
          .write(record, EncoderFactory.get().binaryEncoder(new ByteArrayOutputStream(), null));
    } catch (IOException | RuntimeException explained) {
      return String.valueOf(explained.getMessage());
    }
    return String.valueOf(failure.getMessage());
  }
}
