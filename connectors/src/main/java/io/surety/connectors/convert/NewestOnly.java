package io.surety.connectors.convert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Drops a row that is older than one of the same message shortly before it.
 *
 * <p>The sink keeps the last row of a key within a batch, because one statement must not write a
 * row twice; the table keeps the highest revision. Between them, an older revision that comes after
 * a newer one in the same batch would hide it. The topic has them in order, but whoever replays it,
 * or writes to it by hand, may not.
 *
 * <p>Remembers more keys than a batch can have; what it forgets, the table knows. Belongs to one
 * task, so it is not thread-safe.
 */
public final class NewestOnly<R extends ConnectRecord<R>> implements Transformation<R> {
  /** Several times {@code max.poll.records}. */
  static final int REMEMBERED_MAX = 20_000;

  private final Map<List<Object>, Integer> revisions =
      new LinkedHashMap<>(1_000, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, Integer> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  /** For Connect. */
  public NewestOnly() {}

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  /** The record, or null when it is older. */
  @Override
  public @Nullable R apply(R record) {
    Struct row = (Struct) record.value();
    List<Object> key = List.of(row.get("message_id"), row.get("began_at"));
    int revision = row.getInt32("revision");
    int newest = revisions.getOrDefault(key, 0);
    if (revision < newest) {
      return null;
    }
    revisions.put(key, revision);
    return record;
  }

  @Override
  public void close() {
    revisions.clear();
  }
}
