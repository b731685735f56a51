package io.surety.acceptance.archive;

import static io.surety.acceptance.archive.ArchiveDatabaseTest.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.World;
import io.surety.connectors.postgres.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Prints how many rows a second the sink writes, with fsync on, beside two simpler ways to write
 * the same rows into the same tables, and into a plain one without triggers and partitions. For
 * people: nothing checks the figures.
 */
final class SinkRate {
  private static final int BATCH = 2_000;

  private final ArchiveSink sink;
  private final EmbeddedPostgres postgres;

  SinkRate(ArchiveSink sink) {
    this.sink = sink;
    this.postgres = sink.postgres();
  }

  void measure() throws Exception {
    assertThat(text("SHOW fsync") + text("SHOW synchronous_commit")).isEqualTo("onon");
    long rows = number(postgres, "SELECT count(*) FROM message_archive");
    execute("CREATE TABLE source AS SELECT * FROM message_archive");
    byte[] copy = copyOut();
    execute("TRUNCATE message_archive, delivery_archive");
    sink.replay("-again");
    rate("sink (message and delivery rows)", rows, awaitRows(rows));
    execute(
        "CREATE TABLE plain (LIKE source); ALTER TABLE plain ADD PRIMARY KEY (message_id,"
            + " began_at)");
    rate("COPY into a plain table", rows, copyIn(copy, "plain"));
    execute("TRUNCATE plain");
    rate("batched insert into a plain table", rows, insert("plain"));
    execute("TRUNCATE message_archive, delivery_archive");
    rate("COPY into the archive's tables", rows, copyIn(copy, "message_archive"));
    execute("TRUNCATE message_archive, delivery_archive");
    rate("batched insert into the archive's tables", rows, insert("message_archive"));
  }

  /** From the first row that is seen to the last one. */
  private long awaitRows(long rows) throws SQLException {
    Awaitility.await()
        .atMost(World.PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> number(postgres, "SELECT count(*) FROM message_archive") > 0);
    long start = System.nanoTime();
    long first = number(postgres, "SELECT count(*) FROM message_archive");
    Awaitility.await()
        .atMost(World.PATIENCE.multipliedBy(4))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> number(postgres, "SELECT count(*) FROM message_archive") == rows);
    return (System.nanoTime() - start) * rows / (rows - first);
  }

  private byte[] copyOut() throws Exception {
    try (Connection connection = postgres.connect()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      copies(connection).copyOut("COPY source TO STDOUT (FORMAT binary)", bytes);
      return bytes.toByteArray();
    }
  }

  private long copyIn(byte[] rows, String table) throws Exception {
    long start = System.nanoTime();
    try (Connection connection = postgres.connect()) {
      copies(connection)
          .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)", new ByteArrayInputStream(rows));
    }
    return System.nanoTime() - start;
  }

  /** Reads and writes; the reading is taken off. */
  private long insert(String table) throws SQLException {
    long inserting = 0;
    try (Connection from = postgres.connect();
        Connection to =
            DriverManager.getConnection(
                postgres.jdbcUrl() + "?reWriteBatchedInserts=true",
                EmbeddedPostgres.USER,
                postgres.password());
        Statement select = from.createStatement()) {
      from.setAutoCommit(false);
      to.setAutoCommit(false);
      select.setFetchSize(BATCH);
      ResultSet row = select.executeQuery("SELECT * FROM source");
      int columns = row.getMetaData().getColumnCount();
      String marks = "?" + ", ?".repeat(columns - 1);
      try (PreparedStatement insert =
          to.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
        boolean more = row.next();
        while (more) {
          int size = 0;
          while (more && size < BATCH) {
            for (int column = 1; column <= columns; column++) {
              insert.setObject(column, row.getObject(column));
            }
            insert.addBatch();
            size++;
            more = row.next();
          }
          long start = System.nanoTime();
          insert.executeBatch();
          to.commit();
          inserting += System.nanoTime() - start;
        }
      }
    }
    return inserting;
  }

  private static CopyManager copies(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private static void rate(String what, long rows, long nanos) {
    System.out.printf(Locale.ROOT, "archive: %-45s %8.0f rows/s%n", what, rows * 1e9 / nanos);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String text(String query) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      found.next();
      return found.getString(1);
    }
  }
}
