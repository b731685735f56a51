package io.surety.client.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction on a connection of its own. Closing it rolls back what is not committed, and gives
 * the connection back as it was. For one thread.
 */
final class OwnTransaction implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnTransaction.class);

  private final Connection connection;
  private final boolean wasAutoCommit;
  private final GuardedConnection guarded;
  private boolean open = true;

  private OwnTransaction(Connection connection, String whose) throws SQLException {
    this.connection = connection;
    this.wasAutoCommit = connection.getAutoCommit();
    this.guarded = new GuardedConnection(connection, whose);
    if (wasAutoCommit) {
      connection.setAutoCommit(false);
    }
  }

  /**
   * @param whose who ends it, for messages to people
   */
  static OwnTransaction begin(DataSource dataSource, String whose) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      return new OwnTransaction(connection, whose);
    } catch (SQLException | RuntimeException e) {
      close(connection, e);
      throw e;
    }
  }

  /** For ourselves. */
  Connection connection() {
    return connection;
  }

  /** For the application: it cannot be committed, rolled back or closed. */
  Connection guarded() {
    return guarded.connection();
  }

  /**
   * Commits.
   *
   * @throws SQLException when it is not committed, or when that is not known
   */
  void commit() throws SQLException {
    guarded.end();
    connection.commit();
    open = false;
  }

  /** Rolls back what was done so far, and goes on. */
  void restart() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    guarded.end();
    try {
      if (open) {
        connection.rollback();
      }
      if (wasAutoCommit) {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      // What was not committed is rolled back by the database when the connection ends.
      LOG.warn("A connection is given up: {}", e.getMessage());
    } finally {
      connection.close();
    }
  }

  private static void close(Connection connection, Exception reason) {
    try {
      connection.close();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }
}
