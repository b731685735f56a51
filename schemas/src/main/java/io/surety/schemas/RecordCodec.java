package io.surety.schemas;

import static io.surety.schemas.Decoded.Reason.EMPTY;
import static io.surety.schemas.Decoded.Reason.UNKNOWN_FORMAT;
import static io.surety.schemas.Decoded.Reason.UNKNOWN_SCHEMA;

import io.surety.schemas.registry.RegistryConfig;
import io.surety.schemas.registry.RegistryRefusedException;
import io.surety.schemas.registry.RegistryUnavailableException;
import io.surety.schemas.registry.SchemaRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One record of a {@link Codec}: its frames when writing, its readers by writer when reading.
 * Thread-safe.
 */
final class RecordCodec<T extends SpecificRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(RecordCodec.class);

  private final RecordType<T> type;
  private final KnownSchemas known;
  private final Optional<SchemaRegistry> registry;
  private final SpecificData model;
  private final SpecificDatumWriter<SpecificRecord> writer;
  private final byte[] singleObject;
  private final Map<String, byte[]> registryFrames = new ConcurrentHashMap<>();
  private final Map<Long, RecordReader<T>> byFingerprint = new ConcurrentHashMap<>();
  private final Map<Integer, RecordReader<T>> byId = new ConcurrentHashMap<>();

  RecordCodec(RecordType<T> type, KnownSchemas known, Optional<SchemaRegistry> registry) {
    this.type = type;
    this.known = known;
    this.registry = registry;
    this.model = new GeneratedModel(type.type().getClassLoader());
    this.model.setCustomCoders(true);
    this.writer = new SpecificDatumWriter<>(type.schema(), model);
    this.singleObject = Frames.singleObject(type.fingerprint());
  }

  byte[] encode(SpecificRecord record, RecordWriter out) {
    return out.write(singleObject, record, writer);
  }

  byte[] encode(String topic, SpecificRecord record, RecordWriter out) {
    return out.write(frame(topic), record, writer);
  }

  T decode(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      throw new BadBytes(EMPTY, "no bytes");
    }
    if (Frames.isSingleObject(bytes)) {
      return reader(Frames.fingerprint(bytes)).read(bytes, Frames.SINGLE_OBJECT_LENGTH);
    }
    if (Frames.isRegistry(bytes)) {
      return reader(Frames.registryId(bytes)).read(bytes, Frames.REGISTRY_LENGTH);
    }
    throw new BadBytes(
        UNKNOWN_FORMAT,
        String.format("first byte is 0x%02X, expected 0xC3 0x01 or 0x00", bytes[0]));
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

  private RecordReader<T> reader(long fingerprint) {
    RecordReader<T> reader = byFingerprint.get(fingerprint);
    return reader != null ? reader : byFingerprint.computeIfAbsent(fingerprint, this::newReader);
  }

  private RecordReader<T> newReader(long fingerprint) {
    Schema schema =
        known
            .find(fingerprint)
            .orElseThrow(
                () ->
                    new BadBytes(
                        UNKNOWN_SCHEMA,
                        String.format("no schema with fingerprint %016x is bundled", fingerprint)));
    return RecordReader.of(type, schema, model);
  }

  private RecordReader<T> reader(int id) {
    RecordReader<T> reader = byId.get(id);
    return reader != null ? reader : newReader(id);
  }

  private RecordReader<T> newReader(int id) {
    SchemaRegistry present =
        registry.orElseThrow(
            () ->
                new BadBytes(
                    UNKNOWN_SCHEMA,
                    "written with registry schema id "
                        + id
                        + ", but "
                        + RegistryConfig.URL
                        + " is not set"));
    Schema schema =
        present
            .schemaOf(id)
            .orElseThrow(
                () ->
                    new BadBytes(UNKNOWN_SCHEMA, "the registry has no Avro schema with id " + id));
    RecordReader<T> reader = RecordReader.of(type, schema, model);
    byId.put(id, reader);
    return reader;
  }
}
