package io.surety.topology;

import io.surety.schemas.registry.RegistryUnavailableException;
import io.surety.topology.signals.Reading;
import io.surety.topology.signals.SignalDecoder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a signal, with patience: where only the schema registry knows the writer's schema and it
 * does not answer, the bytes may be right, so they are read again. Whatever else happens, the
 * answer is a reading: no bytes stop a partition.
 */
final class SignalReader {
  private static final Logger LOG = LoggerFactory.getLogger(SignalReader.class);

  /** Shorter than a transaction may last, since one may be open. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final SignalDecoder decoder;
  private final CoordinatorMetrics metrics;

  SignalReader(CoordinatorParts parts) {
    this.decoder =
        new SignalDecoder(
            parts.topics(), parts.codec(), parts.settings().messageMaxBytes(), parts.partitions());
    this.metrics = parts.metrics();
  }

  /**
   * The signal in the record, or why there is none.
   *
   * @throws TimeoutException when the registry does not answer for a few seconds
   */
  Reading read(Record<byte[], byte[]> record, RecordMetadata origin) {
    long started = System.nanoTime();
    while (true) {
      try {
        return decoder.read(
            origin.topic(), origin.partition(), record.key(), record.value(), record.timestamp());
      } catch (RegistryUnavailableException e) {
        if (System.nanoTime() - started > PATIENCE_NANOS) {
          throw new TimeoutException("The schema of " + origin + " cannot be had", e);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (RuntimeException defect) {
        metrics.defect();
        LOG.error("Defect of the coordinator while reading {}", origin, defect);
        return new Reading.Malformed(
            MalformedReason.INVALID, "could not be read because of a defect: " + defect);
      }
    }
  }
}
