package io.surety.schemas;

import io.surety.schemas.registry.RegistryRefusedException;
import io.surety.schemas.registry.RegistryUnavailableException;
import io.surety.schemas.registry.SchemaRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One record of a {@link Codec}: its frames when writing, its readers when reading. Thread-safe.
 */
final class RecordCodec<T extends SpecificRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(RecordCodec.class);

  private final RecordType<T> type;
  private final Optional<SchemaRegistry> registry;
  private final SpecificDatumWriter<SpecificRecord> writer;
  private final byte[] singleObject;
  private final Map<String, byte[]> registryFrames = new ConcurrentHashMap<>();
  private final Readers<T> readers;
  private final Readers<GenericRecord> wholeReaders;

  RecordCodec(RecordType<T> type, KnownSchemas known, Optional<SchemaRegistry> registry) {
    this.type = type;
    this.registry = registry;
    SpecificData model = new GeneratedModel(type.type().getClassLoader());
    model.setCustomCoders(true);
    this.writer = new SpecificDatumWriter<>(type.schema(), model);
    this.singleObject = Frames.singleObject(type.fingerprint());
    this.readers = new Readers<>(known, registry, schema -> RecordReader.of(type, schema, model));
    this.wholeReaders = new Readers<>(known, registry, schema -> RecordReader.whole(type, schema));
  }

  byte[] encode(SpecificRecord record, RecordWriter out) {
    return out.write(singleObject, record, writer);
  }

  byte[] encode(String topic, SpecificRecord record, RecordWriter out) {
    return out.write(frame(topic), record, writer);
  }

  T decode(byte @Nullable [] bytes) {
    return readers.read(bytes);
  }

  GenericRecord decodeWhole(byte @Nullable [] bytes) {
    return wholeReaders.read(bytes);
  }

  void register(String topic) {
    registry.ifPresent(present -> registryFrames.put(topic, askForFrame(present, topic)));
  }

  // Writing never needs the registry: every reader of ours understands the single-object encoding
  // as well.
  private byte[] frame(String topic) {
    if (registry.isEmpty()) {
      return singleObject;
    }
    byte[] frame = registryFrames.get(topic);
    if (frame != null) {
      return frame;
    }
    try {
      register(topic);
      return registryFrames.getOrDefault(topic, singleObject);
    } catch (RegistryUnavailableException e) {
      return singleObject;
    } catch (RegistryRefusedException e) {
      LOG.error(
          "Written in single-object encoding from now on, topic {}: {}", topic, e.getMessage());
      registryFrames.put(topic, singleObject);
      return singleObject;
    }
  }

  private byte[] askForFrame(SchemaRegistry present, String topic) {
    return Frames.registry(present.idOf(Subjects.of(topic, type.schema()), type.schema()));
  }
}
