package io.surety.client.internal.intake;

import java.util.concurrent.CompletableFuture;

/** What is to be done about a record. */
public interface Work {

  /** Works with equal lanes run one after the other, in the order in which they were read. */
  Object lane();

  /**
   * Does it, on a worker thread, or begins it there.
   *
   * @param abandoned tells whether nobody waits for it any more, because it took too long to close
   */
  Course run(Abandoned abandoned);

  /** It will not run: the partition went to another member before it began. */
  void drop();

  /**
   * How it goes on after {@link #run}.
   *
   * @param ended completed, one way or the other, when the next work of the lane may begin
   * @param committable completed when the record may be committed; failed when it must be read
   *     again
   */
  record Course(CompletableFuture<?> ended, CompletableFuture<Void> committable) {

    /** It has ended, and the record may be committed when this is completed. */
    public static Course ended(CompletableFuture<Void> committable) {
      return new Course(CompletableFuture.completedFuture(null), committable);
    }

    /** It has ended, and the record may be committed. */
    public static Course done() {
      return ended(CompletableFuture.completedFuture(null));
    }
  }

  /** See {@link #run}. */
  @FunctionalInterface
  interface Abandoned {
    /** True when nobody waits any more. */
    boolean isTrue();
  }
}
