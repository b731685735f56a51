package io.surety.connectors.convert;

import io.surety.schemas.Codec;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.registry.RegistryUnavailableException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * The value converter of the archive's sink: turns an archive record, in either encoding, into a
 * row of typed columns.
 *
 * <p>A sink that fails while it writes stops, and one bad row would take its whole batch along. So
 * everything that the database could refuse is refused here, where Connect sends the record to the
 * connector's dead-letter topic and goes on. Only a schema registry that does not answer makes it
 * wait.
 *
 * <p>Settings, with the prefix {@code value.converter.}: those of {@link Codec#from}. Thread-safe
 * once configured.
 */
public final class ArchiveConverter implements Converter {
  private Codec codec = Codec.bundled();
  private RowForm form = new RowForm();

  /** For Connect. */
  public ArchiveConverter() {}

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    if (isKey) {
      throw new DataException(
          "ArchiveConverter converts values; set key.converter to"
              + " org.apache.kafka.connect.storage.StringConverter");
    }
    codec = Codec.from(new HashMap<>(settings));
    form = new RowForm();
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
    return toConnectData(topic, new RecordHeaders(), value);
  }

  /**
   * The row in the bytes.
   *
   * @throws DataException for what can never be a row: Connect sets it aside
   * @throws RetriableException while the registry that knows its schema does not answer
   */
  @Override
  public SchemaAndValue toConnectData(String topic, Headers headers, byte @Nullable [] value) {
    return decoded(value, Omission.of(headers));
  }

  private SchemaAndValue decoded(byte @Nullable [] value, @Nullable String omitted) {
    try {
      GenericRecord record =
          codec
              .decodeWhole(Archive.class, value)
              .fold(
                  whole -> whole,
                  malformed -> {
                    throw new DataException(malformed.reason() + ": " + malformed.detail());
                  });
      return form.row(record, omitted);
    } catch (RegistryUnavailableException e) {
      throw new RetriableException("The schema registry does not answer: " + e.getMessage(), e);
    }
  }

  /** Nothing is written to Kafka this way. */
  @Override
  public byte[] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
    throw new DataException("ArchiveConverter only reads; it belongs to a sink");
  }
}
