package io.surety.client.internal.jdbc;

import io.surety.client.Message;
import io.surety.client.NotDoneException;
import io.surety.client.internal.Texts;
import io.surety.client.jdbc.Dialect;
import io.surety.client.jdbc.SetAside;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The rows of one producer in the outbox table.
 *
 * <p>A row is WAITING until it is sent; then it is gone, or SENT where sent rows are kept. One that
 * cannot be sent is SET_ASIDE, and the rows of its business key that came after it stay WAITING but
 * are passed by. Thread-safe.
 */
public final class OutboxTable {
  private static final int ERROR_CHARS_MAX = 2_000;
  private static final int INSERT_TRIES = 3;

  private final String name;
  private final String producer;
  private final String insertSql;
  private final boolean keepsSent;

  /**
   * @param name of the table in SQL
   * @param keepsSent whether a sent row stays
   */
  public OutboxTable(String name, String producer, Dialect dialect, boolean keepsSent) {
    this.name = name;
    this.producer = producer;
    this.keepsSent = keepsSent;
    this.insertSql =
        Inserts.ifAbsent(
            dialect,
            "INSERT INTO "
                + name
                + " (producer, message_id, status, destination, business_key, tag, headers,"
                + " payload, deliver_at_ms, ttl_ms, published_at_ms)"
                + " VALUES (?, ?, 'WAITING', ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  /**
   * Adds a message in the transaction of the caller; nothing when the same message is there.
   *
   * @throws NotDoneException when another message with its id is there
   */
  public void add(Connection connection, Message message, long nowMs) throws SQLException {
    for (int i = 0; i < INSERT_TRIES; i++) {
      if (insert(connection, message, nowMs)) {
        return;
      }
      Optional<Boolean> same = isSame(connection, message);
      if (same.isPresent()) {
        if (!same.get()) {
          throw refused(
              message, "is in the outbox with other content", "Give it an id of its own.");
        }
        return;
      }
      // It has been sent and deleted meanwhile, so it can be inserted now.
    }
    throw refused(
        message,
        "is in the outbox, where this transaction cannot see it",
        "Publish it in a new transaction.");
  }

  private boolean insert(Connection connection, Message message, long nowMs) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(insertSql)) {
      insert.setString(1, producer);
      insert.setString(2, message.id());
      insert.setString(3, message.destination());
      insert.setString(4, message.key().orElse(null));
      insert.setString(5, message.tag().orElse(null));
      insert.setBytes(6, HeaderBytes.of(message.headers()));
      insert.setBytes(7, payload(message));
      insert.setObject(
          8, message.deliverAt().map(Instant::toEpochMilli).orElse(null), Types.BIGINT);
      insert.setObject(9, message.ttl().map(Duration::toMillis).orElse(null), Types.BIGINT);
      insert.setLong(10, nowMs);
      return Inserts.run(insert);
    }
  }

