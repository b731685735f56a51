package io.surety.bench.database;

import io.surety.bench.kafka.Signals;
import io.surety.bench.load.Workload;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables, and each step of a message as one or two statements for many messages at once. A
 * message is a row, and each of its groups has a row of deliveries:
 *
 * <pre>
 * message    PREPARED ──confirm──▶ CONFIRMED ──every group has consumed──▶ completed_at
 *                     ──roll back─▶ ROLLED_BACK
 * delivery   due_at: when the relay sends it (again): at once, after a failure soon, and when
 *            nobody reports for two minutes
 * </pre>
 *
 * <p>Indexes of what is to be done are partial, so rows that have ended cost no job anything. They
 * are never deleted: retention, by partitions of a day say, is not part of what is measured.
 *
 * <p>No transaction waits for one that waits for it: jobs skip rows that others have, a producer
 * and a group touch rows of their own, and groups take messages in the order of their ids.
 */
final class Tables {
  static final String[] SCHEMA = {
    "CREATE TYPE message_status AS ENUM ('PREPARED', 'CONFIRMED', 'ROLLED_BACK')",
    """
    CREATE TABLE subscription (
      destination text NOT NULL,
      consumer_group text NOT NULL,
      PRIMARY KEY (destination, consumer_group))""",
    """
    CREATE TABLE message (
      message_id text PRIMARY KEY,
      producer text NOT NULL,
      destination text NOT NULL,
      business_key text NOT NULL,
      payload bytea NOT NULL,
      status message_status NOT NULL DEFAULT 'PREPARED',
      groups_open int NOT NULL DEFAULT 0,
      prepared_at timestamptz NOT NULL DEFAULT now(),
      check_at timestamptz NOT NULL,
      decided_at timestamptz,
      completed_at timestamptz) WITH (fillfactor = 60)""",
    """
    CREATE INDEX message_undecided ON message (producer, check_at)
      WHERE status = 'PREPARED'""",
    """
    CREATE TABLE delivery (
      message_id text NOT NULL,
      consumer_group text NOT NULL,
      attempt int NOT NULL DEFAULT 0,
      due_at timestamptz NOT NULL DEFAULT now(),
      received_at timestamptz,
      consumed_at timestamptz,
      error text,
      PRIMARY KEY (message_id, consumer_group)) WITH (fillfactor = 60)""",
    """
    CREATE INDEX delivery_due ON delivery (due_at)
      WHERE consumed_at IS NULL"""
  };

  private static final String SUBSCRIBE =
      "INSERT INTO subscription (destination, consumer_group) VALUES (?, ?)";

  private static final String PREPARE =
      """
      INSERT INTO message (message_id, producer, destination, business_key, payload, check_at)
      VALUES (?, ?, ?, ?, ?, now() + ? * interval '1 millisecond')""";

  private static final String DECIDE =
      """
      WITH decided AS (
        UPDATE message SET
          status = CASE WHEN d.confirmed THEN 'CONFIRMED' ELSE 'ROLLED_BACK' END::message_status,
          groups_open = CASE WHEN d.confirmed THEN
            (SELECT count(*) FROM subscription s WHERE s.destination = message.destination)
            ELSE 0 END,
          decided_at = now(),
          completed_at = CASE WHEN d.confirmed THEN NULL ELSE now() END
        FROM unnest(?::text[], ?::boolean[]) AS d (id, confirmed)
        WHERE message_id = d.id AND status = 'PREPARED'
        RETURNING message_id, destination, status)
      INSERT INTO delivery (message_id, consumer_group)
      SELECT message_id, consumer_group FROM decided JOIN subscription USING (destination)
      WHERE status = 'CONFIRMED'""";

  private static final String OVERDUE =
      """
      SELECT message_id, check_at FROM message
      WHERE producer = ? AND status = 'PREPARED' AND check_at <= now()
      ORDER BY check_at LIMIT 500 FOR UPDATE SKIP LOCKED""";

  private static final String CLAIM =
      """
      UPDATE delivery SET attempt = attempt + 1, due_at = now() + interval '120 seconds'
      FROM (
        SELECT message_id, consumer_group FROM delivery
        WHERE consumed_at IS NULL AND due_at <= now()
        ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED) AS due
      JOIN message USING (message_id)
      WHERE delivery.message_id = due.message_id
        AND delivery.consumer_group = due.consumer_group
      RETURNING delivery.message_id, delivery.consumer_group, attempt, destination,
        business_key, payload""";

  private static final String FAIL =
      """
      UPDATE delivery SET received_at = now(), error = 'fails the first time',
        due_at = now() + ? * interval '1 millisecond'
      WHERE message_id = ANY (?) AND consumer_group = ? AND consumed_at IS NULL""";

  private static final String CONSUME =
      """
      UPDATE delivery SET received_at = coalesce(received_at, now()), consumed_at = now()
      WHERE message_id = ANY (?) AND consumer_group = ? AND consumed_at IS NULL
      RETURNING message_id""";

