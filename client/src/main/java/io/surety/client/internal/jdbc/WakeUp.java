package io.surety.client.internal.jdbc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a thread waits for between two looks: a call, or that time passes, or the end. */
final class WakeUp {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean isCalled;
  private volatile boolean isClosing;

  /** There is something to look at. */
  void call() {
    lock.lock();
    try {
      isCalled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is waited for any more. */
  void close() {
    lock.lock();
    try {
      isClosing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosing() {
    return isClosing;
  }

  /** What is called from now on, is to be looked at again. */
  void looks() {
    lock.lock();
    try {
      isCalled = false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns when it was called since it last looked, when so much time has passed, or at the end.
   */
  void await(long timeoutMs) throws InterruptedException {
    await(timeoutMs, true);
  }

  /** Returns when so much time has passed, or at the end. */
  void pause(long timeoutMs) throws InterruptedException {
    await(timeoutMs, false);
  }

  private void await(long timeoutMs, boolean endsWhenCalled) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
      while (left > 0 && !isClosing && !(endsWhenCalled && isCalled)) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
