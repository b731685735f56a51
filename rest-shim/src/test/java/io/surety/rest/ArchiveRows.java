package io.surety.rest;

import io.surety.connectors.postgres.EmbeddedPostgres;
import io.surety.connectors.tables.ArchiveTables;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

/** A database with the archive's tables, and rows as the sink writes them. */
final class ArchiveRows implements AutoCloseable {
  private final EmbeddedPostgres postgres;

  private ArchiveRows(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  static ArchiveRows in(Path directory) throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, freePort());
    try (Connection connection = postgres.connect()) {
      ArchiveTables.install(connection);
    }
    return new ArchiveRows(postgres);
  }

  EmbeddedPostgres postgres() {
    return postgres;
  }

  Installation readBy(Installation installation) {
    return installation
        .with("surety.archive.url", postgres.jdbcUrl())
        .with("surety.archive.user", EmbeddedPostgres.USER)
        .with("surety.archive.password", postgres.password());
  }

  @Override
  public void close() {
    postgres.close();
  }

  /** A message of the producer {@code shop} for {@code billing} and {@code stock}. */
  void add(String id, String status, String day) throws Exception {
    boolean isDead = status.equals("DEAD_LETTERED");
    String billing =
        isDead
            ? """
            {"group": "billing", "status": "DEAD", "attempts": 1, "dispatchedAt": "DAYT08:00:03Z",
             "settledAt": "DAYT08:00:05Z", "reason": "REJECTED",
             "failure": {"type": "E", "message": "no such order", "stack": "at Billing.charge"},
             "history": [{"attempt": 1, "outcome": "REJECTED", "dispatchedAt": "DAYT08:00:03Z",
                          "endedAt": "DAYT08:00:04Z",
                          "failure": {"type": "E", "message": "no", "stack": "at Billing.charge"}}]}\
            """
            : """
            {"group": "billing", "status": "CONSUMED", "attempts": 1, "dispatchedAt": "DAYT08:00:03Z",
             "settledAt": "DAYT08:00:05Z", "history": []}\
            """;
    String stock =
        """
        {"group": "stock", "status": "CONSUMED", "attempts": 1, "dispatchedAt": "DAYT08:00:03Z",
         "settledAt": "DAYT08:00:06Z", "history": []}\
        """;
    String sql =
        """
        INSERT INTO message_archive (message_id, began_at, revision, status, producer, destination, tag,
          business_key, mode, prepared_at, decided_at, finished_at, decision, decision_source, check_backs,
          check_back_unknowns, headers, deliveries, check_back_history)
        VALUES ('ID', 'DAYT08:00:00Z', 1, 'STATUS', 'shop', 'orders.paid', 'eu', 'key-of-ID', 'PREPARE',
          'DAYT08:00:00Z', 'DAYT08:00:02Z', 'DAYT08:01:0#Z', 'CONFIRM', 'CHECK_BACK', 1, 0, '[]', '[BILLING, STOCK]',
          '[{"attempt": 1, "askedAt": "DAYT08:00:01Z", "answer": "CONFIRM"}]')\
        """
            .replace("BILLING", billing)
            .replace("STOCK", stock)
            .replace("DAY", day)
            .replace("ID", id)
            .replace("'STATUS'", "'" + status + "'")
            .replace("#", String.valueOf(Character.digit(id.charAt(id.length() - 1), 36) % 10));
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void remove(String id) throws Exception {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM message_archive WHERE message_id = '" + id + "'");
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
