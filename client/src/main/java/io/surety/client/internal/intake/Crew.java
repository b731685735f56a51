package io.surety.client.internal.intake;

/** Reads a topic as a member of a group, and does the work: started, and closed, as one. */
public interface Crew {

  /**
   * What is read, and by whom.
   *
   * @param name for logs and threads
   * @param topic what is read
   * @param group the consumer group
   * @param clientName tells it from this client's other readers
   * @param size at most so many works at a time
   */
  record Spec(String name, String topic, String group, String clientName, int size) {}

  /**
   * Begins to read.
   *
   * @param keepsJvmAlive whether the JVM goes on as long as it is not stopped
   */
  void start(boolean keepsJvmAlive);

  /** False once it has stopped. */
  boolean isRunning();

  /** Waits until everything that ran is done, or was abandoned. */
  void awaitStopped() throws InterruptedException;

  /** Begins to stop; returns at once. */
  void stop();

  /**
   * Stops, and waits until everything that ran is done or was interrupted. Does not wait when one
   * of the workers calls it, which would wait for itself, or when the caller is interrupted.
   */
  void close();
}
