package io.surety.client.jdbc;

import io.surety.client.Bundle;
import io.surety.client.CheckBackHandler;
import io.surety.client.CheckBackPolicy;
import io.surety.client.CheckBackQuestion;
import io.surety.client.Message;
import io.surety.client.NotDoneException;
import io.surety.client.OutcomeUnknownException;
import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.StartException;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import io.surety.client.internal.jdbc.PurgeTimer;
import io.surety.schemas.BundleIds;
import io.surety.schemas.MessageIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a message if, and only if, a database transaction commits, and never guesses which.
 *
 * <p>The transaction also writes a row into the table {@code surety_barrier}: it is there when the
 * transaction is committed. A check-back is answered from that row, and <em>fenced</em>: asking
 * first tries to insert a row that says "rolled back". Should the transaction be open, the question
 * waits for it; should it not have come so far, it cannot be committed any more, because its own
 * row is refused.
 *
 * <pre>{@code
 * JdbcBarrier barrier = JdbcBarrier.start(surety, "order-service", dataSource);
 *
 * barrier.execute(message, connection -> orders.pay(connection, "42"));
 * }</pre>
 *
 * <p>It is the check-back handler of its publisher, in every process of the producer; no time needs
 * to be chosen. Thread-safe; make one and share it.
 */
public final class JdbcBarrier implements CheckBackHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcBarrier.class);
  private static final Duration LOCK_WAIT = Duration.ofSeconds(5);
  // Between those of the broker, the coordinator, the database's clients.
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
  private static final Duration MAX_AGE_DEFAULT = Duration.ofHours(72);

  private final DataSource dataSource;
  private final BarrierRows rows;
  private final boolean isFenced;
  private final PurgeOptions purge;
  private final Optional<Started> started;

  /** With which publisher it publishes. */
  private record Started(Publisher publisher, PublisherOptions options, PurgeTimer purging) {}

  private JdbcBarrier(
      DataSource dataSource,
      BarrierRows rows,
      boolean isFenced,
      PurgeOptions purge,
      Optional<Started> started) {
    this.dataSource = dataSource;
    this.rows = rows;
    this.isFenced = isFenced;
    this.purge = purge;
    this.started = started;
  }

  /**
   * A barrier in the table {@code surety_barrier}, whose publisher answers check-backs from now on.
   *
   * @param producerName as for {@link Surety#publisher(String, PublisherOptions)}
   * @throws StartException when the table is missing or has another shape, the database cannot be
   *     reached, or as {@link Surety#publisher(String, PublisherOptions)} throws it
   */
  public static JdbcBarrier start(Surety surety, String producerName, DataSource dataSource) {
    return start(
        surety, producerName, dataSource, LocalTables.defaults(), PublisherOptions.create());
  }

  /**
   * A barrier in this table, with a policy for check-backs, and with handlers of the application's
   * own for destinations to which it publishes without the barrier.
   *
   * @param options may have handlers for destinations, but none for all: that is the barrier
   * @throws IllegalArgumentException when the options have a handler for all destinations
   * @throws StartException as {@link #start(Surety, String, DataSource)}
   */
  public static JdbcBarrier start(
      Surety surety,
      String producerName,
      DataSource dataSource,
      LocalTables tables,
      PublisherOptions options) {
    return start(surety, producerName, dataSource, tables, options, PurgeOptions.defaults());
  }

  /**
   * As {@link #start(Surety, String, DataSource, LocalTables, PublisherOptions)}, forgetting
   * decisions in another way than after 7 days.
   *
   * @param purge its retention is more than an hour longer than {@link CheckBackPolicy#maxAge}; for
   *     all instances the same
   * @throws IllegalArgumentException also when the retention is too short
   */
  public static JdbcBarrier start(
      Surety surety,
      String producerName,
      DataSource dataSource,
      LocalTables tables,
      PublisherOptions options,
      PurgeOptions purge) {
    Duration maxAge = options.checkBackPolicy().maxAge().orElse(MAX_AGE_DEFAULT);
    purge.requireRetentionAbove(
        maxAge.plus(CLOCKS_DIFFER),
        "so long the producer '"
            + producerName
            + "' can be asked about a message; keep rows longer,"
            + " or set a shorter maxAge in its CheckBackPolicy");
    if (options.hasCheckBack()) {
      throw new IllegalArgumentException(
          "the options for producer '"
              + producerName
              + "' have a check-back handler for all destinations, and that is the barrier; give"
              + " it to single destinations, or use a publisher without a barrier");
    }
    JdbcBarrier answering = answering(dataSource, tables, purge);
    Publisher publisher = surety.publisher(producerName, options.checkBack(answering));
    BarrierRows rows = answering.rows;
    PurgeTimer purging =
        PurgeTimer.start(rows.table(), rows.purge(dataSource, purge), purge.interval());
    return new JdbcBarrier(
        dataSource, rows, true, purge, Optional.of(new Started(publisher, options, purging)));
  }

  /**
   * A barrier that only answers and {@linkplain #enlist enlists}, for a process (or a framework)
   * that makes its publisher itself, and gives it this check-back handler. {@link #execute} needs
   * {@link #start}. It deletes nothing by itself: call {@link #purge} from time to time.
   *
   * @throws StartException when the table is missing or has another shape, or the database cannot
   *     be reached
   */
  public static JdbcBarrier answering(DataSource dataSource, LocalTables tables) {
    return answering(dataSource, tables, PurgeOptions.defaults());
  }

  /**
   * As {@link #answering(DataSource, LocalTables)}, forgetting decisions in another way than after
   * 7 days.
   *
   * @param purge for all instances the same
   */
  public static JdbcBarrier answering(
      DataSource dataSource, LocalTables tables, PurgeOptions purge) {
    try (Connection connection = dataSource.getConnection()) {
      Dialect dialect = tables.dialect(connection);
      tables.checkBarrier(dataSource);
      BarrierRows rows = new BarrierRows(tables.barrier(), dialect, LOCK_WAIT);
      return new JdbcBarrier(dataSource, rows, true, purge, Optional.empty());
    } catch (SQLException e) {
      throw new StartException(
          "cannot look at the barrier " + tables.barrier() + ": " + e.getMessage(),
          "Check that the database runs and the user may read the table.",
          e);
    }
  }

  /** For tests: with the fence off, to show what it prevents. */
  static JdbcBarrier of(DataSource dataSource, BarrierRows rows, boolean isFenced) {
    return new JdbcBarrier(dataSource, rows, isFenced, PurgeOptions.defaults(), Optional.empty());
  }

  /**
   * The publisher whose check-backs this answers.
   *
   * @throws IllegalStateException when this only answers
   */
  public Publisher publisher() {
    return started().publisher();
  }

  private Started started() {
    return started.orElseThrow(
        () ->
            new IllegalStateException(
                "this barrier only answers check-backs; use JdbcBarrier.start to publish with it"));
  }

  /**
   * Prepares the message, runs the work in a transaction that also writes the barrier's row,
   * commits, and confirms.
   *
   * <p>When it returns, the transaction is committed and the message will be delivered: should the
   * confirm get lost, the check-back settles it. When it throws, nothing of this call is committed
   * (except as said of {@link OutcomeUnknownException}), and the message is rolled back: at once,
   * or, when Kafka or the database is away, by the check-back.
   *
   * @return what the work returned
   * @throws X what the work threw
   * @throws SQLException when there is no connection, or the transaction could not be committed
   * @throws NotDoneException when the message is not prepared, or was rolled back by a check-back
   *     before the work began
   * @throws OutcomeUnknownException when the database went away in the commit, and the check-back
   *     will find out; when nobody knows whether the message is prepared; or when it was committed
   *     by an earlier call, so that the work was not run again
   * @throws IllegalStateException when check-backs for the destination are answered by another
   *     handler, or this only answers
   */
  public <R, X extends Exception> R execute(Message message, TransactionWork<R, X> work)
      throws X, SQLException {
    return execution(BarrierExecution.of(this, publisher(), message), List.of(message)).run(work);
  }

  /**
   * As {@link #execute(Message, TransactionWork)}, for all messages of a bundle: all are prepared
   * before the work runs, and one row decides them.
   *
   * @throws NotDoneException also when not all of it could be prepared; what was is rolled back,
   *     and the same bundle cannot be executed again
   */
  public <R, X extends Exception> R execute(Bundle bundle, TransactionWork<R, X> work)
      throws X, SQLException {
    return execution(BarrierExecution.of(this, publisher(), bundle), bundle.messages()).run(work);
  }

  private BarrierExecution execution(BarrierExecution execution, List<Message> messages) {
    for (Message message : messages) {
      if (started().options().hasCheckBack(message.destination())) {
        throw new IllegalStateException(
            "check-backs for '"
                + message.destination()
                + "' are answered by a handler of their own, not by the barrier; take it out of the"
                + " options, or publish without the barrier");
      }
    }
    return execution;
  }

  /** The part of {@code execute} in the database. */
  <R, X extends Exception> R inTransaction(String messageId, TransactionWork<R, X> work)
      throws X, SQLException {
    try (OwnTransaction transaction = OwnTransaction.begin(dataSource, "barrier")) {
      enlist(transaction.connection(), messageId);
      R result = work.run(transaction.guarded());
      try {
        transaction.commit();
      } catch (SQLException failed) {
        settle(messageId, failed);
      }
      return result;
    }
  }

  /**
   * Has a transaction of the caller commit the message, if it commits: write this first. The
   * message must be prepared before, and confirmed after the commit. After a failure leave it
   * alone: the check-back rolls it back, and makes sure before that nothing can commit it.
   *
   * <pre>{@code
   * barrier.publisher().prepare(message);
   * transaction(connection -> {
   *   barrier.enlist(connection, message.id());
   *   orders.pay(connection, "42");
   * });
   * barrier.publisher().confirm(message.id());
   * }</pre>
   *
   * Do not catch what this throws and commit: roll back.
   *
   * @param connection in a transaction: auto-commit is off
   * @param messageId of the message, or of any message of a bundle
   * @throws IllegalArgumentException when the id is not a legal message id
   * @throws IllegalStateException when auto-commit is on
   * @throws NotDoneException when a check-back has rolled the message back
   * @throws OutcomeUnknownException when an earlier transaction has committed the message: confirm
   *     it, or leave it to the check-back
   */
  public void enlist(Connection connection, String messageId) throws SQLException {
    MessageIds.check(messageId);
    if (connection.getAutoCommit()) {
      throw new IllegalStateException(
          "the barrier needs a transaction, and auto-commit is on; call setAutoCommit(false)"
              + " before");
    }
    String row = BundleIds.first(messageId);
    if (rows.enlist(connection, row)) {
      return;
    }
    if (rows.isCommitted(connection, row).orElse(false)) {
      throw BarrierExecution.committedBefore(messageId);
    }
    throw new NotDoneException(
        "message '" + messageId + "' was rolled back before its local transaction came so far",
        "Start again with a new message.",
        null);
  }

  /** As {@link #enlist(Connection, String)}, for all messages of a bundle. */
  public void enlist(Connection connection, Bundle bundle) throws SQLException {
    enlist(connection, bundle.messageIds().get(0));
  }

  /**
   * Answers from the barrier; see {@link #verdict}. About a message that is older than the
   * retention (less an hour) it only answers what it remembers, and otherwise {@link
   * Verdict#UNKNOWN}: the row may have been deleted.
   */
  @Override
  public Verdict check(CheckBackQuestion question) throws SQLException {
    if (question.age().compareTo(purge.retention().minus(CLOCKS_DIFFER)) < 0) {
      return verdict(question.messageId());
    }
    try (Connection connection = dataSource.getConnection()) {
      Optional<Boolean> isCommitted =
          rows.isCommitted(connection, BundleIds.first(question.messageId()));
      if (isCommitted.isEmpty()) {
        LOG.warn(
            "Nothing is known any more of message '{}', which is {} old: an operator has to decide",
            question.messageId(),
            question.age());
        return Verdict.UNKNOWN;
      }
      return isCommitted.get() ? Verdict.CONFIRM : Verdict.ROLL_BACK;
    }
  }

  /**
   * What became of the transaction of a message, or of the bundle that it belongs to. Afterwards it
   * is decided: one that has not committed cannot commit any more.
   *
   * <p>Waits up to 5 s for a transaction that is open (or as long as the database lets wait for a
   * lock, if that is shorter); one that is open for longer is {@link Verdict#IN_PROGRESS}.
   *
   * @throws SQLException when the database cannot tell
   */
  public Verdict verdict(String messageId) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      boolean wasAutoCommit = connection.getAutoCommit();
      connection.setAutoCommit(true);
      try {
        return verdict(connection, messageId, BundleIds.first(messageId));
      } finally {
        connection.setAutoCommit(wasAutoCommit);
      }
    }
  }

  private Verdict verdict(Connection connection, String messageId, String row) throws SQLException {
    try {
      if (isFenced && rows.fence(connection, row)) {
        return Verdict.ROLL_BACK;
      }
    } catch (SQLException e) {
      if (!Contention.isIn(e)) {
        throw e;
      }
      LOG.debug("The local transaction of message '{}' is open", messageId, e);
      return Verdict.IN_PROGRESS;
    }
    Optional<Boolean> isCommitted = rows.isCommitted(connection, row);
    if (isFenced && isCommitted.isEmpty()) {
      // It was purged between the two statements: asked again, it is fenced anew.
      return Verdict.UNKNOWN;
    }
    return isCommitted.orElse(false) ? Verdict.CONFIRM : Verdict.ROLL_BACK;
  }

  /** A commit that fails may have taken place; asking the barrier tells, and settles it. */
  private void settle(String messageId, SQLException failed) throws SQLException {
    Verdict verdict = Verdict.UNKNOWN;
    try {
      verdict = verdict(messageId);
    } catch (SQLException e) {
      failed.addSuppressed(e);
    }
    switch (verdict) {
      case CONFIRM ->
          LOG.info(
              "The commit of message '{}' failed, but it took place: {}",
              messageId,
              failed.getMessage());
      case ROLL_BACK -> throw failed;
      case UNKNOWN, IN_PROGRESS ->
          throw new OutcomeUnknownException(
              "it is not known whether the local transaction of message '"
                  + messageId
                  + "' was committed: "
                  + failed.getMessage(),
              "Do nothing: the check-back finds out, and settles the message accordingly.",
              failed);
    }
  }

  /**
   * Deletes now what was decided longer than the retention ago; one that was {@linkplain #start
   * started} does it by itself from time to time. Several instances may do it at the same time.
   *
   * @return how many rows this instance deleted
   * @throws Exception when the database, or the {@link SettledCheck}, does not answer
   */
  public long purge() throws Exception {
    return rows.purge(dataSource, purge).run();
  }

  /** Stops answering check-backs, as {@link Publisher#close} does, and purging. Idempotent. */
  @Override
  public void close() {
    started.ifPresent(
        running -> {
          running.purging().close();
          running.publisher().close();
        });
  }
}
