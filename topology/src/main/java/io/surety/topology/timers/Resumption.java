package io.surety.topology.timers;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The messages whose last dispatch may never have left. A record is sent before the state that says
 * so is committed, but it may still be on its way when the process dies. So what was dispatched
 * shortly before a task ended, and was not answered, is dispatched again when the task starts: not
 * at once, but when the task has read what was appended until then, which may be the answer.
 *
 * <p>Not thread-safe.
 */
public final class Resumption {
  /**
   * A record that was sent this long before the last one has left, or has been told to have failed.
   */
  static final long YOUNG_MS = 10_000;

  private final TreeMap<Long, List<String>> byDispatch = new TreeMap<>();
  private final Deque<String> waiting = new ArrayDeque<>();
  private long startedAt;

  /** A row that was found when the task started. */
  public void found(Message message) {
    long dispatchedAt = lastDispatch(message);
    if (dispatchedAt > 0) {
      byDispatch.computeIfAbsent(dispatchedAt, at -> new ArrayList<>(1)).add(message.id());
      byDispatch.headMap(byDispatch.lastKey() - YOUNG_MS).clear();
    }
  }

  /** All rows were shown; the task starts now, epoch ms. */
  public void start(long now) {
    byDispatch.values().forEach(waiting::addAll);
    // The broker's clock, which told the time of the dispatch, may be ahead.
    startedAt = byDispatch.isEmpty() ? now : Math.max(now, byDispatch.lastKey() + 1);
    byDispatch.clear();
  }

  /** When the task started, epoch ms: dispatches before are repeated, once the horizon is there. */
  public long startedAt() {
    return startedAt;
  }

  /** True while there is something to repeat. */
  public boolean isPending() {
    return !waiting.isEmpty();
  }

  /** Takes the next message, if everything appended before the start has been read. */
  public Optional<String> poll(long horizon) {
    return horizon < startedAt ? Optional.empty() : Optional.ofNullable(waiting.poll());
  }

  /** Takes a message back: it could not be dispatched now. */
  public void putBack(String id) {
    waiting.addFirst(id);
  }

  private static long lastDispatch(Message message) {
    long last = 0;
    for (Delivery delivery : message.deliveries()) {
      if (delivery.status() == DeliveryStatus.DISPATCHED) {
        last = Math.max(last, delivery.dispatchedAt());
      }
    }
    return last;
  }
}
