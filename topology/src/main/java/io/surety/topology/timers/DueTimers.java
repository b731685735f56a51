package io.surety.topology.timers;

import static io.surety.lifecycle.Message.NEVER;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * When each live message is due: one time a message, the first of all known at once.
 *
 * <p>Most timers never fire: an acknowledgement moves them ahead, or ends the message. So a timer
 * that moves to a later time, or ends, stays where it is in the heap, at the time it was
 * <em>queued</em> for, and is put right when it comes up there. Only a move to an earlier time
 * queues it anew.
 *
 * <pre>
 * byId   id -> timer(due)            the truth
 * heap   timers by queued &lt;= due     where to look next; ended timers have due = never
 * </pre>
 *
 * Ended timers are swept out when they are more than the live ones. Takes about 150 bytes a
 * message. Not thread-safe.
 */
public final class DueTimers {
  private static final int SWEPT_FROM = 1_024;

  private final Map<String, Timer> byId = new HashMap<>();
  private final PriorityQueue<Timer> heap =
      new PriorityQueue<>(64, Comparator.comparingLong(timer -> timer.queued));

  private static final class Timer {
    final String id;
    final long queued;
    long due;

    Timer(String id, long due) {
      this.id = id;
      this.queued = due;
      this.due = due;
    }
  }

  /** The message is due at this time, and no other; {@code NEVER} ends its timer. */
  public void set(String id, long due) {
    if (due == NEVER) {
      remove(id);
      return;
    }
    Timer known = byId.get(id);
    if (known != null && known.queued <= due) {
      known.due = due;
      return;
    }
    if (known != null) {
      known.due = NEVER;
      sweep();
    }
    queue(new Timer(id, due));
  }

  /** The message is no longer due at any time. */
  public void remove(String id) {
    Timer known = byId.remove(id);
    if (known != null) {
      known.due = NEVER;
      sweep();
    }
  }

  /** When the first message is due; {@code NEVER} if none is. */
  public long first() {
    settle();
    Timer top = heap.peek();
    return top == null ? NEVER : top.due;
  }

  /** Takes the timer of the first message that is due up to {@code limit}, if there is one. */
  public Optional<String> poll(long limit) {
    settle();
    Timer top = heap.peek();
    if (top == null || top.due > limit) {
      return Optional.empty();
    }
    heap.poll();
    byId.remove(top.id);
    return Optional.of(top.id);
  }

  /** How many messages have a timer. */
  public int size() {
    return byId.size();
  }

  /** Puts timers that have moved or ended right, until the first one is true. */
  private void settle() {
    Timer top = heap.peek();
    while (top != null && top.due != top.queued) {
      heap.poll();
      if (top.due != NEVER) {
        queue(new Timer(top.id, top.due));
      }
      top = heap.peek();
    }
  }

  /** Without this, cancelled messages that were scheduled for next year would stay until then. */
  private void sweep() {
    if (heap.size() >= SWEPT_FROM && heap.size() >= 2 * byId.size()) {
      heap.removeIf(timer -> timer.due == NEVER);
    }
  }

  private void queue(Timer timer) {
    byId.put(timer.id, timer);
    heap.add(timer);
  }
}
