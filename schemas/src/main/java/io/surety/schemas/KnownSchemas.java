package io.surety.schemas;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** The bundled schemas of all records of a codec, by fingerprint. Immutable. */
record KnownSchemas(Map<Long, Schema> byFingerprint) {
  static KnownSchemas of(Collection<RecordType<?>> types) {
    Map<Long, Schema> all = new HashMap<>();
    types.forEach(type -> all.putAll(type.writers()));
    return new KnownSchemas(Map.copyOf(all));
  }

  Optional<Schema> find(long fingerprint) {
    return Optional.ofNullable(byFingerprint.get(fingerprint));
  }
}
