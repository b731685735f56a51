package io.surety.bench.database;

import io.surety.bench.kafka.Ids;
import io.surety.bench.load.Fate;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A job of the producer: looks for messages of its own that it has not decided about in time. */
final class CheckBacks implements AutoCloseable {
  private static final long PAUSE_NANOS = 100_000_000;

  private final Workload workload;
  private final Ledger ledger;
  private final Ids ids;
  private final Database database;
  private final Thread thread;
  private volatile boolean closing;

  CheckBacks(Workload workload, Ledger ledger, Ids ids, Database database) {
    this.workload = workload;
    this.ledger = ledger;
    this.ids = ids;
    this.database = database;
    thread = new Thread(this::run, "check-back");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (Connection connection = database.connect()) {
      while (!closing) {
        decide(connection);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (SQLException | RuntimeException e) {
      if (!closing) {
        ledger.fail("the look for overdue messages failed: " + e);
      }
    }
  }

  private void decide(Connection connection) throws SQLException {
    List<Tables.Undecided> overdue = Tables.overdue(connection);
    if (!overdue.isEmpty()) {
      long now = System.currentTimeMillis();
      Tables.decide(
          connection,
          overdue.stream().map(Tables.Undecided::messageId).toList(),
          overdue.stream().map(message -> fate(message) != Fate.ROLL_BACK).toList());
      overdue.stream()
          .filter(message -> fate(message) == Fate.LOST_CONFIRM)
          .forEach(message -> ledger.timerFired(now - message.sinceMs()));
    }
    connection.commit();
  }

  private Fate fate(Tables.Undecided message) {
    return workload.fate(ids.number(message.messageId()));
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
