package io.surety.client.internal.consume;

import io.surety.client.internal.intake.Work;
import io.surety.client.internal.intake.WorkSource;
import io.surety.client.internal.send.Reporter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Which records of a destination are for a group, and what is done with them. */
final class Deliveries implements WorkSource {
  private final String group;
  private final Handling handling;
  private final Reports reports;
  private final Reporter reporter;
  private final Renewals renewals;
  private final ScheduledExecutorService timer;

  Deliveries(
      String group,
      Handling handling,
      Reports reports,
      Reporter reporter,
      Renewals renewals,
      ScheduledExecutorService timer) {
    this.group = group;
    this.handling = handling;
    this.reports = reports;
    this.reporter = reporter;
    this.renewals = renewals;
    this.timer = timer;
  }

  @Override
  public Optional<Work> workFor(ConsumerRecord<byte[], byte[]> record) {
    Optional<List<String>> groups = new DeliveryHeaders(record.headers()).groups();
    if (groups.isPresent() && !groups.get().contains(group)) {
      return Optional.empty();
    }
    RecordDelivery delivery = new RecordDelivery(record, groups.isPresent(), timer);
    DeliveryWork work =
        new DeliveryWork(delivery, lane(record, delivery), handling, reports, reporter, renewals);
    work.received();
    return Optional.of(work);
  }

  /** Records with the same key keep their order, and so do the attempts of one message. */
  private static Object lane(ConsumerRecord<byte[], byte[]> record, RecordDelivery delivery) {
    return record.key() == null ? delivery.id() : ByteBuffer.wrap(record.key());
  }
}
