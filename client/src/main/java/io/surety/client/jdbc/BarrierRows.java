package io.surety.client.jdbc;

import io.surety.client.internal.jdbc.Inserts;
import io.surety.client.internal.jdbc.Purge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The rows of the barrier: one for each local transaction that is decided. Who inserts the row has
 * decided; a second insert waits for the first one's transaction, and fails if that commits.
 *
 * <pre>
 *  local transaction            check-back
 *  insert COMMITTED             insert ROLLED_BACK … waits
 *  business writes                    │
 *  commit ───────────────────────────▶ there is a row: COMMITTED
 *
 *  (not begun, or not enlisted)  insert ROLLED_BACK, commit
 *  insert COMMITTED fails, so the business writes can never be committed
 * </pre>
 */
final class BarrierRows {
  private enum Status {
    COMMITTED,
    ROLLED_BACK
  }

  private final String table;
  private final Dialect dialect;
  private final Duration lockWait;

  BarrierRows(String table, Dialect dialect, Duration lockWait) {
    this.table = table;
    this.dialect = dialect;
    this.lockWait = lockWait;
  }

  /** Forgets decisions that are older than the retention. */
  Purge purge(DataSource dataSource, PurgeOptions options) {
    return new Purge(
        dataSource,
        table,
        "decided_at_ms",
        "decided_at_ms",
        "status IN ('COMMITTED', 'ROLLED_BACK')",
        options,
        System::currentTimeMillis);
  }

  String table() {
    return table;
  }

  /**
   * The caller's transaction commits the message, if it commits.
   *
   * @return false when it must not, because the message is decided
   */
  boolean enlist(Connection connection, String messageId) throws SQLException {
    // With PostgreSQL an error would be better, because nobody could go on after it; but then
    // nobody could look at the row either.
    return insert(connection, messageId, Status.COMMITTED, false);
  }

  /**
   * No transaction commits the message from now on.
   *
   * @param connection with auto-commit
   * @return false when one has
   */
  boolean fence(Connection connection, String messageId) throws SQLException {
    return insert(connection, messageId, Status.ROLLED_BACK, true);
  }

  /** Whether the message is committed; empty when it is not decided. */
  Optional<Boolean> isCommitted(Connection connection, String messageId) throws SQLException {
    String query = "SELECT status FROM " + table + " WHERE message_id = ?";
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, messageId);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next()
            ? Optional.of(Status.valueOf(rows.getString(1)) == Status.COMMITTED)
            : Optional.empty();
      }
    }
  }

  private boolean insert(Connection connection, String messageId, Status status, boolean isBounded)
      throws SQLException {
    String insert =
        Inserts.ifAbsent(
            dialect,
            "INSERT INTO " + table + " (message_id, status, decided_at_ms) VALUES (?, ?, ?)");
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      if (isBounded) {
        statement.setQueryTimeout(Math.max(1, (int) lockWait.toSeconds()));
      }
      statement.setString(1, messageId);
      statement.setString(2, status.name());
      statement.setLong(3, System.currentTimeMillis());
      return Inserts.run(statement);
    }
  }
}
