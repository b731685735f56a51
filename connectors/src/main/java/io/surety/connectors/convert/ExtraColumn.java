package io.surety.connectors.convert;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.apache.avro.Schema.Field;
import org.apache.avro.Schema.Type;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A column for a field that a later version of the coordinator writes. Its name is the field's in
 * snake case, its type follows the field's: a {@code long} whose name ends with {@code At} is a
 * time, and what is made of other values is JSON. It can always be null, because older records lack
 * it.
 *
 * @param name of the column
 * @param field as its writer has it
 * @param type of the column, for Connect
 */
record ExtraColumn(String name, Field field, Schema type) {

  static ExtraColumn of(Field field) {
    return new ExtraColumn(snakeCase(field.name()), field, type(field));
  }

  void fill(GenericRecord record, Struct row) {
    @Nullable Object value = record.get(field.name());
    row.put(name, value == null ? null : converted(value));
  }

  private Object converted(Object value) {
    return switch (branch(field.schema()).getType()) {
      case STRING, ENUM -> RowChecks.text(field.name(), value);
      case LONG -> isTime(field) ? ColumnTypes.time(RowChecks.time(field.name(), value)) : value;
      case INT, BOOLEAN, FLOAT, DOUBLE -> value;
      case BYTES -> ((ByteBuffer) value).duplicate();
      case NULL, UNION, ARRAY, MAP, RECORD, FIXED -> RowJson.any(field.name(), value);
    };
  }

  private static Schema type(Field field) {
    return switch (branch(field.schema()).getType()) {
      case STRING, ENUM -> Schema.OPTIONAL_STRING_SCHEMA;
      case LONG -> isTime(field) ? ColumnTypes.OPTIONAL_TIME : Schema.OPTIONAL_INT64_SCHEMA;
      case INT -> Schema.OPTIONAL_INT32_SCHEMA;
      case BOOLEAN -> Schema.OPTIONAL_BOOLEAN_SCHEMA;
      case FLOAT -> Schema.OPTIONAL_FLOAT32_SCHEMA;
      case DOUBLE -> Schema.OPTIONAL_FLOAT64_SCHEMA;
      case BYTES -> Schema.OPTIONAL_BYTES_SCHEMA;
      case NULL, UNION, ARRAY, MAP, RECORD, FIXED -> ColumnTypes.JSON;
    };
  }

  /** The one type of a union with null. */
  private static org.apache.avro.Schema branch(org.apache.avro.Schema schema) {
    if (schema.getType() != Type.UNION) {
      return schema;
    }
    var others = schema.getTypes().stream().filter(one -> one.getType() != Type.NULL).toList();
    return others.size() == 1 ? others.get(0) : schema;
  }

  private static boolean isTime(Field field) {
    return field.name().endsWith("At");
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
