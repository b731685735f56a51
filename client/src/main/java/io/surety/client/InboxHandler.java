package io.surety.client;

import java.sql.Connection;

/**
 * Consumes a message in the transaction of an {@link Inbox}: what it writes on this connection has
 * its effect exactly once, however often the message comes.
 *
 * <p>Returning commits and means consumed. Throwing, and {@link Delivery#retryAfter}, roll
 * everything back, also what the inbox remembers, and mean what they mean for a {@link Handler}.
 * The outcome cannot be {@linkplain Delivery#defer deferred}. What the handler does elsewhere than
 * on this connection can still happen more than once.
 */
@FunctionalInterface
public interface InboxHandler {

  /**
   * Consumes the message.
   *
   * @param connection of the inbox's transaction, for this call only; it cannot be committed,
   *     rolled back (except to a savepoint) or closed here
   * @throws RejectException to give the message up for this group
   * @throws Exception to have it delivered again
   */
  void handle(Delivery delivery, Connection connection) throws Exception;
}