  private Optional<Boolean> isSame(Connection connection, Message message) throws SQLException {
    String sql =
        "SELECT producer, destination, business_key, tag, headers, payload, deliver_at_ms, ttl_ms"
            + " FROM "
            + name
            + " WHERE message_id = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, message.id());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(
            producer.equals(row.getString(1))
                && message.destination().equals(row.getString(2))
                && Objects.equals(message.key().orElse(null), row.getString(3))
                && Objects.equals(message.tag().orElse(null), row.getString(4))
                && Arrays.equals(HeaderBytes.of(message.headers()), row.getBytes(5))
                && Arrays.equals(payload(message), row.getBytes(6))
                && Objects.equals(message.deliverAt().map(Instant::toEpochMilli), number(row, 7))
                && Objects.equals(message.ttl().map(Duration::toMillis), number(row, 8)));
      }
    }
  }

  /**
   * Waiting rows in order, without a lock, behind this place; none that waits for one that was set
   * aside.
   */
  List<Candidate> candidates(Connection connection, long afterSeq, int rowsMax)
      throws SQLException {
    String sql =
        "SELECT o.seq, o.business_key, OCTET_LENGTH(o.payload) FROM "
            + name
            + " o WHERE o.producer = ? AND o.status = 'WAITING' AND o.seq > ?"
            + " AND NOT EXISTS (SELECT 1 FROM "
            + name
            + " s WHERE s.producer = ? AND s.status = 'SET_ASIDE'"
            + " AND s.business_key = o.business_key AND s.seq < o.seq)"
            + " ORDER BY o.seq LIMIT ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, producer);
      select.setLong(2, afterSeq);
      select.setString(3, producer);
      select.setInt(4, rowsMax);
      List<Candidate> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Candidate(
                  rows.getLong(1), Optional.ofNullable(rows.getString(2)), rows.getLong(3)));
        }
      }
      return found;
    }
  }

  /** Locks those of the rows that still wait and that nobody else has locked, and reads them. */
  Map<Long, OutboxRow> lock(Connection connection, Collection<Long> seqs) throws SQLException {
    Map<Long, OutboxRow> locked = new LinkedHashMap<>();
    if (seqs.isEmpty()) {
      return locked;
    }
    String sql =
        "SELECT "
            + OutboxRow.COLUMNS
            + " FROM "
            + name
            + " WHERE "
            + in(seqs.size())
            + " AND status = 'WAITING' ORDER BY seq FOR UPDATE SKIP LOCKED";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      fill(select, 1, seqs);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          OutboxRow row = OutboxRow.at(rows);
          locked.put(row.seq(), row);
        }
      }
    }
    return locked;
  }

  /** Remembers that these locked rows are sent, or forgets them. */
  void markSent(Connection connection, Collection<Long> seqs, long nowMs) throws SQLException {
    if (seqs.isEmpty()) {
      return;
    }
    String sql =
        keepsSent
            ? "UPDATE " + name + " SET status = 'SENT', settled_at_ms = ? WHERE " + in(seqs.size())
            : "DELETE FROM " + name + " WHERE " + in(seqs.size());
    try (PreparedStatement mark = connection.prepareStatement(sql)) {
      if (keepsSent) {
        mark.setLong(1, nowMs);
      }
      fill(mark, keepsSent ? 2 : 1, seqs);
      mark.executeUpdate();
    }
  }

  /** Remembers that a locked row cannot be sent. */
  void setAside(Connection connection, long seq, String error, long nowMs) throws SQLException {
    String sql =
        "UPDATE " + name + " SET status = 'SET_ASIDE', error = ?, settled_at_ms = ? WHERE seq = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      // PostgreSQL has no NUL in texts.
      update.setString(1, Texts.head(error.replace('\0', ' '), ERROR_CHARS_MAX));
      update.setLong(2, nowMs);
      update.setLong(3, seq);
      update.executeUpdate();
    }
  }

  /** How many rows have this status. */
  public long count(Connection connection, String status) throws SQLException {
    String sql = "SELECT COUNT(*) FROM " + name + " WHERE producer = ? AND status = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, producer);
      select.setString(2, status);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** When the first of the waiting rows was published, epoch ms. */
  public Optional<Long> oldestMs(Connection connection) throws SQLException {
    String sql =
        "SELECT published_at_ms FROM "
            + name
            + " WHERE producer = ? AND status = 'WAITING' ORDER BY seq LIMIT 1";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, producer);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    }
  }

  /** The first of those that were set aside. */
  public List<SetAside> setAside(Connection connection, int rowsMax) throws SQLException {
    String sql =
        "SELECT message_id, destination, business_key, published_at_ms, error FROM "
            + name
            + " WHERE producer = ? AND status = 'SET_ASIDE' ORDER BY seq LIMIT ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, producer);
      select.setInt(2, rowsMax);
      List<SetAside> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new SetAside(
                  rows.getString(1),
                  rows.getString(2),
                  Optional.ofNullable(rows.getString(3)),
                  Instant.ofEpochMilli(rows.getLong(4)),
                  String.valueOf(rows.getString(5))));
        }
      }
      return found;
    }
  }

  /** Lets it wait to be sent again; false when it was not set aside. */
  public boolean retry(Connection connection, String messageId) throws SQLException {
    return change(
        connection,
        "UPDATE " + name + " SET status = 'WAITING', error = NULL, settled_at_ms = NULL",
        messageId);
  }

  /** Forgets it; false when it was not set aside. */
  public boolean discard(Connection connection, String messageId) throws SQLException {
    return change(connection, "DELETE FROM " + name, messageId);
  }

  /**
   * By the primary key, as everybody else here locks rows: MariaDB would lock the entry of another
   * index first, and so run into a deadlock with who sends.
   */
  private boolean change(Connection connection, String what, String messageId) throws SQLException {
    Optional<Long> seq = seqOf(connection, messageId);
    if (seq.isEmpty()) {
      return false;
    }
    String sql = what + " WHERE seq = ? AND status = 'SET_ASIDE'";
    try (PreparedStatement change = connection.prepareStatement(sql)) {
      change.setLong(1, seq.get());
      return change.executeUpdate() == 1;
    }
  }

  private Optional<Long> seqOf(Connection connection, String messageId) throws SQLException {
    String sql = "SELECT seq FROM " + name + " WHERE producer = ? AND message_id = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, producer);
      select.setString(2, messageId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    }
  }

  /** Few sizes, so that the database knows the statement already. */
  private static String in(int count) {
    return "seq IN (?" + ", ?".repeat(padded(count) - 1) + ")";
  }

  private static void fill(PreparedStatement statement, int first, Collection<Long> seqs)
      throws SQLException {
    int index = first;
    long last = 0;
    for (long seq : seqs) {
      statement.setLong(index++, seq);
      last = seq;
    }
    while (index < first + padded(seqs.size())) {
      statement.setLong(index++, last);
    }
  }

  private static int padded(int count) {
    int highest = Integer.highestOneBit(count);
    return highest == count ? count : 2 * highest;
  }

  private static Optional<Long> number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }

  private static byte[] payload(Message message) {
    byte[] bytes = new byte[message.payload().remaining()];
    message.payload().get(bytes);
    return bytes;
  }

  private static NotDoneException refused(Message message, String why, String nextStep) {
    return new NotDoneException(
        "could not publish message '" + message.id() + "': it " + why, nextStep, null);
  }
}
