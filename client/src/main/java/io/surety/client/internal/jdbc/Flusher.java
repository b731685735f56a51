package io.surety.client.internal.jdbc;

import io.surety.client.Publisher;
import io.surety.client.internal.Threads;
import io.surety.client.jdbc.OutboxOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox, on a thread of its own: claims rows, sends them, and marks those
 * that are acknowledged, all in one transaction. Should anything happen in between, the database
 * gives the rows free, and they are sent again under the same ids.
 */
public final class Flusher {
  private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);
  // Then the connection goes back to its pool for a moment, for others who wait for one.
  private static final int BATCHES_A_CONNECTION = 100;

  private final DataSource dataSource;
  private final OutboxTable table;
  private final Publisher publisher;
  private final Claim claim;
  private final long pollMs;
  private final LongSupplier clockMs;
  private final WakeUp wakeUp = new WakeUp();
  private final Outage database;
  private final Outage kafka;
  private final Thread thread;
  private long kafkaBackoffMs;

  private Flusher(
      DataSource dataSource,
      OutboxTable table,
      Publisher publisher,
      OutboxOptions options,
      LongSupplier clockMs) {
    this.dataSource = dataSource;
    this.table = table;
    this.publisher = publisher;
    this.claim = new Claim(table, options.batchRows(), options.batchBytesMax());
    this.pollMs = options.pollInterval().toMillis();
    this.clockMs = clockMs;
    String whose = "The outbox of producer '" + publisher.producer() + "'";
    this.database = new Outage(whose, "use its database");
    this.kafka = new Outage(whose, "send");
    this.thread = Threads.virtualIfPossible("outbox-" + publisher.producer()).newThread(this::run);
  }

  /** Starts to send. */
  public static Flusher start(
      DataSource dataSource,
      OutboxTable table,
      Publisher publisher,
      OutboxOptions options,
      LongSupplier clockMs) {
    Flusher flusher = new Flusher(dataSource, table, publisher, options, clockMs);
    flusher.thread.start();
    return flusher;
  }

  /** Looks for rows now. */
  public void wake() {
    wakeUp.call();
  }

  /** Begins nothing more; waits for what is in flight, up to the timeout, then leaves it alone. */
  public void close(Duration timeout) {
    wakeUp.close();
    try {
      thread.join(Math.max(1, timeout.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Harmless when it has ended.
    thread.interrupt();
  }

  private void run() {
    try {
      while (!wakeUp.isClosing()) {
        round();
      }
    } catch (InterruptedException e) {
      LOG.info(
          "The outbox of producer '{}' is closed before all answers came: what was sent without an"
              + " answer will be sent again",
          publisher.producer());
    }
  }

  private void round() throws InterruptedException {
    wakeUp.looks();
    try {
      Next next = Transactions.run(dataSource, this::batches);
      database.isOver();
      switch (next) {
        case MORE -> {}
        case NOTHING -> wakeUp.await(pollMs);
        case LATER -> wakeUp.pause(kafkaBackoffMs);
        case END -> throw new InterruptedException();
      }
    } catch (SQLException | RuntimeException e) {
      // A runtime exception is a bug, of ours or a driver's: it must not end the sending for ever.
      wakeUp.pause(database.goesOn(e));
    }
  }

  private enum Next {
    MORE,
    NOTHING,
    LATER,
    END
  }

  private Next batches(Connection connection) throws SQLException {
    for (int i = 0; i < BATCHES_A_CONNECTION && !wakeUp.isClosing(); i++) {
      List<OutboxRow> rows = claim.rows(connection);
      if (rows.isEmpty()) {
        return Next.NOTHING;
      }
      Sending.Result result = Sending.send(rows, publisher, clockMs, wakeUp::isClosing);
      remember(connection, result);
      connection.commit();
      if (result.wasInterrupted()) {
        return Next.END;
      }
      if (!result.sent().isEmpty()) {
        kafka.progresses();
      }
      if (result.failure().isPresent()) {
        kafkaBackoffMs = kafka.goesOn(result.failure().get());
        return Next.LATER;
      }
      kafka.isOver();
    }
    return Next.MORE;
  }

  private void remember(Connection connection, Sending.Result result) throws SQLException {
    long now = clockMs.getAsLong();
    table.markSent(connection, result.sent(), now);
    for (var refused : result.refused().entrySet()) {
      table.setAside(connection, refused.getKey(), refused.getValue(), now);
      LOG.warn(
          "The outbox of producer '{}' sets a message aside, and later ones of its business key"
              + " wait for it: {}",
          publisher.producer(),
          refused.getValue());
    }
  }
}
