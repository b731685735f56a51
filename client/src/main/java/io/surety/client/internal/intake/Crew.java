package io.surety.client.internal.intake;

import io.surety.client.internal.Connection;
import io.surety.client.internal.Threads;
import org.apache.kafka.clients.consumer.Consumer;

/** An intake with its workers: started, and closed, as one. Thread-safe. */
public final class Crew {
  private final String name;
  private final WorkerPool workers;
  private final Intake intake;

  /**
   * @param name for logs and threads
   * @param consumer used by this alone from now on
   * @param size at most so many works at a time
   */
  public Crew(
      String name,
      String topic,
      Consumer<byte[], byte[]> consumer,
      WorkSource source,
      int size,
      Connection connection) {
    this.name = name;
    this.workers = new WorkerPool(name, size);
    this.intake =
        new Intake(
            name + "-reader",
            topic,
            consumer,
            source,
            workers,
            IntakeLimits.defaults(connection.config().closeTimeout()));
  }

  /** See {@link Intake#start}. */
  public void start(boolean keepsJvmAlive) {
    intake.start(keepsJvmAlive);
  }

  /** See {@link Intake#isRunning}. */
  public boolean isRunning() {
    return intake.isRunning();
  }

  /** See {@link Intake#awaitStopped}. */
  public void awaitStopped() throws InterruptedException {
    intake.awaitStopped();
  }

  /** Begins to stop; returns at once. */
  public void stop() {
    intake.stop();
  }

  /**
   * Stops, and waits until everything that ran is done or was interrupted. Does not wait when one
   * of the workers calls it, which would wait for itself, or when the caller is interrupted.
   */
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
