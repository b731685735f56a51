package io.surety.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.surety.schemas.avro.Receive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** A codec reads what any schema of the history it was given has written. */
class EvolutionTest {
  private static final Schema EARLIER =
      parse(
          "{'name':'messageId','type':'string'},{'name':'group','type':'string'},{'name':'instance','type':'string'},{'name':'attempt','type':'int'},{'name':'gone','type':{'type':'array','items':'string'}}");
  private static final Schema REORDERED =
      parse(
          "{'name':'attempt','type':'int'},{'name':'instance','type':'string'},{'name':'group','type':'string'},{'name':'messageId','type':'string'}");

  @Test
  void readsEarlierSchemas() throws IOException {
    Codec codec = Codec.of(List.of(RecordType.of(Receive::new, List.of(EARLIER, REORDERED))));
    GenericRecord earlier = filled(EARLIER);
    earlier.put("gone", List.of("a", "b"));

    assertThat(codec.decode(Receive.class, bytes(earlier)).value())
        .contains(new Receive("m1", "billing", "b-0", 2));
    assertThat(codec.decode(Receive.class, bytes(filled(REORDERED))).value())
        .contains(new Receive("m1", "billing", "b-0", 2));
  }

  @Test
  void aSchemaOutsideTheHistoryIsUnknown() throws IOException {
    Codec codec = Codec.of(List.of(RecordType.of(Receive::new, List.of())));

    assertThat(
            codec
                .decode(Receive.class, bytes(filled(REORDERED)))
                .<Decoded.Reason>fold(v -> null, Decoded.Malformed::reason))
        .isEqualTo(Decoded.Reason.UNKNOWN_SCHEMA);
  }

  @Test
  void aHistoryThatCannotBeReadIsRefusedAtOnce() {
    Schema withoutGroup = parse("{'name':'messageId','type':'string'}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordType.of(Receive::new, List.of(withoutGroup)))
        .withMessageContaining("Receive cannot read an earlier schema")
        .withMessageContaining("group");
  }

  private static GenericRecord filled(Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    record.put("messageId", "m1");
    record.put("group", "billing");
    record.put("instance", "b-0");
    record.put("attempt", 2);
    return record;
  }

  private static byte[] bytes(GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(Frames.singleObject(SchemaNormalization.parsingFingerprint64(record.getSchema())));
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    return out.toByteArray();
  }

  private static Schema parse(String fields) {
    String json =
        "{'type':'record','name':'Receive','namespace':'io.surety.schemas.avro','fields':["
            + fields
            + "]}";
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }
}
