package io.surety.client.jdbc;

import io.surety.client.CheckBackHandler;
import io.surety.client.CheckBackQuestion;
import io.surety.client.Message;
import io.surety.client.Publisher;
import io.surety.client.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The barrier with its fence switched off: a check-back only looks for the row. It lies in this
 * package because nobody but a proof of the fence may have it.
 */
public final class UnfencedBarrier implements CheckBackHandler {
  private final JdbcBarrier barrier;

  /** In the table {@code surety_barrier}. */
  public UnfencedBarrier(DataSource dataSource) {
    BarrierRows rows = new BarrierRows("surety_barrier", Dialect.POSTGRESQL, Duration.ofSeconds(5));
    barrier = JdbcBarrier.of(dataSource, rows, false);
  }

  /** As {@link JdbcBarrier#execute}, with a publisher whose check-backs this answers. */
  public <R, X extends Exception> R execute(
      Publisher publisher, Message message, TransactionWork<R, X> work) throws X, SQLException {
    return BarrierExecution.of(barrier, publisher, message).run(work);
  }

  @Override
  public Verdict check(CheckBackQuestion question) throws SQLException {
    return barrier.check(question);
  }
}
