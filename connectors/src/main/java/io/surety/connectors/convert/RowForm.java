package io.surety.connectors.convert;

import static io.surety.connectors.convert.RowChecks.atLeast;
import static io.surety.connectors.convert.RowChecks.code;
import static io.surety.connectors.convert.RowChecks.codeIfGiven;
import static io.surety.connectors.convert.RowChecks.name;
import static io.surety.connectors.convert.RowChecks.nameIfGiven;
import static io.surety.connectors.convert.RowChecks.textIfGiven;
import static io.surety.connectors.convert.RowChecks.time;
import static io.surety.connectors.convert.RowChecks.timeIfGiven;

import io.surety.schemas.Names;
import io.surety.schemas.avro.Archive;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@code message_archive} and how a record fills them. Fields that a later writer
 * adds become columns as well, at the end. Thread-safe.
 */
final class RowForm {
  private static final String NAME = "io.surety.archive.Row";
  private static final List<org.apache.avro.Schema.Field> OURS =
      Archive.getClassSchema().getFields();

  private final Map<org.apache.avro.Schema, Schema> forms = new ConcurrentHashMap<>();

  SchemaAndValue row(GenericRecord record, @Nullable String omitted) {
    Schema schema = forms.computeIfAbsent(record.getSchema(), RowForm::schema);
    Struct row = new Struct(schema);
    message(record, row);
    story(record, row);
    row.put("omitted", codeIfGiven("omitted", omitted));
    ExtraColumns.of(record.getSchema()).forEach(column -> column.fill(record, row));
    return new SchemaAndValue(schema, row);
  }

  private static Schema schema(org.apache.avro.Schema written) {
    SchemaBuilder row =
        SchemaBuilder.struct()
            .name(NAME)
            .field("message_id", Schema.STRING_SCHEMA)
            .field("began_at", ColumnTypes.TIME)
            .field("revision", Schema.INT32_SCHEMA)
            .field("status", Schema.STRING_SCHEMA)
            .field("producer", Schema.OPTIONAL_STRING_SCHEMA)
            .field("destination", Schema.OPTIONAL_STRING_SCHEMA)
            .field("tag", Schema.OPTIONAL_STRING_SCHEMA)
            .field("business_key", Schema.OPTIONAL_STRING_SCHEMA)
            .field("mode", Schema.OPTIONAL_STRING_SCHEMA)
            .field("prepared_at", ColumnTypes.OPTIONAL_TIME)
            .field("decided_at", ColumnTypes.OPTIONAL_TIME)
            .field("finished_at", ColumnTypes.TIME)
            .field("decision", Schema.OPTIONAL_STRING_SCHEMA)
            .field("decision_source", Schema.OPTIONAL_STRING_SCHEMA)
            .field("actor", Schema.OPTIONAL_STRING_SCHEMA)
            .field("reason", Schema.OPTIONAL_STRING_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("check_backs", Schema.INT32_SCHEMA)
            .field("check_back_unknowns", Schema.INT32_SCHEMA)
            .field("deliver_at", ColumnTypes.OPTIONAL_TIME)
            .field("expires_at", ColumnTypes.OPTIONAL_TIME)
            .field("headers", ColumnTypes.JSON)
            .field("payload", Schema.OPTIONAL_BYTES_SCHEMA)
            .field("deliveries", ColumnTypes.JSON)
            .field("check_back_history", ColumnTypes.JSON)
            .field("omitted", Schema.OPTIONAL_STRING_SCHEMA);
    ExtraColumns.of(written).forEach(column -> row.field(column.name(), column.type()));
    return row.build();
  }

  private static void message(GenericRecord record, Struct row) {
    long finishedAt = time("finishedAt", record.get("finishedAt"));
    @Nullable Long preparedAt = timeIfGiven("preparedAt", record.get("preparedAt"));
    row.put("message_id", name(Names.MESSAGE_ID, record.get("messageId")))
        .put("began_at", ColumnTypes.time(preparedAt == null ? finishedAt : preparedAt))
        .put("revision", atLeast("revision", record.get("revision"), 1))
        .put("status", code("status", record.get("status")))
        .put("producer", nameIfGiven(Names.PRODUCER, record.get("producer")))
        .put("destination", nameIfGiven(Names.DESTINATION, record.get("destination")))
        .put("tag", nameIfGiven(Names.TAG, record.get("tag")))
        .put("business_key", nameIfGiven(Names.BUSINESS_KEY, record.get("businessKey")))
        .put("mode", codeIfGiven("mode", record.get("mode")))
        .put("prepared_at", ColumnTypes.time(preparedAt))
        .put("finished_at", ColumnTypes.time(finishedAt));
  }

  private static void story(GenericRecord record, Struct row) {
    row.put("decided_at", optionalTime(record, "decidedAt"))
        .put("decision", codeIfGiven("decision", record.get("decision")))
        .put("decision_source", codeIfGiven("decisionSource", record.get("decisionSource")))
        .put("actor", textIfGiven("actor", record.get("actor")))
        .put("reason", codeIfGiven("reason", record.get("reason")))
        .put("note", textIfGiven("note", record.get("note")))
        .put("check_backs", atLeast("checkBacks", record.get("checkBacks"), 0))
        .put(
            "check_back_unknowns", atLeast("checkBackUnknowns", record.get("checkBackUnknowns"), 0))
        .put("deliver_at", optionalTime(record, "deliverAt"))
        .put("expires_at", optionalTime(record, "expiresAt"))
        .put("payload", payload(record))
        .put("headers", RowJson.headers(record))
        .put("deliveries", RowJson.deliveries(record))
        .put("check_back_history", RowJson.checkBacks(record));
  }

  private static @Nullable String optionalTime(GenericRecord record, String field) {
    return ColumnTypes.time(timeIfGiven(field, record.get(field)));
  }

  private static @Nullable ByteBuffer payload(GenericRecord record) {
    return (ByteBuffer) record.get("payload");
  }

  /** True for a field that this version knows. */
  static boolean isOurs(org.apache.avro.Schema.Field field) {
    return OURS.stream().anyMatch(ours -> ours.name().equals(field.name()));
  }
}
