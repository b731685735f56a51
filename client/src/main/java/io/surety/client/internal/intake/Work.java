package io.surety.client.internal.intake;

import java.util.concurrent.CompletableFuture;

/** What is to be done about a record. */
public interface Work {

  /** Works with equal lanes run one after the other, in the order in which they were read. */
  Object lane();

  /**
   * Does it, on a worker thread.
   *
   * @param abandoned tells whether nobody waits for it any more, because it took too long to close
   * @return completed when the record may be committed; failed when it must be read again
   */
  CompletableFuture<Void> run(Abandoned abandoned);

  /** It will not run: the partition went to another member before it began. */
  void drop();

  /** See {@link #run}. */
  @FunctionalInterface
  interface Abandoned {
    /** True when nobody waits any more. */
    boolean isTrue();
  }
}
