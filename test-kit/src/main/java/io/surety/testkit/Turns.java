package io.surety.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing at a time, on the threads of the callers, in the order in which it was asked for.
 *
 * <p>A handler that publishes does not get the consequences in the middle of its work: they wait
 * until it returns, as they would behind a broker. Nobody waits for another thread to publish, so
 * handlers may wait for threads that do. Thread-safe.
 */
final class Turns {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private @Nullable Thread holder;

  /** To be done when its turn comes. */
  synchronized void add(Runnable task) {
    waiting.add(task);
  }

  /** Does what waits, unless a thread is at it already, which then does. */
  void run() {
    synchronized (this) {
      if (holder != null) {
        return;
      }
      holder = Thread.currentThread();
    }
    drainAndRelease();
  }

  /**
   * Waits until nothing else is being done, then does this, and what waits.
   *
   * @throws IllegalStateException when it is called by what is being done
   */
  void alone(Runnable work) {
    if (isMine()) {
      throw new IllegalStateException("a handler cannot move the clock; the test does, between");
    }
    hold();
    try {
      work.run();
    } finally {
      drainAndRelease();
    }
  }

  /** Does what waits, then looks; from within what is being done it looks at once. */
  <T> T read(Supplier<T> look) {
    if (isMine()) {
      return look.get();
    }
    hold();
    try {
      drain();
      return look.get();
    } finally {
      drainAndRelease();
    }
  }

  /** Does what waits. Only for the thread whose turn it is. */
  void drain() {
    for (Optional<Runnable> next = poll(false); next.isPresent(); next = poll(false)) {
      next.get().run();
    }
  }

  private void drainAndRelease() {
    boolean done = false;
    try {
      for (Optional<Runnable> next = poll(true); next.isPresent(); next = poll(true)) {
        next.get().run();
      }
      done = true;
    } finally {
      if (!done) {
        release();
      }
    }
  }

  /** What waits, and releases if nothing does: in one step, or something would be overlooked. */
  private synchronized Optional<Runnable> poll(boolean releaseIfEmpty) {
    Runnable next = waiting.poll();
    if (next == null && releaseIfEmpty) {
      release();
    }
    return Optional.ofNullable(next);
  }

  private synchronized boolean isMine() {
    return holder == Thread.currentThread();
  }

  private synchronized void hold() {
    boolean interrupted = false;
    while (holder != null) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    holder = Thread.currentThread();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void release() {
    holder = null;
    notifyAll();
  }
}
