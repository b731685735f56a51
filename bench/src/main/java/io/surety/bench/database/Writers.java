package io.surety.bench.database;

import io.surety.bench.load.Ledger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Threads of an application with a connection each. Whatever has gathered while a transaction was
 * under way is the next one: a single item when there is time, hundreds under load, as Kafka's
 * client does with its batches. Thread-safe.
 */
public final class Writers<T> implements AutoCloseable {
  private final BlockingQueue<T> queue = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final String name;
  private final Database database;
  private final Ledger ledger;
  private final int batchMax;
  private final Work<T> work;
  private volatile boolean closing;

  /** What is done with a batch. */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does it in the transaction of the connection, without a commit.
     *
     * @return what follows when that is committed
     */
    Runnable write(Connection connection, List<T> batch) throws SQLException;
  }

  /**
   * Begins at once.
   *
   * @param batchMax of a transaction
   */
  public Writers(
      String name, int threads, int batchMax, Database database, Ledger ledger, Work<T> work) {
    this.batchMax = batchMax;
    this.name = name;
    this.database = database;
    this.ledger = ledger;
    this.work = work;
    for (int i = 1; i <= threads; i++) {
      Thread thread = new Thread(this::run, name + "-" + i);
      thread.setDaemon(true);
      this.threads.add(thread);
      thread.start();
    }
  }

  /** Will be done. */
  public void add(T item) {
    queue.add(item);
  }

  private void run() {
    try (Connection connection = database.connect()) {
      List<T> batch = new ArrayList<>();
      while (!closing) {
        batch.add(queue.take());
        queue.drainTo(batch, batchMax - 1);
        Runnable then = work.write(connection, batch);
        connection.commit();
        then.run();
        batch.clear();
      }
    } catch (InterruptedException e) {
      // Closed.
    } catch (SQLException | RuntimeException e) {
      if (!closing) {
        ledger.fail(name + " failed: " + e);
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join(5_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
