package io.surety.client.internal.jdbc;

import io.surety.client.jdbc.Dialect;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Inserts a row unless one with its key is there, inside a transaction of the caller, who can go on
 * either way.
 *
 * <p>When another transaction that is still open has inserted that key, the statement waits for its
 * end, in all dialects (with MySQL and H2 up to the lock timeout of the database).
 */
public final class Inserts {
  private Inserts() {}

  /** The statement for {@link #run}. */
  public static String ifAbsent(Dialect dialect, String insert) {
    return switch (dialect) {
      // An error would end the caller's transaction.
      case POSTGRESQL -> insert + " ON CONFLICT DO NOTHING";
      case MYSQL, H2 -> insert;
    };
  }

  /** Runs what {@link #ifAbsent} made: true when the row is new, false when its key was there. */
  public static boolean run(PreparedStatement insert) throws SQLException {
    try {
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      if (isDuplicateKey(e)) {
        return false;
      }
      throw e;
    }
  }

  private static boolean isDuplicateKey(SQLException e) {
    // H2 says 23505. MySQL and MariaDB say 23000 for all constraints, and tell them apart by
    // number.
    return "23505".equals(e.getSQLState())
        || ("23000".equals(e.getSQLState()) && e.getErrorCode() == 1062);
  }
}
