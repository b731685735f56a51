package io.surety.topology.state;

import io.surety.topology.CoreSettings;

/**
 * How {@code settled} is cut into windows. A window store drops whole segments by time, which costs
 * nothing, but finds a key only with the time it was put under. So outcomes are put under the start
 * of the window in which they were written, and there are so few windows that each can be asked for
 * the key by a point lookup, which the Bloom filters mostly answer:
 *
 * <pre>
 *         clock - retention                                 clock
 *                  |                                          |
 *   |---- window ----|---- window ----|---- window ----|---- window ----|
 * </pre>
 *
 * The time is the clock's and not the log's: while an old log is caught up with, both are in use,
 * and the store would drop what is put under the older.
 *
 * @param retentionMs an outcome is found for at least this long
 * @param windowMs half of it, at least a minute
 */
record SettledWindows(long retentionMs, long windowMs) {
  private static final long WINDOW_MIN_MS = 60_000;

  static SettledWindows of(CoreSettings settings) {
    long retention = settings.settledRetentionMs();
    return new SettledWindows(retention, Math.max(WINDOW_MIN_MS, retention / 2));
  }

  /** What the store must keep, since an outcome is put under the start of its window. */
  long storeRetentionMs() {
    return retentionMs + windowMs;
  }

  long startOf(long time) {
    return Math.floorDiv(time, windowMs) * windowMs;
  }

  /** The oldest window to ask at this time. */
  long oldestAt(long clock) {
    return Math.max(0, startOf(clock - retentionMs));
  }

  /** The newest window to ask at this time: the clock may have been set back a little. */
  long newestAt(long clock) {
    return startOf(clock) + windowMs;
  }
}
