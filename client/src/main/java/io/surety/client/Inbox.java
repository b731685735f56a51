package io.surety.client;

import java.sql.Connection;
import java.time.Duration;

/**
 * Remembers which messages a group has consumed, in the same transaction as what the handler
 * writes: so that a message which comes twice has its effect once.
 *
 * <p>{@code JdbcInbox} is one for any {@code DataSource}. Implement it to run handlers in
 * transactions that a framework manages. Thread-safe.
 */
public interface Inbox {

  /**
   * Runs the work in a transaction which also remembers the message, and commits it; does nothing
   * when the group has consumed the message before. When two do this at the same time for the same
   * message, one of them waits for the other.
   *
   * @param attempt the delivery attempt, for operators
   * @return true when the work was run and is committed; false when the group had consumed the
   *     message before
   * @throws Exception what the work threw, or why the transaction could not be committed: it is
   *     rolled back, or its outcome is not known, and the message can be delivered again safely
   */
  boolean once(String group, String messageId, int attempt, Work work) throws Exception;

  /**
   * Whether the group has consumed the message: a transaction that remembers it is committed.
   *
   * @throws Exception when it cannot be told now
   */
  boolean isConsumed(String group, String messageId) throws Exception;

  /**
   * Begins to forget what the group has consumed, once it is old enough; called when a consumer
   * starts. An inbox that does nothing here remembers for ever, or is purged by somebody else.
   *
   * @param redeliveryTime for about so long a message can be delivered again by itself
   * @return is closed with the consumer
   * @throws IllegalArgumentException when it would forget sooner than that
   */
  default Purging startPurging(String group, Duration redeliveryTime) {
    return () -> {};
  }

  /** Purges until it is closed. */
  @FunctionalInterface
  interface Purging extends AutoCloseable {
    @Override
    void close();
  }

  /** What is done once, in the inbox's transaction. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it, on this connection. Returning commits, throwing rolls back.
     *
     * @param connection of the transaction; it cannot be committed, rolled back or closed here
     */
    void run(Connection connection) throws Exception;
  }
}
