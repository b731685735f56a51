package io.surety.client.jdbc;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;

/**
 * Tells that a statement failed because another transaction was in its way, and that it did
 * nothing.
 */
final class Contention {
  private static final int MYSQL_LOCK_WAIT_TIMEOUT = 1205;

  private Contention() {}

  /**
   * Whether trying again later may succeed. 40…: rolled back for another transaction's sake; HYT00
   * (H2), 55P03 and 57014 (PostgreSQL): a lock, or the time for the statement, could not be had.
   */
  static boolean isIn(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return e instanceof SQLTimeoutException
        || e instanceof SQLTransactionRollbackException
        || e.getErrorCode() == MYSQL_LOCK_WAIT_TIMEOUT
        || (state.startsWith("40") && !state.equals("40003"))
        || state.equals("HYT00")
        || state.equals("55P03")
        || state.equals("57014");
  }
}
