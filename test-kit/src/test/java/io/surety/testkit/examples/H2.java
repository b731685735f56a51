package io.surety.testkit.examples;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The database of the examples. */
record H2(DataSource dataSource) {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  static H2 withOrder(String id) throws SQLException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:examples" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
    H2 database = new H2(source);
    database.run("CREATE TABLE orders (id VARCHAR(64) PRIMARY KEY, paid BOOLEAN DEFAULT FALSE)");
    database.run("CREATE TABLE invoice (order_id VARCHAR(64))");
    database.run("INSERT INTO orders (id) VALUES ('" + id + "')");
    return database;
  }

  boolean isPaid(String order) throws SQLException {
    return number("SELECT COUNT(*) FROM orders WHERE paid AND id = '" + order + "'") == 1;
  }

  int number(String query) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }

  void run(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
