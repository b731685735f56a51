package io.surety.client.internal.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.client.jdbc.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The shipped SQL of a dialect. The file is plain SQL with the default names, so that it can be run
 * as it is; other names are put in their place here.
 */
public final class SqlFile {
  private final String sql;

  private SqlFile(String sql) {
    this.sql = sql;
  }

  /** The file of a dialect. */
  public static SqlFile of(Dialect dialect) {
    try (InputStream in = SqlFile.class.getClassLoader().getResourceAsStream(dialect.sqlFile())) {
      if (in == null) {
        throw new IllegalStateException(dialect.sqlFile() + " is not in the jar");
      }
      return new SqlFile(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The SQL with these names: of tables with the schema, of indexes without, as SQL wants it. */
  public String text(Optional<String> schema, String prefix) {
    String qualifier = schema.map(name -> name + ".").orElse("");
    return sql.replaceAll("\\bsurety_(outbox|barrier|inbox)\\b", qualifier + prefix + "$1")
        .replaceAll("\\bsurety_((outbox|barrier|inbox)_\\w+)", prefix + "$1");
  }

  /** Runs it, one statement after the other; what exists already stays as it is. */
  public void run(Connection connection, Optional<String> schema, String prefix)
      throws SQLException {
    connection.setAutoCommit(true);
    for (String statement : statements(text(schema, prefix))) {
      runOnce(connection, statement);
    }
  }

  /**
   * IF NOT EXISTS is no lock: of two instances that run it at the same time one may fail, because
   * the other has just done it. A second try then finds it done.
   */
  private static void runOnce(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException first) {
      try (Statement again = connection.createStatement()) {
        again.execute(sql);
      } catch (SQLException e) {
        e.addSuppressed(first);
        throw e;
      }
    }
  }

  private static List<String> statements(String text) {
    String withoutComments =
        text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
    return Arrays.stream(withoutComments.split(";"))
        .map(String::strip)
        .filter(sql -> !sql.isEmpty())
        .toList();
  }
}
