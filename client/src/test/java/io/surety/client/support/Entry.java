package io.surety.client.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of one of Surety's topics, as anybody could read it. For one thread. */
public final class Entry {
  private final ConsumerRecord<byte[], byte[]> record;
  private GenericRecord value;

  Entry(ConsumerRecord<byte[], byte[]> record) {
    this.record = record;
  }

  public ConsumerRecord<byte[], byte[]> record() {
    return record;
  }

  public String key() {
    return new String(record.key(), UTF_8);
  }

  public boolean isTombstone() {
    return record.value() == null;
  }

  /** All fields by name; texts and symbols as strings. */
  public Map<String, Object> fields() {
    return fields(value());
  }

  public Object get(String field) {
    return plain(value().get(field));
  }

  public GenericRecord value() {
    if (value == null) {
      value = Wire.decode(record.value());
    }
    return value;
  }

  private static Map<String, Object> fields(GenericRecord value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Schema.Field field : value.getSchema().getFields()) {
      fields.put(field.name(), plain(value.get(field.pos())));
    }
    return fields;
  }

  private static Object plain(Object value) {
    if (value instanceof GenericRecord record) {
      return fields(record);
    }
    if (value instanceof java.util.List<?> list) {
      return list.stream().map(Entry::plain).toList();
    }
    return value instanceof CharSequence
            || value instanceof org.apache.avro.generic.GenericEnumSymbol
        ? value.toString()
        : value;
  }
}
