package io.surety.testkit;

import io.surety.client.internal.intake.Crew;
import io.surety.client.internal.intake.WorkSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A member of a group, which works when its turn comes. Thread-safe. */
final class MemoryCrew implements Crew {
  private final MemoryGroup group;
  private final WorkSource source;
  private final Turns turns;
  private final AtomicBoolean started = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);

  MemoryCrew(MemoryGroup group, WorkSource source, Turns turns) {
    this.group = group;
    this.source = source;
    this.turns = turns;
  }

  WorkSource source() {
    return source;
  }

  void readLater() {
    turns.add(group::read);
  }

  @Override
  public void start(boolean keepsJvmAlive) {
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException("it was started or stopped before");
    }
    group.join(this);
    readLater();
    turns.run();
  }

  @Override
  public boolean isRunning() {
    return stopped.getCount() > 0;
  }

  @Override
  public void awaitStopped() throws InterruptedException {
    stopped.await();
  }

  @Override
  public void stop() {
    if (!started.compareAndSet(false, true) && isRunning()) {
      group.leave(this);
      readLater();
    }
    stopped.countDown();
  }

  @Override
  public void close() {
    stop();
    turns.run();
  }
}
