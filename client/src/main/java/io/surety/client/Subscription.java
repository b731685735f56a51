package io.surety.client;

/** A running consumer. Thread-safe. */
public interface Subscription extends AutoCloseable {

  /** The consumer group. */
  String group();

  /** The topic it reads. */
  String destination();

  /**
   * False once it has been closed, or its reading thread has ended with an error, which is logged.
   */
  boolean isRunning();

  /**
   * Waits until it is closed, for a program that has nothing else to do.
   *
   * @throws InterruptedException when the waiting thread is interrupted; the consumer goes on
   */
  void awaitClosed() throws InterruptedException;

  /**
   * Stops reading, waits for handlers that run (up to {@code surety.close.timeout.ms}, then they
   * are interrupted), commits what is done, and leaves the group. Messages that were read but not
   * begun are left to the group's other members, or to its next start.
   *
   * <p>The group stays subscribed: it is still owed what is published. To end that, see {@link
   * Surety#unsubscribe}. Idempotent. Called by a handler, it does not wait.
   */
  @Override
  void close();
}
