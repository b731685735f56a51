package io.surety.client.internal.intake;

import io.surety.client.internal.Threads;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * So many threads, made when they are needed and given back when they are idle for long; virtual
 * ones where the JVM has them. They do not keep the JVM alive. Thread-safe.
 */
public final class WorkerPool implements Executor {
  private static final long IDLE_S = 60;
  private static final ThreadLocal<WorkerPool> OWN = new ThreadLocal<>();

  private final ThreadPoolExecutor threads;

  /**
   * @param name of the threads, with a number behind it
   * @param size at most so many, at least 1
   */
  public WorkerPool(String name, int size) {
    ThreadFactory factory = Threads.virtualIfPossible(name);
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_S,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> factory.newThread(() -> runAsOwn(work)));
    threads.allowCoreThreadTimeOut(true);
  }

  private void runAsOwn(Runnable work) {
    OWN.set(this);
    work.run();
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  /** Whether the current thread is one of these. */
  public boolean isCurrentThread() {
    return OWN.get() == this;
  }

  /** Interrupts what still runs, and takes nothing more. */
  public void shutdownNow() {
    threads.shutdownNow();
  }
}
