package io.surety.connectors.tables;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Makes the archive's tables and keeps them in shape. */
public final class ArchiveTables {
  /** The table with a row for each message, which the sink writes. */
  public static final String MESSAGES = "message_archive";

  private static final String FILE = "archive.sql";
  private static final int BATCH_ROWS = 5_000;

  private ArchiveTables() {}

  /** The DDL, as it can be given to {@code psql}. */
  public static String ddl() {
    try (InputStream file =
        Objects.requireNonNull(ArchiveTables.class.getResourceAsStream(FILE), FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + FILE, e);
    }
  }

  /**
   * Makes what is missing; what is there stays.
   *
   * @param connection of the owner, in auto-commit mode, which it stays in
   */
  public static void install(Connection connection) throws SQLException {
    String ddl = ddl();
    // A procedure that commits cannot share a statement with others.
    try (Statement statement = connection.createStatement()) {
      statement.execute(ddl.substring(0, ddl.lastIndexOf("CALL ")));
    }
    maintain(connection, Optional.empty());
  }

  /**
   * Makes the partitions of the coming months, and removes what finished too long ago, in batches.
   *
   * @param connection of the owner, in auto-commit mode
   * @param keepFor how long finished messages are kept; empty keeps them for ever
   */
  public static void maintain(Connection connection, Optional<Duration> keepFor)
      throws SQLException {
    try (PreparedStatement call =
        connection.prepareStatement("CALL surety_archive_maintain(?::interval, ?)")) {
      call.setString(1, keepFor.map(time -> time.toSeconds() + " seconds").orElse(null));
      call.setInt(2, BATCH_ROWS);
      call.execute();
    }
  }
}
