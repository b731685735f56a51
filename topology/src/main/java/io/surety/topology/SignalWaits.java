package io.surety.topology;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Threads that wait until a task has processed a signal. The stream thread wakes those that it
 * concerns, and pays next to nothing while nobody waits. Thread-safe.
 */
final class SignalWaits {
  private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();

  private record Wait(String topic, long offset, Thread thread) {}

  /** Wakes whoever waits for this record, or an earlier one. */
  void processed(String topic, long offset) {
    for (Wait wait : waits) {
      if (offset >= wait.offset() && wait.topic().equals(topic)) {
        LockSupport.unpark(wait.thread());
      }
    }
  }

  /**
   * Parks the calling thread until it is woken, or for so long; it may return earlier.
   *
   * @param isPending asked once more when waking is sure; false if it has been processed meanwhile
   */
  void park(String topic, long offset, Duration max, BooleanSupplier isPending) {
    Wait wait = new Wait(topic, offset, Thread.currentThread());
    waits.add(wait);
    try {
      if (isPending.getAsBoolean()) {
        LockSupport.parkNanos(this, max.toNanos());
      }
    } finally {
      waits.remove(wait);
    }
  }
}
