package io.surety.client.support;

import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.ConsumeCheck;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.Receive;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

/**
 * Avro single-object encoding by Avro's own classes and generic records, so that the tests do not
 * believe the codec that they are about.
 */
public final class Wire {
  private static final int MARKER_BYTES = 2;

  private static final Map<Long, BinaryMessageDecoder<GenericRecord>> DECODERS =
      Stream.of(
              Prepare.getClassSchema(),
              Decide.getClassSchema(),
              Receive.getClassSchema(),
              Consume.getClassSchema(),
              ProducerRegistration.getClassSchema(),
              DestinationRegistration.getClassSchema(),
              SubscriptionRegistration.getClassSchema(),
              CheckBack.getClassSchema(),
              ConsumeCheck.getClassSchema())
          .collect(
              Collectors.toMap(
                  SchemaNormalization::parsingFingerprint64,
                  schema -> new BinaryMessageDecoder<>(new GenericData(), schema)));

  private Wire() {}

  /** The record in the bytes, whichever of Surety's it is. */
  public static GenericRecord decode(byte[] bytes) {
    long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(MARKER_BYTES);
    try {
      return Objects.requireNonNull(DECODERS.get(fingerprint), "no schema of Surety's")
          .decode(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] encode(GenericRecord record) {
    try {
      var buffer =
          new BinaryMessageEncoder<GenericRecord>(new GenericData(), record.getSchema())
              .encode(record);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A generic record with these fields; the rest by default. */
  public static GenericRecord record(Schema schema, Object... namesAndValues) {
    GenericRecordBuilder builder = new GenericRecordBuilder(schema);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.set(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return builder.build();
  }
}
