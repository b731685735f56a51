package io.surety.connectors.support;

import io.surety.schemas.avro.Archive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Records as a later version of the coordinator may write them. */
public final class Later {
  private Later() {}

  /** Our schema with more fields, which can be null. */
  public static Schema withFields(String... namesAndTypes) {
    List<Schema.Field> fields = new ArrayList<>();
    Archive.getClassSchema().getFields().forEach(f -> fields.add(new Schema.Field(f, f.schema())));
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      Schema type =
          Schema.create(Schema.Type.valueOf(namesAndTypes[i + 1].toUpperCase(Locale.ROOT)));
      fields.add(
          new Schema.Field(
              namesAndTypes[i],
              Schema.createUnion(Schema.create(Schema.Type.NULL), type),
              null,
              Schema.Field.NULL_DEFAULT_VALUE));
    }
    return Schema.createRecord("Archive", null, "io.surety.schemas.avro", false, fields);
  }

  public static GenericRecord copy(Archive from, Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    from.getSchema().getFields().forEach(f -> record.put(f.name(), from.get(f.name())));
    return record;
  }

  public static byte[] framed(int id, GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
