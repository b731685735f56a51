package io.surety.schemas;

import io.surety.schemas.avro.DeadLetterNote;
import io.surety.schemas.avro.RedriveControl;
import io.surety.schemas.avro.RedriveItems;
import io.surety.schemas.avro.RedriveJob;
import io.surety.schemas.avro.RedriveOutcomes;
import java.util.List;

/**
 * The records of the {@code operations} topic. Only servers write and read them, as they do the
 * rows of their stores: so they have a history of their own, apart from the wire contract, and no
 * place in a schema registry.
 */
public final class OperationsRecords {
  /** Released versions, oldest first. */
  public static final SchemaHistory HISTORY =
      new SchemaHistory(OperationsRecords.class, "/io/surety/schemas/operations", List.of("v1"));

  /** One type for each kind of key, see {@link OperationsKey}. */
  public static final List<RecordType<?>> ALL =
      List.of(
          HISTORY.recordType(RedriveJob::new),
          HISTORY.recordType(RedriveItems::new),
          HISTORY.recordType(RedriveOutcomes::new),
          HISTORY.recordType(RedriveControl::new),
          HISTORY.recordType(DeadLetterNote::new));

  private OperationsRecords() {}

  /** Reads every version and writes the newest, in single-object encoding. */
  public static Codec codec() {
    return Codec.of(ALL);
  }
}
