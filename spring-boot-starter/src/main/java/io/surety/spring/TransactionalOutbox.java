package io.surety.spring;

import io.surety.client.Message;
import io.surety.client.jdbc.JdbcOutbox;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The outbox, within Spring's transactions: for code that publishes itself where {@link
 * ReliableSend} does not fit.
 *
 * <pre>{@code
 * @Transactional
 * void pay(String order) {
 *   orders.markPaid(order);
 *   outbox.publish(Message.to("order-paid").key(order).build());
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class TransactionalOutbox {
  private final JdbcOutbox outbox;
  private final DataSource dataSource;

  /**
   * @param dataSource the one whose transactions are meant, and in which the outbox lies
   */
  public TransactionalOutbox(JdbcOutbox outbox, DataSource dataSource) {
    this.outbox = outbox;
    this.dataSource = dataSource;
  }

  /**
   * Writes a message into the outbox, within the active transaction. It is published if that
   * commits, and then at once.
   *
   * @throws IllegalStateException when no transaction is active on the outbox's data source
   * @throws org.springframework.dao.DataAccessException when the database refuses; roll back
   */
  public void publish(Message message) {
    publish(message, "publish(message)");
  }

  /**
   * @param who asks, for the error
   */
  void publish(Message message, String who) {
    requireTransaction(who);
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      if (!DataSourceUtils.isConnectionTransactional(connection, dataSource)) {
        throw new IllegalStateException(
            who
                + " runs in a transaction, but not in one on the data source of the outbox; let its"
                + " transaction manager manage that, or move the outbox");
      }
      outbox.publish(connection, message);
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException(
          "could not write message '" + message.id() + "' into the outbox", e);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            outbox.afterCommit();
          }
        });
  }

  /** Refuses what is not in a transaction, before it has done anything. */
  static void requireTransaction(String who) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()
        || !TransactionSynchronizationManager.isSynchronizationActive()) {
      throw new IllegalStateException(
          who
              + " is not in a transaction, so its message could not be sent if, and only if, its"
              + " work is done; make it @Transactional, and call it from another bean");
    }
  }
}
