package io.surety.client.internal.jdbc;

import io.surety.client.StartException;
import io.surety.client.internal.send.Sentences;
import io.surety.client.jdbc.Dialect;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a table has what code relies on: its columns, and its primary key, on which it rests
 * that a row can be there only once.
 */
public final class TableCheck {
  private final Connection connection;
  private final Dialect dialect;
  private final Optional<String> schema;

  /**
   * @param schema that was given for the tables
   */
  public TableCheck(Connection connection, Dialect dialect, Optional<String> schema) {
    this.connection = connection;
    this.dialect = dialect;
    this.schema = schema;
  }

  /**
   * Returns when the table is as it must be.
   *
   * @param name in SQL
   * @throws StartException when it is not
   */
  public void check(LocalTable table, String name) throws SQLException {
    read("1", name, "table " + name + " cannot be read");
    read(
        String.join(", ", table.columns()),
        name,
        "table " + name + " must have the columns " + String.join(", ", table.columns()));
    if (!primaryKeys(name).contains(Set.copyOf(table.primaryKey()))) {
      throw problem(
          "table " + name + " must have the primary key " + String.join(", ", table.primaryKey()),
          null);
    }
  }

  private void read(String columns, String name, String problem) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT " + columns + " FROM " + name + " WHERE 1 = 0")) {
      rows.next();
    } catch (SQLException e) {
      // A database that is away has no table to find fault with.
      if (!connection.isValid(0)) {
        throw e;
      }
      throw problem(problem + ": " + Sentences.of(e), e);
    } finally {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    }
  }

  /** The primary keys of all tables of this name that the connection sees, one a schema. */
  private Set<Set<String>> primaryKeys(String name) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    String table = asStored(metaData, name.substring(name.indexOf('.') + 1));
    Optional<String> where = schema.map(value -> asStored(metaData, value));
    boolean isMySql = dialect == Dialect.MYSQL;
    String catalog = isMySql ? where.orElse(connection.getCatalog()) : connection.getCatalog();
    Map<String, Set<String>> found = new HashMap<>();
    try (ResultSet keys =
        metaData.getPrimaryKeys(catalog, isMySql ? null : where.orElse(null), table)) {
      while (keys.next()) {
        found
            .computeIfAbsent(String.valueOf(keys.getString("TABLE_SCHEM")), any -> new HashSet<>())
            .add(keys.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
      }
    }
    return Set.copyOf(found.values());
  }

  private static String asStored(DatabaseMetaData metaData, String name) {
    try {
      if (metaData.storesUpperCaseIdentifiers()) {
        return name.toUpperCase(Locale.ROOT);
      }
      return metaData.storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
    } catch (SQLException e) {
      throw new IllegalStateException("the driver does not say how it stores names", e);
    }
  }

  private StartException problem(String problem, @Nullable Throwable cause) {
    return new StartException(
        problem,
        "Create the table with the SQL file "
            + dialect.sqlFile()
            + " of this library, or with LocalTables.create.",
        cause);
  }
}
