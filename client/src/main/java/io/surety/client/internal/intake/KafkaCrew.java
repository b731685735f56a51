package io.surety.client.internal.intake;

import io.surety.client.internal.Threads;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;

/** An intake with its workers. Thread-safe. */
public final class KafkaCrew implements Crew {
  private final String name;
  private final WorkerPool workers;
  private final Intake intake;

  /**
   * @param consumer used by this alone from now on
   * @param closeTimeout how long a close waits for what runs
   */
  public KafkaCrew(
      Spec spec, Consumer<byte[], byte[]> consumer, WorkSource source, Duration closeTimeout) {
    this.name = spec.name();
    this.workers = new WorkerPool(name, spec.size());
    this.intake =
        new Intake(
            name + "-reader",
            spec.topic(),
            consumer,
            source,
            workers,
            IntakeLimits.defaults(closeTimeout));
  }

  @Override
  public void start(boolean keepsJvmAlive) {
    intake.start(keepsJvmAlive);
  }

  @Override
  public boolean isRunning() {
    return intake.isRunning();
  }

  @Override
  public void awaitStopped() throws InterruptedException {
    intake.awaitStopped();
  }

  @Override
  public void stop() {
    intake.stop();
  }

  @Override
  public void close() {
    intake.stop();
    if (workers.isCurrentThread()) {
      closeInBackground();
      return;
    }
    try {
      finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closeInBackground();
    }
  }

  private void closeInBackground() {
    Threads.daemons(name + "-close")
        .newThread(
            () -> {
              try {
                finish();
              } catch (InterruptedException e) {
                // The thread is ours, and nobody interrupts it; the workers end all the same.
                workers.shutdownNow();
              }
            })
        .start();
  }

  private void finish() throws InterruptedException {
    intake.awaitStopped();
    workers.shutdownNow();
  }
}
