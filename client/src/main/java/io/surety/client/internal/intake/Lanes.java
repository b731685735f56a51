package io.surety.client.internal.intake;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks of the same lane one after the other, in the order in which they came, and tasks of
 * different lanes at the same time, as far as there are workers. A task may return before it has
 * ended: then it keeps its lane, but no worker. Thread-safe.
 */
final class Lanes {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

  private final Executor workers;
  private final Map<Object, Queue<Supplier<CompletableFuture<?>>>> waiting = new HashMap<>();

  Lanes(Executor workers) {
    this.workers = workers;
  }

  /**
   * @param task returns what is completed, one way or the other, when it has ended
   */
  void add(Object lane, Supplier<CompletableFuture<?>> task) {
    synchronized (waiting) {
      Queue<Supplier<CompletableFuture<?>>> queue = waiting.get(lane);
      if (queue != null) {
        queue.add(task);
        return;
      }
      waiting.put(lane, new ArrayDeque<>(1));
    }
    begin(lane, task);
  }

  private void begin(Object lane, Supplier<CompletableFuture<?>> task) {
    try {
      workers.execute(() -> runThenNext(lane, task));
    } catch (RejectedExecutionException e) {
      // The workers were shut down with the drain timeout: what waits is read again elsewhere.
      LOG.debug("Lane {} ends with the workers", lane);
    }
  }

  private void runThenNext(Object lane, Supplier<CompletableFuture<?>> task) {
    CompletableFuture<?> ended = CompletableFuture.completedFuture(null);
    try {
      ended = task.get();
    } finally {
      ended.whenComplete((done, failure) -> next(lane));
    }
  }

  private void next(Object lane) {
    Supplier<CompletableFuture<?>> task;
    synchronized (waiting) {
      Queue<Supplier<CompletableFuture<?>>> queue = waiting.get(lane);
      task = queue == null ? null : queue.poll();
      if (task == null) {
        waiting.remove(lane);
        return;
      }
    }
    begin(lane, task);
  }
}
