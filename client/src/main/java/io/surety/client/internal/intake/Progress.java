package io.surety.client.internal.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How far the works of one partition are, for as long as the partition is assigned. Thread-safe.
 *
 * <pre>
 * offsets     40  41  42  43  44      the position to commit is 42:
 * done         x   x   .   x   .      everything before it is done
 * </pre>
 */
final class Progress {
  private final Deque<Slot> slots = new ArrayDeque<>();
  private long position = -1;
  private long committed = -1;
  private int running;
  private boolean closed;
  private volatile boolean abandoned;

  /** One record that was read. */
  static final class Slot {
    private final long offset;
    private final Runnable drop;
    private boolean begun;
    private boolean done;

    private Slot(long offset, Runnable drop) {
      this.offset = offset;
      this.drop = drop;
    }
  }

  /**
   * A record was read; offsets grow.
   *
   * @param drop called when the partition is given up before the work begins
   */
  synchronized Slot read(long offset, Runnable drop) {
    Slot slot = new Slot(offset, drop);
    slots.add(slot);
    return slot;
  }

  /** A record was read about which nothing is to be done; offsets grow. */
  synchronized void skip(long offset) {
    Slot slot = read(offset, () -> {});
    slot.begun = true;
    slot.done = true;
    advance();
  }

  /** Its work begins, unless this returns false: then it was dropped. */
  synchronized boolean begin(Slot slot) {
    if (closed) {
      return false;
    }
    slot.begun = true;
    running++;
    return true;
  }

  /**
   * Its work has ended.
   *
   * @param done whether the record may be committed
   */
  synchronized void end(Slot slot, boolean done) {
    running--;
    slot.done = done;
    advance();
    notifyAll();
  }

  /** From now on nothing begins, and what has not begun is dropped; what runs goes on. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      slots.stream().filter(slot -> !slot.begun).forEach(slot -> slot.drop.run());
    }
  }

  /** Nobody waits any more for what runs. */
  void abandon() {
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }

  synchronized boolean isQuiet() {
    return running == 0;
  }

  /** Waits until nothing runs; false if something still does at this time of the nano clock. */
  synchronized boolean awaitQuiet(long deadlineNanos) throws InterruptedException {
    while (running > 0) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /**
   * The position to commit, when it is another than the one that was committed. It may be an
   * earlier one: offsets begin anew when a topic is created anew.
   */
  synchronized OptionalLong toCommit() {
    return position != committed ? OptionalLong.of(position) : OptionalLong.empty();
  }

  /** This position was committed. */
  synchronized void committed(long offset) {
    committed = offset;
  }

  /** How many records are not committable, done or not. */
  synchronized int gap() {
    return slots.size();
  }

  private void advance() {
    Slot first = slots.peek();
    while (first != null && first.done) {
      position = first.offset + 1;
      slots.remove();
      first = slots.peek();
    }
  }
}
