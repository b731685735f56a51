package io.surety.topology.dispatch;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes on their way to all destinations together.
 *
 * <p>A destination may hold at most as much as is left free. So one that takes nothing stops at
 * half, two at a third each, and there is always as much free for the others as each of them holds
 * (dynamic thresholds: Choudhury and Hahne, IEEE/ACM Transactions on Networking 6(2), 1998).
 * Thread-safe; the bound may be exceeded by a record a thread.
 */
final class InFlight {
  private final long maxBytes;
  private final int maxRecordsEach;
  private final AtomicLong bytes = new AtomicLong();

  InFlight(long maxBytes, int maxRecordsEach) {
    this.maxBytes = maxBytes;
    this.maxRecordsEach = maxRecordsEach;
  }

  /** The share of one destination. */
  Share share() {
    return new Share();
  }

  long bytes() {
    return bytes.get();
  }

  /** What one destination holds. */
  final class Share {
    private final AtomicLong ownBytes = new AtomicLong();
    private final AtomicLong ownRecords = new AtomicLong();

    /** Takes room for a record; false when there is none. */
    boolean take(int size) {
      if (ownRecords.get() >= maxRecordsEach
          || ownBytes.get() + size > maxBytes - bytes.get() - size) {
        return false;
      }
      ownRecords.incrementAndGet();
      ownBytes.addAndGet(size);
      bytes.addAndGet(size);
      return true;
    }

    void giveBack(int size) {
      ownRecords.decrementAndGet();
      ownBytes.addAndGet(-size);
      bytes.addAndGet(-size);
    }

    long records() {
      return ownRecords.get();
    }

    long bytes() {
      return ownBytes.get();
    }
  }
}
