package io.surety.rest.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What anybody can cause must not fill the log: one line a minute for each thing. Of things that
 * are many, the oldest are forgotten. Thread-safe.
 */
final class Complaints {
  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int THINGS_MAX = 1_000;

  private final LongSupplier nanos;
  private final Map<String, Long> said =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > THINGS_MAX;
        }
      };

  /**
   * @param nanos as {@link System#nanoTime}
   */
  Complaints(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** True if nothing has been said about this for a minute; from now on something has. */
  boolean isDue(String thing) {
    long now = nanos.getAsLong();
    synchronized (said) {
      Long before = said.get(thing);
      if (before != null && now - before < INTERVAL_NANOS) {
        return false;
      }
      said.remove(thing);
      said.put(thing, now);
      return true;
    }
  }
}
