package io.surety.client.jdbc;

import io.surety.client.Inbox;
import io.surety.client.StartException;
import io.surety.client.internal.jdbc.Inserts;
import io.surety.client.internal.jdbc.Purge;
import io.surety.client.internal.jdbc.PurgeTimer;
import io.surety.schemas.Names;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An inbox in the application's database: a row for each message that a group has consumed, written
 * in the transaction of its handler.
 *
 * <pre>{@code
 * surety
 *     .consumer("billing")
 *     .destination("order-paid")
 *     .inbox(JdbcInbox.of(dataSource), (delivery, connection) -> invoices.create(connection, ...))
 *     .start();
 * }</pre>
 *
 * <p>The primary key does the work: of two transactions with the same message, one waits for the
 * other, and finds the message consumed or takes it over. Where a framework runs the transaction,
 * call {@link #once(Connection, String, String, int)} in it. Thread-safe.
 */
public final class JdbcInbox implements Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcInbox.class);

  private final DataSource dataSource;
  private final String table;
  private final Dialect dialect;
  private final PurgeOptions purge;

  private JdbcInbox(DataSource dataSource, String table, Dialect dialect, PurgeOptions purge) {
    this.dataSource = dataSource;
    this.table = table;
    this.dialect = dialect;
    this.purge = purge;
  }

  /**
   * The inbox in the table {@code surety_inbox}, which forgets after 7 days.
   *
   * @throws StartException when the table is missing or has another shape, or the database cannot
   *     be reached
   */
  public static JdbcInbox of(DataSource dataSource) {
    return of(dataSource, LocalTables.defaults());
  }

  /**
   * The inbox in this table, which forgets after 7 days.
   *
   * @throws StartException when the table is missing or has another shape, or the database cannot
   *     be reached
   */
  public static JdbcInbox of(DataSource dataSource, LocalTables tables) {
    return of(dataSource, tables, PurgeOptions.defaults());
  }

  /**
   * The inbox in this table.
   *
   * @param purge when it forgets: while a consumer with this inbox runs, it deletes rows of its
   *     group that are older. All instances should have the same
   * @throws StartException when the table is missing or has another shape, or the database cannot
   *     be reached
   */
  public static JdbcInbox of(DataSource dataSource, LocalTables tables, PurgeOptions purge) {
    try (Connection connection = dataSource.getConnection()) {
      Dialect dialect = tables.dialect(connection);
      tables.checkInbox(dataSource);
      return new JdbcInbox(dataSource, tables.inbox(), dialect, purge);
    } catch (SQLException e) {
      throw new StartException(
          "cannot look at the inbox " + tables.inbox() + ": " + e.getMessage(),
          "Check that the database runs and the user may read the table.",
          e);
    }
  }

  /** For tests: without looking at the table. */
  static JdbcInbox of(DataSource dataSource, String table, Dialect dialect) {
    return new JdbcInbox(dataSource, table, dialect, PurgeOptions.defaults());
  }

  /**
   * {@inheritDoc}
   *
   * <p>When the commit fails, the database is asked whether it took place after all.
   */
  @Override
  public boolean once(String group, String messageId, int attempt, Work work) throws Exception {
    try (OwnTransaction transaction = OwnTransaction.begin(dataSource, "inbox")) {
      if (!claim(transaction, group, messageId, attempt)) {
        return false;
      }
      work.run(transaction.guarded());
      commit(transaction, group, messageId);
      return true;
    }
  }

  /**
   * Remembers the message in a transaction of the caller, who runs the work only if this returns
   * true, and then commits both together. Waits while another open transaction has the message.
   *
   * <pre>{@code
   * transaction(connection -> {
   *   if (inbox.once(connection, "billing", delivery.id(), delivery.attempt())) {
   *     invoices.create(connection, ...);
   *   }
   * });
   * }</pre>
   *
   * Do not catch what this throws and commit: roll back, and let the delivery fail.
   *
   * @param connection in a transaction: auto-commit is off
   * @param attempt the delivery attempt, for operators
   * @return true when the group has not consumed the message; false when it has
   * @throws IllegalArgumentException when the group's name is not legal
   * @throws IllegalStateException when auto-commit is on
   */
  public boolean once(Connection connection, String group, String messageId, int attempt)
      throws SQLException {
    Names.GROUP.check(group);
    if (connection.getAutoCommit()) {
      throw new IllegalStateException(
          "the inbox needs a transaction, and auto-commit is on; call setAutoCommit(false) before");
    }
    String insert =
        Inserts.ifAbsent(
            dialect,
            "INSERT INTO "
                + table
                + " (consumer_group, message_id, attempt, seen_at_ms) VALUES (?, ?, ?, ?)");
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      statement.setString(1, group);
      statement.setString(2, messageId);
      statement.setInt(3, attempt);
      statement.setLong(4, System.currentTimeMillis());
      return Inserts.run(statement);
    }
  }

  @Override
  public boolean isConsumed(String group, String messageId) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT 1 FROM " + table + " WHERE consumer_group = ? AND message_id = ?")) {
      statement.setString(1, group);
      statement.setString(2, messageId);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Several instances may do this at the same time.
   */
  @Override
  public Purging startPurging(String group, Duration redeliveryTime) {
    purge.requireRetentionAbove(
        redeliveryTime,
        "for about so long the group '"
            + group
            + "' can get a message again, by its redelivery policy and timeouts; keep rows longer,"
            + " or deliver for a shorter time");
    return PurgeTimer.start(table, purgeOf(group), purge.interval())::close;
  }

  /**
   * Deletes now what the group has consumed longer than the retention ago; a running consumer does
   * it by itself from time to time.
   *
   * @return how many rows this instance deleted
   * @throws Exception when the database, or the {@link SettledCheck}, does not answer
   */
  public long purge(String group) throws Exception {
    return purgeOf(group).run();
  }

  private Purge purgeOf(String group) {
    // The name of a group has no quotes.
    String condition = "consumer_group = '" + Names.GROUP.check(group) + "'";
    return new Purge(
        dataSource, table, "seen_at_ms", "seen_at_ms", condition, purge, System::currentTimeMillis);
  }

  /** The lock timeouts of a database are shorter than a handler may take: it waits again. */
  private boolean claim(OwnTransaction transaction, String group, String messageId, int attempt)
      throws SQLException, InterruptedException {
    while (true) {
      try {
        return once(transaction.connection(), group, messageId, attempt);
      } catch (SQLException e) {
        if (!Contention.isIn(e)) {
          throw e;
        }
        LOG.debug("Group {} waits for another transaction with '{}'", group, messageId, e);
        transaction.restart();
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while another transaction has " + messageId);
      }
    }
  }

  /**
   * A commit that fails may have taken place. Claiming the message once more tells: it waits for
   * the lost transaction, should that still be open.
   */
  private void commit(OwnTransaction transaction, String group, String messageId)
      throws SQLException, InterruptedException {
    try {
      transaction.commit();
    } catch (SQLException failed) {
      if (isFree(group, messageId, failed)) {
        throw failed;
      }
      LOG.info("The commit of '{}' failed, but it took place: {}", messageId, failed.getMessage());
    }
  }

  private boolean isFree(String group, String messageId, SQLException failed)
      throws SQLException, InterruptedException {
    try (OwnTransaction look = OwnTransaction.begin(dataSource, "inbox")) {
      return claim(look, group, messageId, 1);
    } catch (SQLException e) {
      // Nobody knows: the message is delivered again, and the inbox tells then.
      failed.addSuppressed(e);
      throw failed;
    }
  }
}
