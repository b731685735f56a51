package io.surety.client.internal.intake;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * So many daemon threads, made when they are needed and given back when they are idle for long.
 * Thread-safe.
 */
public final class WorkerPool implements Executor {
  private static final long IDLE_S = 60;

  private final ThreadPoolExecutor threads;

  /**
   * @param name of the threads, with a number behind it
   * @param size at most so many, at least 1
   */
  public WorkerPool(String name, int size) {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_S,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> new Worker(this, work, name + "-" + number.incrementAndGet()));
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  /** Whether the current thread is one of these. */
  public boolean isCurrentThread() {
    return Thread.currentThread() instanceof Worker worker && worker.pool == this;
  }

  /** Interrupts what still runs, and takes nothing more. */
  public void shutdownNow() {
    threads.shutdownNow();
  }

  private static final class Worker extends Thread {
    private final WorkerPool pool;

    Worker(WorkerPool pool, Runnable work, String name) {
      super(work, name);
      this.pool = pool;
      setDaemon(true);
    }
  }
}
