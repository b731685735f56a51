package io.surety.client.internal.intake;

/**
 * How much was read and is not done, and whether that is too much. Once it is, half of it must be
 * done before more is read, so that reading does not start and stop with each record. Thread-safe.
 */
final class Load {
  private final IntakeLimits limits;
  private int records;
  private long bytes;
  private boolean full;

  Load(IntakeLimits limits) {
    this.limits = limits;
  }

  synchronized void add(long size) {
    records++;
    bytes += size;
    full |= records >= limits.recordsMax() || bytes >= limits.bytesMax();
  }

  synchronized void remove(long size) {
    records--;
    bytes -= size;
    full &= records > limits.recordsMax() / 2 || bytes > limits.bytesMax() / 2;
  }

  synchronized boolean isFull() {
    return full;
  }

  synchronized boolean isEmpty() {
    return records == 0;
  }
}
