package io.surety.topology.effects;

import io.surety.schemas.Headers;
import io.surety.schemas.MalformedHeaders;
import io.surety.topology.CoreSettings;
import io.surety.topology.StoreNames;
import io.surety.topology.signals.Reading;
import io.surety.topology.state.RecordSize;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Makes the records of the topic {@code malformed}: key, value and headers as they were read, then
 * ours, which say what was wrong and where. What does not fit is left out, and a header says so.
 */
public final class MalformedRecords {
  private final CoreSettings settings;

  /** For topics that take {@link CoreSettings#recordMaxBytes()}. */
  public MalformedRecords(CoreSettings settings) {
    this.settings = settings;
  }

  /** The record for these bytes. */
  @SuppressWarnings("NullAway") // Keys and values of Kafka records can be null.
  public Output of(
      Record<byte[], byte[]> read, RecordMetadata origin, Reading.Malformed malformed) {
    RecordHeaders why = why(origin, malformed);
    RecordHeaders all = new RecordHeaders(read.headers());
    why.forEach(all::add);
    long time = read.timestamp();
    List<Record<byte[], byte[]>> fromLargest =
        List.of(
            new Record<>(read.key(), read.value(), time, all),
            new Record<>(read.key(), null, time, flagged(all)),
            new Record<>(read.key(), null, time, flagged(why)),
            new Record<>(null, null, time, flagged(why)));
    return new Output(
        StoreNames.TO_MALFORMED,
        fromLargest.stream().filter(this::fits).findFirst().orElseThrow(() -> never(origin)));
  }

  private boolean fits(Record<byte[], byte[]> record) {
    return RecordSize.fits(settings, record.key(), record.value(), record.headers());
  }

  private static RecordHeaders flagged(RecordHeaders headers) {
    RecordHeaders copy = new RecordHeaders(headers);
    DeadLetters.add(copy, Outputs.OMITTED, "TOO_LARGE");
    return copy;
  }

  private static RecordHeaders why(RecordMetadata origin, Reading.Malformed malformed) {
    String reason = malformed.reason().name();
    RecordHeaders headers = new RecordHeaders();
    MalformedHeaders.of(
            reason, malformed.detail(), origin.topic(), origin.partition(), origin.offset())
        .forEach((name, value) -> DeadLetters.add(headers, name, value));
    DeadLetters.add(headers, Headers.ERRORS_EXCEPTION, reason);
    DeadLetters.add(headers, Headers.ERRORS_MESSAGE, malformed.detail());
    DeadLetters.addOrigin(headers, origin);
    return headers;
  }

  private static IllegalStateException never(RecordMetadata origin) {
    return new IllegalStateException("headers of our own do not fit, for " + origin);
  }
}