  private static final String LOCK =
      "SELECT 1 FROM message WHERE message_id = ANY (?) ORDER BY message_id FOR UPDATE";

  private static final String COMPLETE =
      """
      UPDATE message SET groups_open = groups_open - 1,
        completed_at = CASE WHEN groups_open = 1 THEN now() END
      WHERE message_id = ANY (?)
      RETURNING message_id, completed_at IS NOT NULL""";

  /** What the relay sends: a message to a group. */
  record Due(String messageId, String group, int attempt, String destination, String businessKey) {}

  /** A message that nobody has decided about, and since when its producer should be asked. */
  record Undecided(String messageId, long sinceMs) {}

  private Tables() {}

  static void subscribe(Connection connection, String destination, int groups) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(SUBSCRIBE)) {
      for (int group = 0; group < groups; group++) {
        insert.setString(1, destination);
        insert.setString(2, Signals.group(group));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  // ------------------------------------------------------------------ the producer

  /** Messages of a batch of prepares. */
  static final class Prepares implements AutoCloseable {
    private final PreparedStatement insert;
    private final String destination;
    private final byte[] payload;

    Prepares(Connection connection, String destination, byte[] payload) throws SQLException {
      this.insert = connection.prepareStatement(PREPARE);
      this.destination = destination;
      this.payload = payload;
    }

    void add(String messageId, String businessKey, long checkAfterMs) throws SQLException {
      insert.setString(1, messageId);
      insert.setString(2, Signals.PRODUCER);
      insert.setString(3, destination);
      insert.setString(4, businessKey);
      insert.setBytes(5, payload);
      insert.setLong(6, checkAfterMs);
      insert.addBatch();
    }

    void insert() throws SQLException {
      insert.executeBatch();
    }

    @Override
    public void close() throws SQLException {
      insert.close();
    }
  }

  /** Decides about messages; those that are decided about already stay as they are. */
  static void decide(Connection connection, List<String> messageIds, List<Boolean> confirmed)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(DECIDE)) {
      update.setArray(1, texts(connection, messageIds));
      update.setArray(2, connection.createArrayOf("boolean", confirmed.toArray()));
      update.executeUpdate();
    }
  }

  /** Locks messages whose producer has been silent for too long, some of them. */
  static List<Undecided> overdue(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OVERDUE)) {
      select.setString(1, Signals.PRODUCER);
      List<Undecided> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Timestamp since = rows.getTimestamp(2);
          found.add(new Undecided(rows.getString(1), since.getTime()));
        }
      }
      return found;
    }
  }

  // ------------------------------------------------------------------ the relay

  /** Gets what the relay is to send. */
  @FunctionalInterface
  interface Sender {
    void send(Due due, byte[] payload);
  }

  /**
   * Claims deliveries that are due, commits, and sends them. One that is claimed and not sent,
   * since the process ends in between, is due again after two minutes.
   *
   * @return how many
   */
  static int claim(Connection connection, int atMost, Sender sender) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(CLAIM)) {
      update.setInt(1, atMost);
      int claimed = 0;
      try (ResultSet rows = update.executeQuery()) {
        connection.commit();
        for (; rows.next(); claimed++) {
          sender.send(
              new Due(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getInt(3),
                  rows.getString(4),
                  rows.getString(5)),
              rows.getBytes(6));
        }
      }
      return claimed;
    }
  }

  // ------------------------------------------------------------------ groups

  /** A group could not consume these, and wants them again. */
  static void fail(Connection connection, String group, List<String> messageIds)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(FAIL)) {
      update.setLong(1, Workload.REDELIVERED_AFTER.toMillis());
      update.setArray(2, texts(connection, messageIds));
      update.setString(3, group);
      update.executeUpdate();
    }
  }

  /**
   * A group has received and consumed these.
   *
   * @return those that all groups have consumed now
   */
  static List<String> consume(
      Connection connection, String group, List<String> messageIds, boolean isOnlyGroup)
      throws SQLException {
    Array fresh = texts(connection, consumed(connection, group, messageIds));
    if (!isOnlyGroup) {
      try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
        lock.setArray(1, fresh);
        lock.execute();
      }
    }
    try (PreparedStatement update = connection.prepareStatement(COMPLETE)) {
      update.setArray(1, fresh);
      List<String> completed = new ArrayList<>();
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          if (rows.getBoolean(2)) {
            completed.add(rows.getString(1));
          }
        }
      }
      return completed;
    }
  }

  private static List<String> consumed(Connection connection, String group, List<String> messageIds)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(CONSUME)) {
      update.setArray(1, texts(connection, messageIds));
      update.setString(2, group);
      List<String> consumed = new ArrayList<>();
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          consumed.add(rows.getString(1));
        }
      }
      return consumed;
    }
  }

  private static Array texts(Connection connection, List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }
}
