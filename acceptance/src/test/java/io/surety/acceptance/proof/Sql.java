package io.surety.acceptance.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.postgresql.ds.PGPoolingDataSource;

/** Plain SQL on a database, with nothing of Surety's. Thread-safe. */
final class Sql {
  private final DataSource dataSource;

  private Sql(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** With a pool of connections. */
  @SuppressWarnings("deprecation")
  static Sql at(String url) {
    PGPoolingDataSource pool = new PGPoolingDataSource();
    pool.setUrl(url);
    pool.setMaxConnections(32);
    return new Sql(pool);
  }

  DataSource dataSource() {
    return dataSource;
  }

  /** What is done in a transaction. */
  @FunctionalInterface
  interface Work {
    void run(Connection connection) throws SQLException;
  }

  void transaction(Work work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        work.run(connection);
        connection.commit();
      } finally {
        // After the commit there is nothing to roll back.
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  /** Runs a statement in a transaction of its own. */
  int run(String sql, Object... values) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return run(connection, sql, values);
    }
  }

  static int run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** The number that a query has as its only value. */
  long number(String query, Object... values) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = prepare(connection, query, values);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** The first two columns of all rows. */
  Map<String, String> map(String query, Object... values) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = prepare(connection, query, values);
        ResultSet rows = statement.executeQuery()) {
      Map<String, String> map = new TreeMap<>();
      while (rows.next()) {
        map.put(rows.getString(1), rows.getString(2));
      }
      return map;
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
