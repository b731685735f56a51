package io.surety.client.jdbc;

import io.surety.client.Message;
import io.surety.client.NotDoneException;
import io.surety.client.OutcomeUnknownException;
import io.surety.client.Publisher;
import io.surety.client.SuretyException;
import io.surety.client.Verdict;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepare, transaction with the barrier's row, confirm.
 *
 * <p>A roll back is only ever sent after the barrier has said so, and so has seen to it that no
 * transaction of this message commits: neither this one, nor an earlier or a later call with the
 * same message. When the barrier cannot be asked, the message is left to the check-back, which asks
 * it.
 */
final class BarrierExecution {
  private static final Logger LOG = LoggerFactory.getLogger(BarrierExecution.class);

  private final JdbcBarrier barrier;
  private final Publisher publisher;
  private final Message message;

  BarrierExecution(JdbcBarrier barrier, Publisher publisher, Message message) {
    this.barrier = barrier;
    this.publisher = publisher;
    this.message = message;
  }

  <R, X extends Exception> R run(TransactionWork<R, X> work) throws X, SQLException {
    prepare();
    R result;
    try {
      result = barrier.inTransaction(message.id(), work);
    } catch (OutcomeUnknownException e) {
      LOG.warn("The local transaction of message '{}' has an unknown outcome", message.id(), e);
      throw e;
    } catch (Throwable e) {
      if (verdict(e) == Verdict.ROLL_BACK) {
        rollBack(e);
      }
      throw e;
    }
    confirm();
    return result;
  }

  private void prepare() {
    try {
      publisher.prepare(message);
    } catch (OutcomeUnknownException unknown) {
      switch (verdict(unknown)) {
        case CONFIRM -> throw committedBefore(message.id());
        case ROLL_BACK -> {
          rollBack(unknown);
          throw new NotDoneException(
              unknown.problem() + "; the local transaction was not run, and cannot be any more",
              "Start again with a new message.",
              unknown);
        }
        case UNKNOWN, IN_PROGRESS -> throw unknown;
      }
    }
  }

  private Verdict verdict(Throwable failure) {
    try {
      return barrier.verdict(message.id());
    } catch (SQLException | RuntimeException e) {
      failure.addSuppressed(e);
      return Verdict.UNKNOWN;
    }
  }

  private void rollBack(Throwable failure) {
    try {
      publisher.rollBack(
          message.id(), "the local transaction failed: " + failure.getClass().getName());
    } catch (SuretyException e) {
      // The failure itself matters more to the caller; the check-back rolls back as well.
      failure.addSuppressed(e);
    }
  }

  private void confirm() {
    try {
      publisher.confirm(message.id());
    } catch (SuretyException e) {
      LOG.warn(
          "The local transaction of message '{}' is committed; the check-back will confirm it",
          message.id(),
          e);
    }
  }

  static OutcomeUnknownException committedBefore(String messageId) {
    return new OutcomeUnknownException(
        "message '" + messageId + "' was committed by an earlier transaction",
        "Do not run the work again: the message is delivered. For new work, make a new message.",
        null);
  }
}
