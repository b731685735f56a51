package io.surety.schemas;

import static io.surety.schemas.Decoded.Reason.EMPTY;
import static io.surety.schemas.Decoded.Reason.UNKNOWN_FORMAT;
import static io.surety.schemas.Decoded.Reason.UNKNOWN_SCHEMA;

import io.surety.schemas.registry.RegistryConfig;
import io.surety.schemas.registry.SchemaRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The readers of one record, by who wrote it. Thread-safe. */
final class Readers<R> {
  private final KnownSchemas known;
  private final Optional<SchemaRegistry> registry;
  private final Function<Schema, RecordReader<R>> ofWriter;
  private final Map<Long, RecordReader<R>> byFingerprint = new ConcurrentHashMap<>();
  private final Map<Integer, RecordReader<R>> byId = new ConcurrentHashMap<>();

  Readers(
      KnownSchemas known,
      Optional<SchemaRegistry> registry,
      Function<Schema, RecordReader<R>> ofWriter) {
    this.known = known;
    this.registry = registry;
    this.ofWriter = ofWriter;
  }

  R read(byte @Nullable [] bytes) {
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

  private RecordReader<R> reader(long fingerprint) {
    RecordReader<R> reader = byFingerprint.get(fingerprint);
    return reader != null ? reader : byFingerprint.computeIfAbsent(fingerprint, this::newReader);
  }

  private RecordReader<R> newReader(long fingerprint) {
    Schema schema =
        known
            .find(fingerprint)
            .orElseThrow(
                () ->
                    new BadBytes(
                        UNKNOWN_SCHEMA,
                        String.format("no schema with fingerprint %016x is bundled", fingerprint)));
    return ofWriter.apply(schema);
  }

  private RecordReader<R> reader(int id) {
    RecordReader<R> reader = byId.get(id);
    return reader != null ? reader : newReader(id);
  }

  private RecordReader<R> newReader(int id) {
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
    RecordReader<R> reader = ofWriter.apply(schema);
    byId.put(id, reader);
    return reader;
  }
}
