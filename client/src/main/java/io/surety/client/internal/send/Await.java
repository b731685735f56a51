package io.surety.client.internal.send;

import io.surety.client.NotDoneException;
import io.surety.client.OutcomeUnknownException;
import io.surety.client.SuretyException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for the result of a send. */
public final class Await {
  private Await() {}

  /**
   * Returns when it is done.
   *
   * @throws NotDoneException when it is definitely not
   * @throws OutcomeUnknownException when nobody knows, or this thread is interrupted meanwhile
   */
  public static void done(CompletableFuture<?> result, Intent intent) {
    try {
      result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutcomeUnknownException(
          "interrupted while it waited to " + intent.what(), intent.ifUnknown(), e);
    } catch (ExecutionException e) {
      throw here(e.getCause() == null ? e : e.getCause());
    }
  }

  /** The same, with the stack trace of the caller. */
  private static SuretyException here(Throwable failure) {
    SuretyException here = again(failure);
    for (Throwable suppressed : failure.getSuppressed()) {
      here.addSuppressed(suppressed);
    }
    return here;
  }

  private static SuretyException again(Throwable failure) {
    if (failure instanceof NotDoneException notDone) {
      return new NotDoneException(notDone.problem(), notDone.nextStep(), notDone);
    }
    if (failure instanceof OutcomeUnknownException unknown) {
      return new OutcomeUnknownException(unknown.problem(), unknown.nextStep(), unknown);
    }
    throw new IllegalStateException("a send ended with " + failure, failure);
  }
}
