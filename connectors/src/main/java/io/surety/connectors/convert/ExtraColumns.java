package io.surety.connectors.convert;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** The columns that this version does not know, of each writer. Thread-safe. */
final class ExtraColumns {
  private static final Map<Schema, List<ExtraColumn>> BY_WRITER = new ConcurrentHashMap<>();

  private ExtraColumns() {}

  static List<ExtraColumn> of(Schema written) {
    List<ExtraColumn> known = BY_WRITER.get(written);
    return known != null ? known : BY_WRITER.computeIfAbsent(written, ExtraColumns::read);
  }

  private static List<ExtraColumn> read(Schema written) {
    return written.getFields().stream()
        .filter(field -> !RowForm.isOurs(field))
        .map(ExtraColumn::of)
        .toList();
  }
}
