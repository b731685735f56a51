package io.surety.bench.outbox.load;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.gruelbox.transactionoutbox.TransactionOutboxEntry;
import com.gruelbox.transactionoutbox.TransactionOutboxListener;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.surety.bench.outbox.Destination;
import io.surety.bench.outbox.Outbox;
import io.surety.bench.outbox.OutboxRunner;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The library with a pool of connections, and as its manual says otherwise. */
public final class GruelboxOutbox implements Outbox {
  private static final int CONNECTIONS = 64;

  /** Of messages that wait for a worker. What does not fit is found in the table, later. */
  private static final int QUEUE_MAX = 50_000;

  private static final int FLUSH_EVERY_SECONDS = 1;

  private final Consumer<String> onFailure;
  private final HikariDataSource pool;
  private final TransactionManager transactions;
  private final TransactionOutbox outbox;
  private final ExecutorService workers =
      new ThreadPoolExecutor(
          OutboxRunner.WORKERS,
          OutboxRunner.WORKERS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE_MAX));
  private final ScheduledExecutorService flusher = Executors.newSingleThreadScheduledExecutor();

  /**
   * Makes its tables, and begins.
   *
   * @param onFailure is told when a message could not be sent, though that is tried again
   */
  public GruelboxOutbox(DataSource database, Destination destination, Consumer<String> onFailure) {
    this.onFailure = onFailure;
    HikariConfig config = new HikariConfig();
    config.setDataSource(database);
    config.setMaximumPoolSize(CONNECTIONS);
    // So that nobody has to say it for each transaction.
    config.setAutoCommit(false);
    pool = new HikariDataSource(config);
    transactions = TransactionManager.fromDataSource(pool);
    outbox =
        TransactionOutbox.builder()
            .transactionManager(transactions)
            .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
            .instantiator(Instantiator.using(type -> destination))
            .submitter(Submitter.withExecutor(workers))
            .serializeMdc(false)
            .listener(new Failures())
            .build();
    var unused =
        flusher.scheduleWithFixedDelay(
            this::flush, FLUSH_EVERY_SECONDS, FLUSH_EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private final class Failures implements TransactionOutboxListener {
    @Override
    public void failure(TransactionOutboxEntry entry, Throwable cause) {
      onFailure.accept("the outbox could not send " + entry.description() + ": " + cause);
    }
  }

  private void flush() {
    try {
      // One that is full may be followed by another.
      while (outbox.flush()) {}
    } catch (RuntimeException e) {
      onFailure.accept("the look for messages that were not sent failed: " + e);
    }
  }

  @Override
  public void inTransaction(Consumer<Destination> work) {
    transactions.inTransaction(() -> work.accept(outbox.schedule(Destination.class)));
  }

  @Override
  public void close() {
    flusher.shutdownNow();
    workers.shutdownNow();
    pool.close();
  }
}
