package io.surety.client.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** The databases that the local tables are made for. */
public enum Dialect {
  /** PostgreSQL 12 and newer. */
  POSTGRESQL("postgresql.sql"),
  /** MySQL 8.0 and newer, and MariaDB 10.6 and newer: older ones cannot skip locked rows. */
  MYSQL("mysql.sql"),
  /** H2 2.2 and newer. */
  H2("h2.sql");

  private final String sqlFile;

  Dialect(String sqlFile) {
    this.sqlFile = "io/surety/client/jdbc/" + sqlFile;
  }

  /**
   * The dialect of a database, by the name that its driver gives.
   *
   * @throws IllegalArgumentException when it is none of these; {@link LocalTables#withDialect}
   *     names one for a database that understands it under another name
   * @throws SQLException when the driver does not tell
   */
  public static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return switch (product.toLowerCase(Locale.ROOT)) {
      case "postgresql" -> POSTGRESQL;
      case "mysql", "mariadb" -> MYSQL;
      case "h2" -> H2;
      default ->
          throw new IllegalArgumentException(
              "database '"
                  + product
                  + "' is not known; use PostgreSQL, MySQL, MariaDB or H2, or name the dialect that"
                  + " it understands with LocalTables.withDialect");
    };
  }

  /** The file with the SQL of all local tables, as a resource of this library. */
  public String sqlFile() {
    return sqlFile;
  }
}
