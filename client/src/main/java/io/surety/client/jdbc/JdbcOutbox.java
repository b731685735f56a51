package io.surety.client.jdbc;

import io.surety.client.Message;
import io.surety.client.NotDoneException;
import io.surety.client.Publisher;
import io.surety.client.StartException;
import io.surety.client.internal.jdbc.Flusher;
import io.surety.client.internal.jdbc.OutboxTable;
import io.surety.client.internal.jdbc.Purge;
import io.surety.client.internal.jdbc.PurgeTimer;
import io.surety.client.internal.jdbc.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Publishes messages by way of a table in the application's database: a message is published if,
 * and only if, the transaction commits that it was published in. Neither Kafka nor the coordinator
 * need to be there at that time.
 *
 * <pre>{@code
 * outbox.publish(connection, Message.to("order-paid").key("42").build());
 * connection.commit();
 * outbox.afterCommit();
 * }</pre>
 *
 * <p>A thread of the outbox sends what is committed, in the order of the table for each business
 * key (of one producer), also when several instances share the table; messages without a key have
 * no order. What is published for one key by transactions that overlap has no order either. A
 * message may be sent twice, when an instance ends between sending and marking it; the coordinator
 * takes it for one.
 *
 * <p>While Kafka or the database is away, it waits and tries again. A message that can never be
 * sent (too large, for example) is {@linkplain #setAside set aside}: later messages of its business
 * key wait until somebody decides, all others go on.
 *
 * <p>Time to live counts from {@link #publish}; a message whose time is over is still sent, and
 * counted as expired by the coordinator.
 *
 * <p>Thread-safe. Make one for a producer in an application, and close it before the {@link
 * io.surety.client.Surety} that the publisher is of.
 */
public final class JdbcOutbox implements AutoCloseable {
  private final Publisher publisher;
  private final DataSource dataSource;
  private final OutboxTable table;
  private final Flusher flusher;
  private final Purge purge;
  private final Optional<PurgeTimer> purgeTimer;

  private JdbcOutbox(
      Publisher publisher, DataSource dataSource, OutboxTable table, OutboxOptions options) {
    this.publisher = publisher;
    this.dataSource = dataSource;
    this.table = table;
    String name = options.tables().outbox();
    // The name of a producer has no quotes.
    String sent = "producer = '" + publisher.producer() + "' AND status = 'SENT'";
    this.purge =
        new Purge(
            dataSource,
            name,
            "seq",
            "settled_at_ms",
            sent,
            options.purge(),
            System::currentTimeMillis);
    this.purgeTimer =
        options.keepsSent()
            ? Optional.of(PurgeTimer.start(name, purge, options.purge().interval()))
            : Optional.empty();
    this.flusher = Flusher.start(dataSource, table, publisher, options, System::currentTimeMillis);
  }

  /** As {@link #create(Publisher, DataSource, OutboxOptions)}, with the default options. */
  public static JdbcOutbox create(Publisher publisher, DataSource dataSource) throws SQLException {
    return create(publisher, dataSource, OutboxOptions.defaults());
  }

  /**
   * An outbox, which starts to send at once what is in the table.
   *
   * @param publisher sends, and says whose messages these are
   * @param dataSource where the table is; better with a pool. One connection of it is in use while
   *     there is something to send
   * @throws StartException when the table is missing, or is not as it must be
   * @throws IllegalArgumentException when the database is not known
   */
  public static JdbcOutbox create(Publisher publisher, DataSource dataSource, OutboxOptions options)
      throws SQLException {
    LocalTables tables = options.tables();
    tables.checkOutbox(dataSource);
    Dialect dialect;
    try (Connection connection = dataSource.getConnection()) {
      dialect = tables.dialect(connection);
    }
    OutboxTable table =
        new OutboxTable(tables.outbox(), publisher.producer(), dialect, options.keepsSent());
    return new JdbcOutbox(publisher, dataSource, table, options);
  }

  /**
   * Writes the message into the table, in the transaction of the connection, and does nothing else:
   * whether it is published is decided by the commit. Publishing the same message again is harmless
   * while it is in the table, and after that for as long as the coordinator remembers it (24 h by
   * default).
   *
   * @return the id of the message
   * @throws IllegalStateException when the connection is in auto-commit mode: the message would be
   *     published whatever becomes of the application's changes
   * @throws NotDoneException when it is too large, or another message with its id is in the table;
   *     the transaction can go on without it
   * @throws SQLException when the database refuses; roll the transaction back
   */
  public String publish(Connection connection, Message message) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException(
          "message '"
              + message.id()
              + "' must be published in the transaction of the application's changes, but the"
              + " connection is in auto-commit mode; call setAutoCommit(false) before them, and"
              + " commit() after publishing");
    }
    publisher.check(message);
    table.add(connection, message, System.currentTimeMillis());
    return message.id();
  }

  /**
   * Says that something was committed, so that it is sent at once. Without this it is sent after
   * the poll interval. Returns at once.
   */
  public void afterCommit() {
    flusher.wake();
  }

  /** How many messages wait to be sent, without those that are set aside. */
  public long depth() throws SQLException {
    return Transactions.run(dataSource, connection -> table.count(connection, "WAITING"));
  }

  /** For how long the first of the waiting messages has been waiting; empty when none is. */
  public Optional<Duration> oldestAge() throws SQLException {
    long now = System.currentTimeMillis();
    return Transactions.run(dataSource, table::oldestMs)
        .map(published -> Duration.ofMillis(Math.max(0, now - published)));
  }

  /** How many messages are set aside. */
  public long setAsideCount() throws SQLException {
    return Transactions.run(dataSource, connection -> table.count(connection, "SET_ASIDE"));
  }

  /**
   * The messages that are set aside, in order.
   *
   * @param max at most so many
   */
  public List<SetAside> setAside(int max) throws SQLException {
    return Transactions.run(dataSource, connection -> table.setAside(connection, max));
  }

  /**
   * Tries to send a message again that was set aside, at its old place in the order.
   *
   * @return false when it is not set aside
   */
  public boolean retry(String messageId) throws SQLException {
    boolean isRetried =
        Transactions.run(dataSource, connection -> table.retry(connection, messageId));
    flusher.wake();
    return isRetried;
  }

  /**
   * Deletes a message that was set aside: it will never be sent, and those that wait for it will.
   *
   * @return false when it is not set aside
   */
  public boolean discard(String messageId) throws SQLException {
    boolean isDiscarded =
        Transactions.run(dataSource, connection -> table.discard(connection, messageId));
    flusher.wake();
    return isDiscarded;
  }

  /**
   * Purges now, what it does by itself from time to time: deletes sent messages that are older than
   * the retention.
   *
   * @return how many this instance deleted
   * @throws Exception when the database, or the {@link SettledCheck}, does not answer
   */
  public long purge() throws Exception {
    return purge.run();
  }

  /**
   * Sends nothing more, and waits for what is in flight, up to {@code surety.close.timeout.ms}.
   * What is not sent stays in the table. Idempotent.
   */
  @Override
  public void close() {
    purgeTimer.ifPresent(PurgeTimer::close);
    flusher.close(publisher.closeTimeout());
  }
}
