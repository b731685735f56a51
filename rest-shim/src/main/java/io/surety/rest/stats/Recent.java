package io.surety.rest.stats;

import io.surety.rest.json.Members;
import io.surety.topology.CoordinatorMetrics.Snapshot;
import io.surety.topology.counts.Histogram;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What happened in the last minute. Counters only know what happened since the start, so they are
 * looked at every ten seconds, and the oldest look that is kept is taken off:
 *
 * <pre>
 * look at    0   10   20   30   40   50   60
 *            |---------------------------------| now      what happened in between
 * </pre>
 *
 * Thread-safe.
 */
final class Recent {
  static final long EVERY_MS = 10_000;
  private static final int LOOKS_MAX = 6;

  private final Supplier<Snapshot> counts;
  private final LongSupplier nanos;
  private final Deque<Look> looks = new ArrayDeque<>();

  private record Look(long at, Snapshot counts) {}

  /**
   * Begins now.
   *
   * @param nanos as {@link System#nanoTime}
   */
  Recent(Supplier<Snapshot> counts, LongSupplier nanos) {
    this.counts = counts;
    this.nanos = nanos;
    look();
  }

  /** To be called every {@link #EVERY_MS}. */
  synchronized void look() {
    looks.addLast(new Look(nanos.getAsLong(), counts.get()));
    if (looks.size() > LOOKS_MAX) {
      looks.removeFirst();
    }
  }

  /** {@code {ms, counts, times}}, as {@link StatsTotals} reads it. */
  Map<String, Object> toJson() {
    Look first = oldest();
    Snapshot now = counts.get();
    Members happened = new Members();
    for (Happening happening : Happening.values()) {
      happened.put(happening.word(), happening.total(now) - happening.total(first.counts));
    }
    Members times = new Members();
    for (Span span : Span.values()) {
      Histogram.Times since = span.times(now).minus(span.times(first.counts));
      times.put(span.word(), since.counts());
    }
    return new Members()
        .put("ms", TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - first.at))
        .put("counts", happened.toMap())
        .put("times", times.toMap())
        .toMap();
  }

  private synchronized Look oldest() {
    return looks.getFirst();
  }
}
