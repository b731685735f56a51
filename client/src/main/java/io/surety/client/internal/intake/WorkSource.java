package io.surety.client.internal.intake;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tells what is to be done about records. */
@FunctionalInterface
public interface WorkSource {

  /**
   * The work for a record; empty when there is none, and it may be committed. Called on the reading
   * thread, once for each record in the order of its partition.
   *
   * @throws RuntimeException when it cannot be told now: the record is read again a little later
   */
  Optional<Work> workFor(ConsumerRecord<byte[], byte[]> record);
}
