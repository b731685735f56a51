package io.surety.schemas;

import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.ConsumeCheck;
import io.surety.schemas.avro.DeadLetter;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.Event;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.Receive;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.util.List;

/** The records that are values of Surety's topics, with their bundled history. */
public final class WireRecords {
  /** Released versions of the wire contract, oldest first. */
  public static final SchemaHistory HISTORY =
      new SchemaHistory(WireRecords.class, "/io/surety/schemas/history", List.of("v1", "v2", "v3"));

  /** One type for each topic value. */
  public static final List<RecordType<?>> ALL =
      List.of(
          HISTORY.recordType(Prepare::new),
          HISTORY.recordType(Decide::new),
          HISTORY.recordType(Receive::new),
          HISTORY.recordType(Consume::new),
          HISTORY.recordType(ProducerRegistration::new),
          HISTORY.recordType(DestinationRegistration::new),
          HISTORY.recordType(SubscriptionRegistration::new),
          HISTORY.recordType(CheckBack::new),
          HISTORY.recordType(ConsumeCheck::new),
          HISTORY.recordType(DeadLetter::new),
          HISTORY.recordType(Archive::new),
          HISTORY.recordType(Event::new));

  private WireRecords() {}
}
