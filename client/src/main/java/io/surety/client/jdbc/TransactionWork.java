package io.surety.client.jdbc;

import java.sql.Connection;

/**
 * Work in a transaction that somebody else begins and ends.
 *
 * @param <R> what it returns
 * @param <X> what it throws besides unchecked exceptions
 */
@FunctionalInterface
public interface TransactionWork<R, X extends Exception> {

  /**
   * Does the work on this connection. Returning commits, throwing rolls back.
   *
   * @param connection for this call only; it cannot be committed, rolled back (except to a
   *     savepoint) or closed here
   */
  R run(Connection connection) throws X;
}
