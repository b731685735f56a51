package io.surety.bench.outbox;

import java.util.function.Consumer;

/** The library, as the rest of the bench sees it. Thread-safe. */
public interface Outbox extends AutoCloseable {
  /**
   * Runs work in a transaction of the application and commits it. What the work sends is sent after
   * that, by threads of the outbox.
   *
   * @throws RuntimeException what the work throws; it is rolled back then
   */
  void inTransaction(Consumer<Destination> work);

  /** What is under way is not awaited. */
  @Override
  void close();
}
