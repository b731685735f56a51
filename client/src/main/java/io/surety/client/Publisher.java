package io.surety.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes messages in the name of one producer.
 *
 * <p>Two ways: {@link #send} a message that is decided already, or {@link #prepare(Message)} it,
 * run a local transaction, and {@link #confirm(String)} it or {@link #rollBack(String)} it; {@link
 * #execute(Message, LocalTransaction)} does the three steps. A {@link Bundle} is several messages
 * that are decided together. A prepared message that is not settled is asked for by a check-back.
 *
 * <p>Each call has one of three results, and each is a different type:
 *
 * <ul>
 *   <li>it returns: the signal is in the coordinator's log, acknowledged by all in-sync replicas;
 *   <li>{@link NotDoneException}: it is definitely not there;
 *   <li>{@link OutcomeUnknownException}: nobody knows. Call again with the same message or id.
 * </ul>
 *
 * Repeating any call is harmless: a repeated message or decision changes nothing. Kafka's client
 * retries by itself until {@code delivery.timeout.ms} (here 30 s by default) has passed.
 *
 * <p>The first decision about a message wins. A return of {@link #confirm(String)}, {@link #cancel}
 * and the like says that the decision is in the log, not that it was the first; the coordinator's
 * REST interface tells what became of it.
 *
 * <p>The async variants complete on a thread of this client, never on Kafka's I/O thread, so that
 * sending from a continuation is safe. They fail with the same exceptions, and do not throw them.
 * They still block, up to {@code max.block.ms} (here 10 s by default), while Kafka's buffers are
 * full or no broker can be reached.
 *
 * <p>Thread-safe; make one and share it.
 */
public interface Publisher extends AutoCloseable {

  /** The name of the producer. */
  String producer();

  /**
   * Returns when the message is not too large to be published. Nothing is sent.
   *
   * @throws NotDoneException when it is
   */
  default void check(Message message) {}

  /** How long closing waits for what is being sent: {@code surety.close.timeout.ms}. */
  default Duration closeTimeout() {
    return Duration.ofSeconds(30);
  }

  /**
   * Stores a message, which is not delivered before it is confirmed.
   *
   * @return the id of the message
   * @throws NotDoneException when it is not stored: do not run the local transaction
   * @throws OutcomeUnknownException when it may be stored: do not run the local transaction,
   *     prepare it again or roll it back
   */
  String prepare(Message message);

  /** As {@link #prepare(Message)}, without waiting. */
  CompletableFuture<String> prepareAsync(Message message);

  /**
   * Stores all messages of a bundle, or none: when it returns, all are stored; when it fails, what
   * was stored is rolled back. None is delivered before the bundle is confirmed.
   *
   * @return the id of the bundle
   * @throws IllegalArgumentException when the destinations have different check-back handlers: they
   *     could answer differently
   * @throws NotDoneException when nothing of it is stored, or all that was is rolled back: do not
   *     run the local transaction; the same bundle cannot be prepared again
   * @throws OutcomeUnknownException when something may be stored: do not run the local transaction,
   *     roll the bundle back or leave it to the check-back
   */
  String prepare(Bundle bundle);

  /**
   * As {@link #prepare(Bundle)}, without waiting.
   *
   * @throws IllegalArgumentException when the destinations have different check-back handlers
   */
  CompletableFuture<String> prepareAsync(Bundle bundle);

  /**
   * Decides that a prepared message is delivered. The id of a message of a {@link Bundle} decides
   * the bundle.
   *
   * @throws IllegalArgumentException when the id is not a legal message id
   * @throws NotDoneException when the decision is not stored
   * @throws OutcomeUnknownException when it may be stored: confirm again, or leave it to the
   *     check-back
   */
  void confirm(String messageId);

  /** As {@link #confirm(String)}, without waiting. */
  CompletableFuture<Void> confirmAsync(String messageId);

  /** Decides that all messages of a bundle are delivered, in one step. Ends as {@code confirm}. */
  default void confirm(Bundle bundle) {
    confirm(bundle.messages().get(0).id());
  }

  /** As {@link #confirm(Bundle)}, without waiting. */
  default CompletableFuture<Void> confirmAsync(Bundle bundle) {
    return confirmAsync(bundle.messages().get(0).id());
  }

  /**
   * Decides that a prepared message is never delivered. The id of a message of a {@link Bundle}
   * decides the bundle.
   *
   * @throws IllegalArgumentException when the id is not a legal message id
   * @throws NotDoneException when the decision is not stored
   * @throws OutcomeUnknownException when it may be stored: roll back again, or leave it to the
   *     check-back
   */
  void rollBack(String messageId);

  /**
   * As {@link #rollBack(String)}, with a reason for the record: free text without secrets, of which
   * the first 1000 characters are kept.
   */
  void rollBack(String messageId, String reason);

  /** As {@link #rollBack(String)}, without waiting. */
  CompletableFuture<Void> rollBackAsync(String messageId);

  /** As {@link #rollBack(String, String)}, without waiting. */
  CompletableFuture<Void> rollBackAsync(String messageId, String reason);

  /** Decides that no message of a bundle is delivered, in one step. Ends as {@code rollBack}. */
  default void rollBack(Bundle bundle) {
    rollBack(bundle.messages().get(0).id());
  }

  /** As {@link #rollBack(Bundle)}, with a reason for the record. */
  default void rollBack(Bundle bundle, String reason) {
    rollBack(bundle.messages().get(0).id(), reason);
  }

  /** As {@link #rollBack(Bundle)}, without waiting. */
  default CompletableFuture<Void> rollBackAsync(Bundle bundle) {
    return rollBackAsync(bundle.messages().get(0).id());
  }

  /** As {@link #rollBack(Bundle, String)}, without waiting. */
  default CompletableFuture<Void> rollBackAsync(Bundle bundle, String reason) {
    return rollBackAsync(bundle.messages().get(0).id(), reason);
  }

  /**
   * Stores a message and confirms it, in one record.
   *
   * @return the id of the message
   * @throws NotDoneException when it is not stored
   * @throws OutcomeUnknownException when it may be stored: send the same message again
   */
  String send(Message message);

  /** As {@link #send}, without waiting. */
  CompletableFuture<String> sendAsync(Message message);

  /**
   * Has a message delivered once, and not tracked: nobody reports, nothing is repeated.
   *
   * @return the id of the message
   * @throws NotDoneException when it is not stored
   * @throws OutcomeUnknownException when it may be stored
   */
  String direct(Message message);

  /** As {@link #direct}, without waiting. */
  CompletableFuture<String> directAsync(Message message);

  /**
   * Prepares the message, runs the local transaction, and confirms.
   *
   * <p>A message is executed once: it has one decision, which is about one run of the work. To try
   * the work again, make a new message. (Within this process that is checked, for the last 10,000
   * messages; an id of your own must not come back in another process either.)
   *
   * <p>Returns when the local transaction has returned, and then it is certain that the message
   * will be delivered: should the confirm's outcome be unknown, that is logged, and the check-back
   * settles it. That is why this publisher needs a check-back handler. While the transaction runs,
   * a check-back that reaches this process is answered {@link Verdict#IN_PROGRESS}; one that
   * reaches another process of this producer is answered by its handler.
   *
   * @param work the local transaction. When it throws, the message is rolled back and the exception
   *     goes on; when it throws {@link OutcomeUnknownException}, the message is left to the
   *     check-back. A roll back that did not succeed is attached as suppressed.
   * @return what the work returned
   * @throws X what the work threw
   * @throws IllegalStateException when this publisher has no check-back handler, or has executed
   *     the message before
   * @throws NotDoneException when the message is not prepared; the work was not run
   * @throws OutcomeUnknownException when the message may be prepared, and could not be rolled back
   *     either; the work was not run
   */
  <R, X extends Exception> R execute(Message message, LocalTransaction<R, X> work) throws X;

  /** As {@link #execute(Message, LocalTransaction)}, for work that has no result. */
  default <X extends Exception> void executeWithoutResult(Message message, LocalWork<X> work)
      throws X {
    this.<Boolean, X>execute(
        message,
        () -> {
          work.run();
          return true;
        });
  }

  /**
   * As {@link #execute(Message, LocalTransaction)}, for all messages of a bundle: all are prepared
   * before the work runs, and one decision settles them. A bundle is executed once, and not again
   * after a failure either.
   *
   * @throws IllegalArgumentException when the destinations have different check-back handlers
   */
  <R, X extends Exception> R execute(Bundle bundle, LocalTransaction<R, X> work) throws X;

  /** As {@link #execute(Bundle, LocalTransaction)}, for work that has no result. */
  default <X extends Exception> void executeWithoutResult(Bundle bundle, LocalWork<X> work)
      throws X {
    this.<Boolean, X>execute(
        bundle,
        () -> {
          work.run();
          return true;
        });
  }

  /**
   * Withdraws a confirmed message that is held for a later delivery. Wins until it is dispatched.
   *
   * @param reason for the record: free text without secrets, of which the first 1000 characters are
   *     kept
   * @throws IllegalArgumentException when the id is not a legal message id
   * @throws NotDoneException when the decision is not stored
   * @throws OutcomeUnknownException when it may be stored: call again
   */
  void cancel(String messageId, String reason);

  /** As {@link #cancel}, without waiting. */
  CompletableFuture<Void> cancelAsync(String messageId, String reason);

  /**
   * Gives a confirmed message another delivery time. Wins until it is dispatched.
   *
   * @param deliverAt not before 1970
   * @throws IllegalArgumentException when the id is not a legal message id, or the time not one
   *     that can be stored
   * @throws NotDoneException when the decision is not stored
   * @throws OutcomeUnknownException when it may be stored: call again
   */
  void reschedule(String messageId, Instant deliverAt);

  /** As {@link #reschedule}, without waiting. */
  CompletableFuture<Void> rescheduleAsync(String messageId, Instant deliverAt);

  /**
   * Delivers now what is held for a later delivery or for the next attempt.
   *
   * @throws IllegalArgumentException when the id is not a legal message id
   * @throws NotDoneException when the decision is not stored
   * @throws OutcomeUnknownException when it may be stored: call again
   */
  void deliverNow(String messageId);

  /** As {@link #deliverNow}, without waiting. */
  CompletableFuture<Void> deliverNowAsync(String messageId);

  /**
   * Stops answering check-backs: waits for answers that are being given, up to {@code
   * surety.close.timeout.ms}. Publishing still works until {@link Surety#close}. Idempotent.
   */
  @Override
  void close();
}
