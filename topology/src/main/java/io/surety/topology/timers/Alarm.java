package io.surety.topology.timers;

import static io.surety.lifecycle.Message.NEVER;

import java.time.Duration;
import java.util.function.LongConsumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a task when something is due, and not otherwise: under exactly-once every punctuation, even
 * an empty one, costs a transaction, so a regular one would make an idle instance pay for ten a
 * second.
 *
 * <p>Kafka Streams knows only punctuations that repeat. Each of ours is cancelled when it comes,
 * and the next one set for when it is needed. Belongs to the stream thread.
 */
public final class Alarm {
  private final ProcessingContext context;
  private final LongConsumer onRing;
  private final long intervalMs;
  private @Nullable Cancellable set;
  private long setFor = NEVER;

  /**
   * An alarm that is not set.
   *
   * @param onRing told the time, epoch ms; sets the alarm again if need be
   * @param intervalMs no two rings are closer, and a ring may come so much late
   */
  public Alarm(ProcessingContext context, LongConsumer onRing, long intervalMs) {
    this.context = context;
    this.onRing = onRing;
    this.intervalMs = intervalMs;
  }

  /** Rings at this time at the latest, but not before an interval has passed. Epoch ms. */
  public void setAtLatest(long time) {
    long now = context.currentSystemTimeMs();
    long ring = Math.max(time, now + intervalMs);
    // A cancelled punctuation is kept until its time, so a small gain is not worth one.
    if (setFor != NEVER && ring > setFor - intervalMs) {
      return;
    }
    cancel();
    setFor = ring;
    set =
        context.schedule(
            Duration.ofMillis(ring - now), PunctuationType.WALL_CLOCK_TIME, this::ring);
  }

  /**
   * Ends the alarm. Kafka Streams keeps the punctuations of a task that it closes and starts again,
   * so without this an alarm would go on for a task that is gone.
   */
  public void close() {
    cancel();
  }

  private void ring(long now) {
    cancel();
    onRing.accept(now);
  }

  private void cancel() {
    if (set != null) {
      set.cancel();
      set = null;
    }
    setFor = NEVER;
  }
}
