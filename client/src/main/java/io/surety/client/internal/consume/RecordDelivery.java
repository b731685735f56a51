package io.surety.client.internal.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.client.Delivery;
import io.surety.client.Settlement;
import io.surety.client.internal.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record as a handler sees it. */
public final class RecordDelivery implements Delivery {
  private static final byte[] NO_BYTES = {};

  private final ConsumerRecord<byte[], byte[]> record;
  private final DeliveryHeaders said;
  private final boolean tracked;
  private final ScheduledExecutorService timer;
  private OptionalLong retryAfterMs = OptionalLong.empty();
  private @Nullable Deferral deferral;
  private boolean refusesToDefer;

  /**
   * @param tracked whether the record says that it is for this group
   * @param timer ends deferrals that take too long
   */
  RecordDelivery(
      ConsumerRecord<byte[], byte[]> record, boolean tracked, ScheduledExecutorService timer) {
    this.record = record;
    this.timer = timer;
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
    if (deferral != null) {
      throw new IllegalStateException(
          "delivery of '" + id() + "' was deferred; call retryAfter of its settlement");
    }
    retryAfterMs = OptionalLong.of(Checks.notNegative("retryAfter", delay));
  }

  @Override
  public Settlement defer() {
    return deferred();
  }

  @Override
  public Settlement defer(Duration atMost) {
    long delayMs = Checks.positive("atMost", atMost);
    Deferral deferred = deferred();
    TimeoutException late = new TimeoutException("deferred, and not settled within " + atMost);
    ScheduledFuture<?> limit =
        timer.schedule(() -> deferred.failed(late), delayMs, TimeUnit.MILLISECONDS);
    deferred.outcome().whenComplete((settled, failure) -> limit.cancel(false));
    return deferred;
  }

  private Deferral deferred() {
    if (refusesToDefer) {
      throw new IllegalStateException(
          "delivery of '"
              + id()
              + "' cannot be deferred, because the inbox's transaction ends with the handler; do"
              + " the work in the handler, or use a handler without an inbox");
    }
    if (retryAfterMs.isPresent()) {
      throw new IllegalStateException(
          "delivery of '" + id() + "' cannot be deferred after retryAfter; keep one of the two");
    }
    if (deferral == null) {
      deferral = new Deferral();
    }
    return deferral;
  }

  /** Its handler must have an outcome when it is done. */
  void refuseToDefer() {
    refusesToDefer = true;
  }

  /**
   * What an inbox knows it by. Without a message id, that is where and when the record was written:
   * the offset alone comes again when a topic is created anew. It is hashed, since it can be longer
   * than an id; no message id starts with {@code ~}.
   */
  String inboxId() {
    return said.id().orElseGet(() -> "~" + Fingerprint.ofText(id() + "@" + record.timestamp()));
  }

  /** What the handler asked for. */
  OptionalLong retryAfterMs() {
    return retryAfterMs;
  }

  /** Whether, and how, the handler put off its outcome. */
  Optional<Deferral> deferral() {
    return Optional.ofNullable(deferral);
  }
}
