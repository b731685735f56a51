package io.surety.client.internal.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.client.Delivery;
import io.surety.client.internal.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** A record as a handler sees it. */
final class RecordDelivery implements Delivery {
  private static final byte[] NO_BYTES = {};

  private final ConsumerRecord<byte[], byte[]> record;
  private final DeliveryHeaders said;
  private final boolean tracked;
  private OptionalLong retryAfterMs = OptionalLong.empty();

  /**
   * @param tracked whether the record says that it is for this group
   */
  RecordDelivery(ConsumerRecord<byte[], byte[]> record, boolean tracked) {
    this.record = record;
    this.said = new DeliveryHeaders(record.headers());
    this.tracked = tracked && said.id().isPresent() && said.attempt().isPresent();
  }

  @Override
  public String id() {
    return said.id()
        .orElseGet(() -> record.topic() + ":" + record.partition() + ":" + record.offset());
  }

  @Override
  public int attempt() {
    return said.attempt().orElse(1);
  }

  @Override
  public boolean isTracked() {
    return tracked;
  }

  @Override
  public Optional<String> key() {
    return Optional.ofNullable(record.key()).map(key -> new String(key, UTF_8));
  }

  @Override
  public Optional<String> tag() {
    return said.tag();
  }

  @Override
  public Optional<String> producer() {
    return said.producer();
  }

  @Override
  public Optional<Instant> deadline() {
    return said.deadline();
  }

  @Override
  public Headers headers() {
    return record.headers();
  }

  @Override
  public byte[] payload() {
    return isTombstone() ? NO_BYTES : record.value();
  }

  @Override
  public boolean isTombstone() {
    return record.value() == null;
  }

  @Override
  public String destination() {
    return record.topic();
  }

  @Override
  public int partition() {
    return record.partition();
  }

  @Override
  public long offset() {
    return record.offset();
  }

  @Override
  public void retryAfter(Duration delay) {
    retryAfterMs = OptionalLong.of(Checks.notNegative("retryAfter", delay));
  }

  /** What the handler asked for. */
  OptionalLong retryAfterMs() {
    return retryAfterMs;
  }
}
