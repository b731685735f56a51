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
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

/**
 * Avro single-object encoding by Avro's own classes and generic records, so that the tests do not
 * believe the codec that they are about.
 */
public final class Wire {
  private static final List<Schema> SCHEMAS =
      List.of(
          Prepare.getClassSchema(),
          Decide.getClassSchema(),
          Receive.getClassSchema(),
          Consume.getClassSchema(),
          ProducerRegistration.getClassSchema(),
          DestinationRegistration.getClassSchema(),
          SubscriptionRegistration.getClassSchema(),
          CheckBack.getClassSchema(),
          ConsumeCheck.getClassSchema());

  private Wire() {}

  /** The record in the bytes, whichever of Surety's it is. */
  public static GenericRecord decode(byte[] bytes) {
    for (Schema schema : SCHEMAS) {
      BinaryMessageDecoder<GenericRecord> decoder =
          new BinaryMessageDecoder<>(new GenericData(), schema);
      try {
        return decoder.decode(bytes);
      } catch (org.apache.avro.message.MissingSchemaException e) {
        // Written with another schema: the next one is tried, and in the end nothing is found.
        continue;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalArgumentException("no record of Surety's: " + bytes.length + " bytes");
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
    var builder = new org.apache.avro.generic.GenericRecordBuilder(schema);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.set(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return builder.build();
  }
}
