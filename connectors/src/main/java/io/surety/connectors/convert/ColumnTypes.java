package io.surety.connectors.convert;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Column types that Connect has no words for. The sink knows them by the names of their schemas:
 * {@code timestamptz} and {@code json} in PostgreSQL.
 */
final class ColumnTypes {
  private static final String ZONED_TIMESTAMP = "io.debezium.time.ZonedTimestamp";
  private static final String DEBEZIUM_JSON = "io.debezium.data.Json";
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  static final Schema TIME = SchemaBuilder.string().name(ZONED_TIMESTAMP).build();
  static final Schema OPTIONAL_TIME =
      SchemaBuilder.string().name(ZONED_TIMESTAMP).optional().build();
  static final Schema JSON = SchemaBuilder.string().name(DEBEZIUM_JSON).optional().build();

  private ColumnTypes() {}

  /** RFC 3339 in UTC with milliseconds. */
  static String time(long epochMs) {
    return FORMAT.format(Instant.ofEpochMilli(epochMs));
  }

  static @Nullable String time(@Nullable Long epochMs) {
    return epochMs == null ? null : time(epochMs.longValue());
  }
}
