package io.surety.topology.state;

import io.surety.topology.CoreSettings;

/**
 * How {@code settled} is cut into windows. A window store drops whole segments by time, which costs
 * nothing, but finds a key only with the time it was put under. So outcomes are put under the start
 * of their window, and there are so few windows that each can be asked for the key by a point
 * lookup, which the Bloom filters mostly answer:
 *
 * <pre>
 *            now - retention                                   now
 *                  |                                            |
 *   |---- window ----|---- window ----|---- window ----|---- window ----|
 * </pre>
 *
 * @param retentionMs an outcome is found for at least this long
 * @param windowMs half of it, at least a minute
 */
record SettledWindows(long retentionMs, long windowMs) {
  private static final long WINDOW_MIN_MS = 60_000;

  /** Clocks and log times may be apart; no lookup asks more windows than this. */
  private static final int WINDOWS_MAX = 8;

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

  /** The oldest window to ask, for a signal of this time; {@code newest} is the last one. */
  long oldestFor(long now, long newest) {
    long oldest = Math.max(startOf(now - retentionMs), newest - (WINDOWS_MAX - 1) * windowMs);
    return Math.max(0, oldest);
  }
}
