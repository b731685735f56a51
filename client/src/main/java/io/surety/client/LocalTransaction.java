package io.surety.client;

/**
 * Work that {@link Publisher#execute(Message, LocalTransaction)} runs between prepare and confirm.
 *
 * @param <R> what it returns
 * @param <X> what it throws besides unchecked exceptions
 */
@FunctionalInterface
public interface LocalTransaction<R, X extends Exception> {

  /**
   * Does the work and commits it. Returning means: it is committed. Throwing means: it is rolled
   * back, and can never be committed any more – except {@link OutcomeUnknownException}, which means
   * that the work does not know itself (for example because the connection broke during the
   * commit), and leaves the message to the check-back.
   */
  R run() throws X;
}
