package io.surety.client.internal.jdbc;

import io.surety.client.jdbc.PurgeOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * Deletes rows that are settled and older than the retention, a few in each transaction.
 *
 * <p>Rows that are still needed are passed by, so that they do not keep younger ones from being
 * deleted. Several instances may do this at the same time: a row that another one has deleted is
 * not there any more, which is what was wanted. Thread-safe.
 */
public final class Purge {
  private final DataSource dataSource;
  private final PurgeOptions options;
  private final LongSupplier clockMs;
  private volatile boolean isStopped;
  private final String selectSql;
  private final String deleteSql;

  /**
   * @param table in SQL; its ids are in {@code message_id}
   * @param orderColumn what its rows are read in the order of: indexed, and grows with the age
   * @param ageColumn when a row was settled, epoch ms
   * @param condition in SQL, of the rows that may be deleted at all; ids are unique among them
   * @param clockMs tells what time it is, epoch ms
   */
  public Purge(
      DataSource dataSource,
      String table,
      String orderColumn,
      String ageColumn,
      String condition,
      PurgeOptions options,
      LongSupplier clockMs) {
    this.dataSource = dataSource;
    this.options = options;
    this.clockMs = clockMs;
    String old = " FROM " + table + " WHERE " + condition + " AND " + ageColumn + " < ?";
    this.selectSql =
        ("SELECT message_id, # " + old + " AND # >= ? AND (# > ? OR message_id > ?)")
                .replace("#", orderColumn)
            + (" ORDER BY " + orderColumn + ", message_id LIMIT ?");
    this.deleteSql = "DELETE" + old + " AND message_id = ?";
  }

  /**
   * Deletes all there is to delete now.
   *
   * @return how many rows this instance deleted
   * @throws Exception when the database, or who must agree, does not answer; what was deleted
   *     before stays deleted
   */
  public long run() throws Exception {
    long before = clockMs.getAsLong() - options.retention().toMillis();
    long deleted = 0;
    Position position = new Position(Long.MIN_VALUE, "");
    do {
      // Without a transaction while somebody else is asked.
      Map<String, Long> rows = read(before, position);
      if (rows.isEmpty()) {
        return deleted;
      }
      for (Map.Entry<String, Long> row : rows.entrySet()) {
        position = new Position(row.getValue(), row.getKey());
      }
      Set<String> settled = options.settledCheck().settled(Set.copyOf(rows.keySet()));
      rows.keySet().retainAll(settled);
      deleted += delete(before, rows.keySet());
    } while (!isStopped);
    return deleted;
  }

  /** Ends what runs after its batch. */
  public void stop() {
    isStopped = true;
  }

  /** Ids in order, each with the value of its order column. */
  private Map<String, Long> read(long before, Position after) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(selectSql)) {
      select.setLong(1, before);
      select.setLong(2, after.order);
      select.setLong(3, after.order);
      select.setString(4, after.id);
      select.setInt(5, options.batchRows());
      Map<String, Long> rows = new LinkedHashMap<>();
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          rows.put(found.getString(1), found.getLong(2));
        }
      }
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
      return rows;
    }
  }

  private long delete(long before, Set<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return 0;
    }
    return Transactions.run(
        dataSource,
        connection -> {
          try (PreparedStatement delete = connection.prepareStatement(deleteSql)) {
            for (String id : ids) {
              delete.setLong(1, before);
              delete.setString(2, id);
              delete.addBatch();
            }
            long deleted = 0;
            for (int count : delete.executeBatch()) {
              deleted += Math.max(0, count);
            }
            return deleted;
          }
        });
  }

  private record Position(long order, String id) {}
}
