package io.surety.rest.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many requests each caller may send: so many a second, and twice as many at once after a
 * pause. Of callers that are many, those are forgotten who were quiet for longest. Thread-safe.
 */
public final class RateLimit {
  private static final int CALLERS_MAX = 10_000;
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int perSecond;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > CALLERS_MAX;
        }
      };

  private static final class Bucket {
    private double left;
    private long at;

    private Bucket(double left, long at) {
      this.left = left;
      this.at = at;
    }
  }

  /**
   * @param perSecond 0 for no limit
   * @param nanos as {@link System#nanoTime}
   */
  public RateLimit(int perSecond, LongSupplier nanos) {
    if (perSecond < 0) {
      throw new IllegalArgumentException("perSecond must be >= 0, was " + perSecond);
    }
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  /** True if one more is within the limit, which it then counts for. */
  public boolean admits(String caller) {
    if (perSecond == 0) {
      return true;
    }
    long now = nanos.getAsLong();
    synchronized (buckets) {
      Bucket bucket = buckets.computeIfAbsent(caller, name -> new Bucket(2.0 * perSecond, now));
      double refill = (now - bucket.at) / NANOS_PER_SECOND * perSecond;
      bucket.left = Math.min(2.0 * perSecond, bucket.left + Math.max(0, refill));
      bucket.at = now;
      if (bucket.left < 1) {
        return false;
      }
      bucket.left -= 1;
      return true;
    }
  }
}
