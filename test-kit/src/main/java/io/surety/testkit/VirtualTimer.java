package io.surety.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The timer of a client: its tasks run when the clock is moved past their time. Thread-safe. */
final class VirtualTimer extends AbstractExecutorService implements ScheduledExecutorService {
  private final MovedClock clock;
  private final PriorityQueue<Task<?>> tasks =
      new PriorityQueue<>(
          Comparator.<Task<?>>comparingLong(task -> task.at)
              .thenComparingLong(task -> task.number));
  private long scheduled;
  private boolean isClosed;

  VirtualTimer(MovedClock clock) {
    this.clock = clock;
  }

  /** When the first task is due, epoch ms; {@code Long.MAX_VALUE} if none is. */
  synchronized long nextDue() {
    while (!tasks.isEmpty() && tasks.peek().isCancelled()) {
      tasks.poll();
    }
    return tasks.isEmpty() ? Long.MAX_VALUE : tasks.peek().at;
  }

  /** Runs what is due; true if something was. */
  boolean wake(long now) {
    List<Task<?>> due = due(now);
    due.forEach(Task::fire);
    return !due.isEmpty();
  }

  private synchronized List<Task<?>> due(long now) {
    List<Task<?>> due = new ArrayList<>();
    while (nextDue() <= now) {
      due.add(tasks.remove());
    }
    return due;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return add(new Task<>(command, delay, 0, unit));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return add(new Task<>(callable, delay, unit));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return scheduleWithFixedDelay(command, initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return add(new Task<>(command, initialDelay, delay, unit));
  }

  @Override
  public void execute(Runnable command) {
    schedule(command, 0, TimeUnit.MILLISECONDS);
  }

  private synchronized <V> Task<V> add(Task<V> task) {
    if (isClosed) {
      throw new RejectedExecutionException("the client is closed");
    }
    tasks.add(task);
    return task;
  }

  private synchronized void again(Task<?> task) {
    if (!isClosed) {
      tasks.add(task);
    }
  }

  private synchronized long number() {
    return scheduled++;
  }

  @Override
  public void shutdown() {
    shutdownNow();
  }

  @Override
  public synchronized List<Runnable> shutdownNow() {
    isClosed = true;
    List<Runnable> left = new ArrayList<>(tasks);
    tasks.clear();
    return left;
  }

  @Override
  public synchronized boolean isShutdown() {
    return isClosed;
  }

  @Override
  public synchronized boolean isTerminated() {
    return isClosed;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return isTerminated();
  }

  private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
    private final long number = number();
    private final long everyMs;
    private long at;

    /** Runs once, or again and again: as long after the last time. */
    @SuppressWarnings("NullAway") // A task without a result has null as its result.
    Task(Runnable command, long delay, long every, TimeUnit unit) {
      super(command, null);
      this.everyMs = unit.toMillis(every);
      this.at = clock.millis() + unit.toMillis(delay);
    }

    Task(Callable<V> callable, long delay, TimeUnit unit) {
      super(callable);
      this.everyMs = 0;
      this.at = clock.millis() + unit.toMillis(delay);
    }

    void fire() {
      if (everyMs == 0) {
        run();
      } else if (runAndReset()) {
        at = clock.millis() + everyMs;
        again(this);
      }
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - clock.millis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
