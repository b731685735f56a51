package io.surety.client.jdbc;

import io.surety.client.Bundle;
import io.surety.client.Message;
import io.surety.client.NotDoneException;
import io.surety.client.OutcomeUnknownException;
import io.surety.client.Publisher;
import io.surety.client.SuretyException;
import io.surety.client.Verdict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
  private final String what;
  private final List<Message> messages;

  private BarrierExecution(
      JdbcBarrier barrier, Publisher publisher, String what, List<Message> messages) {
    this.barrier = barrier;
    this.publisher = publisher;
    this.what = what;
    this.messages = messages;
  }

  static BarrierExecution of(JdbcBarrier barrier, Publisher publisher, Message message) {
    return new BarrierExecution(
        barrier, publisher, "message '" + message.id() + "'", List.of(message));
  }

  static BarrierExecution of(JdbcBarrier barrier, Publisher publisher, Bundle bundle) {
    return new BarrierExecution(
        barrier, publisher, "bundle '" + bundle.id() + "'", bundle.messages());
  }

  /** Any of them decides all. */
  private String id() {
    return messages.get(0).id();
  }

  <R, X extends Exception> R run(TransactionWork<R, X> work) throws X, SQLException {
    prepare();
    R result;
    try {
      result = barrier.inTransaction(id(), work);
    } catch (OutcomeUnknownException e) {
      LOG.warn("The local transaction of {} has an unknown outcome", what, e);
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
    messages.forEach(publisher::check);
    List<SuretyException> failures = new ArrayList<>();
    store().forEach(one -> failure(one).ifPresent(failures::add));
    if (failures.isEmpty()) {
      return;
    }
    SuretyException first = failures.get(0);
    boolean isNothingStored =
        failures.size() == messages.size()
            && failures.stream().allMatch(NotDoneException.class::isInstance);
    if (isNothingStored) {
      throw new NotDoneException(first.problem(), first.nextStep(), first);
    }
    notPrepared(first);
  }

  /**
   * Message by message: {@link Publisher#prepare(Bundle)} would roll a bundle back that is not
   * stored completely, and it may have been committed by an earlier call.
   */
  private List<CompletableFuture<String>> store() {
    return messages.stream().map(publisher::prepareAsync).toList();
  }

  private Optional<SuretyException> failure(CompletableFuture<String> one) {
    try {
      one.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SuretyException failure) {
        return Optional.of(failure);
      }
      throw new IllegalStateException("preparing " + what + " ended with " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(
          new OutcomeUnknownException(
              "interrupted while it waited to prepare " + what,
              "Do nothing: the check-back rolls it back.",
              e));
    }
  }

  /** All of it, or some of it, may be stored. */
  private void notPrepared(SuretyException failure) {
    switch (verdict(failure)) {
      case CONFIRM -> throw committedBefore(id());
      case ROLL_BACK -> {
        rollBack(failure);
        throw new NotDoneException(
            failure.problem() + "; the local transaction was not run, and cannot be any more",
            "Start again with a new message.",
            failure);
      }
      case UNKNOWN, IN_PROGRESS ->
          throw new OutcomeUnknownException(
              "it is not known what is stored of " + what + ": " + failure.problem(),
              "Do nothing: the check-back rolls it back.",
              failure);
    }
  }

  private Verdict verdict(Throwable failure) {
    try {
      return barrier.verdict(id());
    } catch (SQLException | RuntimeException e) {
      failure.addSuppressed(e);
      return Verdict.UNKNOWN;
    }
  }

  private void rollBack(Throwable failure) {
    try {
      publisher.rollBack(id(), "the local transaction failed: " + failure.getClass().getName());
    } catch (SuretyException e) {
      // The failure itself matters more to the caller; the check-back rolls back as well.
      failure.addSuppressed(e);
    }
  }

  private void confirm() {
    try {
      publisher.confirm(id());
    } catch (SuretyException e) {
      LOG.warn("The local transaction of {} is committed; the check-back will confirm it", what, e);
    }
  }

  static OutcomeUnknownException committedBefore(String messageId) {
    return new OutcomeUnknownException(
        "message '" + messageId + "' was committed by an earlier transaction",
        "Do not run the work again: the message is delivered. For new work, make a new message.",
        null);
  }
}
