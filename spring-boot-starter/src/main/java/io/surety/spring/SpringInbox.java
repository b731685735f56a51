package io.surety.spring;

import io.surety.client.Inbox;
import io.surety.client.jdbc.JdbcInbox;
import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * The inbox, in transactions of the application's transaction manager: what {@code JdbcTemplate},
 * repositories and {@code @Transactional} beans do in a handler is in the same transaction as the
 * inbox's row. Thread-safe.
 *
 * <pre>{@code
 * surety
 *     .consumer("billing")
 *     .destination("order-paid")
 *     .inbox(inbox, (delivery, connection) -> invoices.create(delivery.payloadText()))
 *     .start();
 * }</pre>
 */
public final class SpringInbox implements Inbox {
  private final JdbcInbox inbox;
  private final DataSource dataSource;
  private final PlatformTransactionManager transactions;

  /**
   * @param dataSource the one whose transactions the manager runs, and in which the inbox lies
   */
  public SpringInbox(
      JdbcInbox inbox, DataSource dataSource, PlatformTransactionManager transactions) {
    this.inbox = inbox;
    this.dataSource = dataSource;
    this.transactions = transactions;
  }

  @Override
  public boolean once(String group, String messageId, int attempt, Work work) throws Exception {
    TransactionStatus status =
        transactions.getTransaction(
            new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
    boolean isFirst;
    try {
      isFirst = inTransaction(group, messageId, attempt, work);
    } catch (Exception | Error e) {
      rollBack(status, e);
      throw e;
    }
    transactions.commit(status);
    return isFirst;
  }

  private boolean inTransaction(String group, String messageId, int attempt, Work work)
      throws Exception {
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      if (!DataSourceUtils.isConnectionTransactional(connection, dataSource)) {
        throw new IllegalStateException(
            "the transaction manager does not manage the data source of the inbox; give both the"
                + " same data source");
      }
      if (!inbox.once(connection, group, messageId, attempt)) {
        return false;
      }
      work.run(connection);
      return true;
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  private void rollBack(TransactionStatus status, Throwable failure) {
    try {
      transactions.rollback(status);
    } catch (RuntimeException e) {
      // What was not committed is rolled back by the database; the first failure says more.
      failure.addSuppressed(e);
    }
  }

  @Override
  public boolean isConsumed(String group, String messageId) throws Exception {
    return inbox.isConsumed(group, messageId);
  }

  @Override
  public Purging startPurging(String group, Duration redeliveryTime) {
    return inbox.startPurging(group, redeliveryTime);
  }
}
