package io.surety.bench.load;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * The books: what is known of each message, told by the runner as it happens, in any order.
 *
 * <p>A message is <em>settled</em> when its prepare was acknowledged (acks=all), its confirm was
 * acknowledged, the record was seen by a {@code read_committed} consumer of every group, every
 * group's reports (received, consumed) were acknowledged, and it was seen to be completed. One
 * whose confirm was lost needs no acknowledged confirm. One that is rolled back ends when that is
 * acknowledged and carried out; it counts as ended, and not as settled.
 *
 * <p>A record that a group gets twice with the same attempt, or an attempt that nobody asked for,
 * is a duplicate; a rolled-back message that a group gets is a violation.
 *
 * <p>Thread-safe; only {@link #begin} belongs to one thread. Costs 20 bytes a message.
 */
public final class Ledger {
  private static final int PAGE_BITS = 14;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;

  private static final int PREPARED = 1;
  private static final int DECIDED = 1 << 1;
  private static final int COMPLETED = 1 << 2;
  private static final int ENDED = 1 << 3;

  /** Of each group: first attempt seen, second attempt seen, consumption reported. */
  private static final int GROUP_BITS = 3;

  private static final int FIRST_GROUP_BIT = 4;
  private static final int REPORTED = 1 << 2;

  private final Workload workload;
  private final boolean isCompletionTold;
  private final Latencies latencies = new Latencies();
  private final LongAdder settled = new LongAdder();
  private final LongAdder rolledBack = new LongAdder();
  private final LongAdder deliveries = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder violations = new LongAdder();
  private final Trouble trouble = new Trouble();
  private volatile Semaphore room = new Semaphore(0);
  private volatile Page[] pages = new Page[0];
  private volatile long begun;

  private static final class Page {
    private final AtomicIntegerArray states = new AtomicIntegerArray(PAGE_SIZE);
    private final AtomicLongArray begunAt = new AtomicLongArray(PAGE_SIZE);
    private final AtomicLongArray decidedAt = new AtomicLongArray(PAGE_SIZE);
  }

  /**
   * Empty books.
   *
   * @param isCompletionTold whether {@link #completed} is called; otherwise a message is completed
   *     when every group has reported
   */
  public Ledger(Workload workload, boolean isCompletionTold) {
    this.workload = workload;
    this.isCompletionTold = isCompletionTold;
  }

  // ------------------------------------------------------------------ the generator

  /** From now on so many may be open; none is now. */
  void openAtMost(int messages) {
    room = new Semaphore(messages);
  }

  /** Waits until another message may be open. */
  void awaitRoom() {
    room.acquireUninterruptibly();
  }

  /** Ends a wait for room. */
  void letIn() {
    room.release();
  }

  /** The next message begins; returns its number, from 0. */
  long begin(long intendedAt) {
    long n = begun;
    int page = (int) (n >> PAGE_BITS);
    if (page == pages.length) {
      Page[] more = Arrays.copyOf(pages, page + 1);
      more[page] = new Page();
      pages = more;
    }
    pages[page].begunAt.set(slot(n), intendedAt);
    begun = n + 1;
    return n;
  }

  // ------------------------------------------------------------------ the runner

  /** The prepare of the n-th message is acknowledged. */
  public void prepared(long n) {
    latencies.record(Measure.BEGIN_TO_PREPARED, System.nanoTime() - page(n).begunAt.get(slot(n)));
    mark(n, PREPARED);
  }

  /** The confirm or the roll-back is about to be sent: call it just before. */
  public void deciding(long n) {
    page(n).decidedAt.set(slot(n), System.nanoTime());
  }

  /** The confirm or the roll-back is acknowledged. */
  public void decided(long n) {
    mark(n, DECIDED);
  }

  /**
   * A consumer of the group has it.
   *
   * @param group from 0
   * @param attempt from 1
   */
  public void delivered(long n, int group, int attempt) {
    long now = System.nanoTime();
    deliveries.increment();
    Fate fate = workload.fate(n);
    if (fate == Fate.ROLL_BACK) {
      violations.increment();
      return;
    }
    if (attempt < 1 || attempt > (workload.failsFirst(n, group) ? 2 : 1)) {
      duplicates.increment();
      return;
    }
    int bit = bit(group, attempt);
    if ((mark(n, bit) & bit) != 0) {
      duplicates.increment();
      return;
    }
    if (attempt == 1) {
      Page page = page(n);
      latencies.record(Measure.BEGIN_TO_DELIVERED, now - page.begunAt.get(slot(n)));
      long decidedAt = page.decidedAt.get(slot(n));
      if (fate == Fate.CONFIRM && decidedAt != 0) {
        latencies.record(Measure.CONFIRM_TO_DELIVERED, now - decidedAt);
      }
    }
  }

  /** Received and consumed by the group, and both reports are acknowledged; not for failures. */
  public void reported(long n, int group) {
    mark(n, REPORTED << (FIRST_GROUP_BIT + group * GROUP_BITS));
  }

  /** Every group's consumption is known to whatever is measured, or its roll-back carried out. */
  public void completed(long n) {
    if (workload.fate(n) == Fate.CONFIRM) {
      latencies.record(
          Measure.CONFIRM_TO_COMPLETED, System.nanoTime() - page(n).decidedAt.get(slot(n)));
    }
    mark(n, COMPLETED);
  }

  /** Something that a timer had to do was seen so long after its time; call it from one clock. */
  public void timerFired(long lateMs) {
    latencies.record(Measure.TIMER_LATENESS, lateMs * 1_000_000);
  }

  /** Something happened that must not: the run counts as failed, with this sentence. */
  public void fail(String why) {
    trouble.accept(why);
  }

  // ------------------------------------------------------------------ the books

  private int mark(long n, int bit) {
    Page page = page(n);
    int slot = slot(n);
    int before = page.states.getAndUpdate(slot, state -> state | bit);
    if ((before & bit) == 0 && isEnd(n, before | bit)) {
      end(n, page, slot);
    }
    return before;
  }

  private boolean isEnd(long n, int state) {
    if ((state & ENDED) != 0 || (state & PREPARED) == 0) {
      return false;
    }
    boolean isCompleted = !isCompletionTold || (state & COMPLETED) != 0;
    return switch (workload.fate(n)) {
      case CONFIRM -> isCompleted && (state & DECIDED) != 0 && isConsumed(n, state);
      case LOST_CONFIRM -> isCompleted && isConsumed(n, state);
      case ROLL_BACK -> isCompleted && (state & DECIDED) != 0;
    };
  }

  private boolean isConsumed(long n, int state) {
    for (int group = 0; group < workload.groups(); group++) {
      int wanted = bit(group, 1) | REPORTED << (FIRST_GROUP_BIT + group * GROUP_BITS);
      if (workload.failsFirst(n, group)) {
        wanted |= bit(group, 2);
      }
      if ((state & wanted) != wanted) {
        return false;
      }
    }
    return true;
  }

  private void end(long n, Page page, int slot) {
    if ((page.states.getAndUpdate(slot, state -> state | ENDED) & ENDED) != 0) {
      return;
    }
    if (workload.fate(n) == Fate.ROLL_BACK) {
      rolledBack.increment();
    } else {
      settled.increment();
      if (!isCompletionTold && workload.fate(n) == Fate.CONFIRM) {
        latencies.record(
            Measure.CONFIRM_TO_COMPLETED, System.nanoTime() - page.decidedAt.get(slot));
      }
    }
    room.release();
  }

  private Page page(long n) {
    if (n < 0 || n >= begun) {
      throw new IllegalStateException("message " + n + " was never begun, only " + begun);
    }
    return pages[(int) (n >> PAGE_BITS)];
  }

  private static int slot(long n) {
    return (int) n & (PAGE_SIZE - 1);
  }

  private static int bit(int group, int attempt) {
    return attempt << (FIRST_GROUP_BIT + group * GROUP_BITS);
  }

  // ------------------------------------------------------------------ figures

  /** Messages begun so far. */
  public long begun() {
    return begun;
  }

  /** Messages settled so far. */
  public long settled() {
    return settled.sum();
  }

  /** Messages rolled back so far, and that known. */
  public long rolledBack() {
    return rolledBack.sum();
  }

  /** Messages begun and neither settled nor rolled back. */
  public long open() {
    return Math.max(0, begun - settled.sum() - rolledBack.sum());
  }

  /** Records that groups have got, of every kind. */
  public long deliveries() {
    return deliveries.sum();
  }

  /** Records that a group got though it had them. */
  public long duplicates() {
    return duplicates.sum();
  }

  /** Records of rolled-back messages that a group got. */
  public long violations() {
    return violations.sum();
  }

  /** What must not have happened, if it did. */
  public Optional<String> failure() {
    return trouble.first();
  }

  /** The times. */
  public Latencies latencies() {
    return latencies;
  }

  /** A message that is open, and what is known of it; for the reader of a failed run. */
  public Optional<String> anyOpen() {
    long all = begun;
    for (long n = 0; n < all; n++) {
      int state = page(n).states.get(slot(n));
      if ((state & ENDED) == 0) {
        return Optional.of(
            "message "
                + n
                + " ("
                + workload.fate(n)
                + "): prepared "
                + ((state & PREPARED) != 0)
                + ", decided "
                + ((state & DECIDED) != 0)
                + ", completed "
                + ((state & COMPLETED) != 0)
                + ", groups 0b"
                + Integer.toBinaryString(state >>> FIRST_GROUP_BIT));
      }
    }
    return Optional.empty();
  }
}
