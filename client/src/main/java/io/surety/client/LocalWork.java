package io.surety.client;

/**
 * A {@link LocalTransaction} without a result.
 *
 * @param <X> what it throws besides unchecked exceptions
 */
@FunctionalInterface
public interface LocalWork<X extends Exception> {

  /** Does the work and commits it, as in {@link LocalTransaction#run}. */
  void run() throws X;
}
