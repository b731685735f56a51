package io.surety.client.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work in a transaction of its own, and gives the connection back as it was. */
public final class Transactions {
  private Transactions() {}

  /** What is done in a transaction; it may also commit by itself, and begin the next one. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Runs it READ COMMITTED, so that each statement sees what is committed when it begins. Commits
   * when it returns, rolls back when it throws.
   */
  public static <T> T run(DataSource dataSource, Work<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      int isolation = connection.getTransactionIsolation();
      if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        connection.commit();
        restore(connection, autoCommit, isolation);
        return result;
      } catch (SQLException | RuntimeException e) {
        try {
          connection.rollback();
          restore(connection, autoCommit, isolation);
        } catch (SQLException another) {
          e.addSuppressed(another);
        }
        throw e;
      }
    }
  }

  private static void restore(Connection connection, boolean autoCommit, int isolation)
      throws SQLException {
    connection.setAutoCommit(autoCommit);
    if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
      connection.setTransactionIsolation(isolation);
    }
  }
}
