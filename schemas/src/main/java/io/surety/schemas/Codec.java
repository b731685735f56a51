package io.surety.schemas;

import io.surety.schemas.registry.RegistryConfig;
import io.surety.schemas.registry.RegistryUnavailableException;
import io.surety.schemas.registry.SchemaRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into bytes and back.
 *
 * <p>Without a registry, bytes are in Avro single-object encoding. With one they are in the
 * Confluent wire format, except while the id of a schema cannot be had: then they are in
 * single-object encoding again, because writing must not wait for a registry. Reading accepts both,
 * from any schema of the bundled history or of the registry.
 *
 * <p>Thread-safe; make one and share it.
 */
public final class Codec {
  private final Map<Class<?>, RecordCodec<?>> codecs = new HashMap<>();
  private final ThreadLocal<RecordWriter> writers = ThreadLocal.withInitial(RecordWriter::new);

  private Codec(Collection<RecordType<?>> types, Optional<SchemaRegistry> registry) {
    KnownSchemas known = KnownSchemas.of(types);
    types.forEach(type -> codecs.put(type.type(), new RecordCodec<>(type, known, registry)));
  }

  /** For Surety's topics, without a registry. */
  public static Codec bundled() {
    return new Codec(WireRecords.ALL, Optional.empty());
  }

  /** For Surety's topics, with a registry. Asks it nothing yet. */
  public static Codec withRegistry(SchemaRegistry registry) {
    return new Codec(WireRecords.ALL, Optional.of(registry));
  }

  /**
   * For Surety's topics, with a registry when {@link RegistryConfig#URL} is among the settings.
   *
   * @throws IllegalArgumentException naming key and value, when a setting is not valid
   */
  public static Codec from(Map<String, ?> settings) {
    return RegistryConfig.from(settings)
        .map(config -> withRegistry(new SchemaRegistry(config, System::currentTimeMillis)))
        .orElseGet(Codec::bundled);
  }

  /** For other records, such as rows of a store: single-object encoding only. */
  public static Codec of(Collection<RecordType<?>> types) {
    return new Codec(types, Optional.empty());
  }

  /**
   * The value of a Kafka record, in the encoding that is configured.
   *
   * @param topic where it goes; with a registry the subject is {@code <topic>-value}, or {@code
   *     <topic>-<record>} for registrations, which share a topic
   * @throws IllegalArgumentException when the record is not one of this codec's, or lacks a field
   *     that it must have
   */
  public byte[] encode(String topic, SpecificRecord record) {
    return codec(record.getClass()).encode(topic, record, writers.get());
  }

  /**
   * The record in single-object encoding, whatever is configured.
   *
   * @throws IllegalArgumentException when the record is not one of this codec's, or lacks a field
   *     that it must have
   */
  public byte[] encode(SpecificRecord record) {
    return codec(record.getClass()).encode(record, writers.get());
  }

  /**
   * The record in the bytes, or why there is none.
   *
   * @param bytes as read; null (a tombstone) is {@code EMPTY}
   * @throws RegistryUnavailableException when the writer's schema is known only to the registry and
   *     it does not answer: the bytes may be right, so they must be read again later
   * @throws IllegalArgumentException when the type is not one of this codec's
   */
  public <T extends SpecificRecord> Decoded<T> decode(Class<T> type, byte @Nullable [] bytes) {
    try {
      return new Decoded.Value<>(codec(type).decode(bytes));
    } catch (BadBytes bad) {
      return bad.asMalformed();
    }
  }

  /**
   * As {@link #decode}, with every field that its writer wrote: also those that a later version has
   * and this one does not know. Text is {@code String} where this version knows the field.
   *
   * @throws RegistryUnavailableException as {@link #decode}
   * @throws IllegalArgumentException when the type is not one of this codec's
   */
  public Decoded<GenericRecord> decodeWhole(
      Class<? extends SpecificRecord> type, byte @Nullable [] bytes) {
    try {
      return new Decoded.Value<>(codec(type).decodeWhole(bytes));
    } catch (BadBytes bad) {
      return bad.asMalformed();
    }
  }

  /**
   * Asks the registry for the id under which a record is written to a topic, so that a refusal
   * shows at the start and not in the log of a running system. Does nothing without a registry.
   *
   * @throws RegistryUnavailableException when the registry does not answer; writing works all the
   *     same
   * @throws io.surety.schemas.registry.RegistryRefusedException when the registry will not have the
   *     schema
   */
  public void register(String topic, Class<? extends SpecificRecord> type) {
    codec(type).register(topic);
  }

  @SuppressWarnings("unchecked") // The map's values are made for their keys.
  private <T extends SpecificRecord> RecordCodec<T> codec(Class<T> type) {
    RecordCodec<?> codec = codecs.get(type);
    if (codec == null) {
      throw new IllegalArgumentException("this codec does not know " + type.getName());
    }
    return (RecordCodec<T>) codec;
  }
}
