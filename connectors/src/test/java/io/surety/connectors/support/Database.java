package io.surety.connectors.support;

import io.surety.connectors.postgres.EmbeddedPostgres;
import io.surety.connectors.tables.ArchiveTables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One PostgreSQL for all tests of this JVM, with empty tables for each. */
public final class Database {
  private Database() {}

  /** With empty tables, as they are installed. */
  public static EmbeddedPostgres empty() throws SQLException {
    EmbeddedPostgres postgres = Holder.POSTGRES;
    execute(
        postgres,
        """
        DROP VIEW IF EXISTS attempt_archive;
        DROP TABLE IF EXISTS message_archive, delivery_archive;\
        """);
    try (Connection connection = postgres.connect()) {
      ArchiveTables.install(connection);
    }
    return postgres;
  }

  public static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query, each as its columns split by a bar. */
  public static List<String> rows(EmbeddedPostgres postgres, String query) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
          columns.add(found.getString(column));
        }
        rows.add(String.join("|", columns.stream().map(String::valueOf).toList()));
      }
      return rows;
    }
  }

  /** The one number that a query finds. */
  public static long number(EmbeddedPostgres postgres, String query) throws SQLException {
    return Long.parseLong(rows(postgres, query).get(0));
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static final class Holder {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        Path directory =
            Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "postgres");
        EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, freePort());
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "postgres-close"));
        return postgres;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
