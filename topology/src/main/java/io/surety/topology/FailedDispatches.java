package io.surety.topology;

import io.surety.lifecycle.Signal;
import io.surety.topology.signals.Body;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Dispatches that destinations did not take, on their way from the dispatcher's threads to the
 * task. Thread-safe.
 */
final class FailedDispatches {
  /** A dispatch fails within this time, or is noticed when the task wakes next. */
  static final long EXPECTED_WITHIN_MS = 30_000;

  private final Queue<Failed> queue = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /**
   * One of them.
   *
   * @param body headers and payload of a message that is not in the stores any more
   */
  record Failed(String id, Signal.DispatchFailed signal, Optional<Body> body) {}

  void add(Failed failed) {
    if (!closed) {
      queue.add(failed);
    }
  }

  /** Hands over what is there, at most so many. */
  void drain(int max, Consumer<Failed> handler) {
    for (int i = 0; i < max; i++) {
      Failed failed = queue.poll();
      if (failed == null) {
        return;
      }
      handler.accept(failed);
    }
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** The task ended: its rows, where it starts again, say what to do. */
  void close() {
    closed = true;
    queue.clear();
  }
}
