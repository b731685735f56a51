package io.surety.client.internal.consume;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says "received" again for deliveries that wait or run for long, so that the coordinator does not
 * take them for lost: when a third of the processing timeout has passed since the last time.
 *
 * <p>Thread-safe.
 */
final class Renewals implements AutoCloseable {
  private static final int LOOKS_PER_TIMEOUT = 12;

  private final long everyMs;
  private final LongSupplier nowMs;
  private final Map<Renewable, Long> lastMs = new ConcurrentHashMap<>();
  private final ScheduledFuture<?> looking;

  /** What can be renewed. Compared by identity. */
  @FunctionalInterface
  interface Renewable {
    void renew();
  }

  /**
   * @param nowMs a clock that does not jump, in ms
   */
  Renewals(Duration processingTimeout, ScheduledExecutorService timer, LongSupplier nowMs) {
    this.everyMs = Math.max(1, processingTimeout.toMillis() / 3);
    this.nowMs = nowMs;
    long lookMs = Math.max(1, processingTimeout.toMillis() / LOOKS_PER_TIMEOUT);
    this.looking = timer.scheduleWithFixedDelay(this::look, lookMs, lookMs, TimeUnit.MILLISECONDS);
  }

  /** It was just received. */
  void begin(Renewable delivery) {
    lastMs.put(delivery, nowMs.getAsLong());
  }

  /** It is done, one way or the other. */
  void end(Renewable delivery) {
    lastMs.remove(delivery);
  }

  /** Renews what is due. */
  void look() {
    long now = nowMs.getAsLong();
    lastMs.forEach(
        (delivery, last) -> {
          if (now - last >= everyMs && lastMs.replace(delivery, last, now)) {
            delivery.renew();
          }
        });
  }

  @Override
  public void close() {
    looking.cancel(false);
    lastMs.clear();
  }
}
