package io.surety.client.internal.send;

import io.surety.client.internal.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Completes the futures that callers get, on a thread of its own: what they do next must not hold
 * up Kafka's I/O thread, which could not even make room for what they send. Thread-safe.
 */
public final class Callbacks implements AutoCloseable {
  private final Executor executor;
  private final Runnable closer;

  private Callbacks(Executor executor, Runnable closer) {
    this.executor = executor;
    this.closer = closer;
  }

  /** Where a thread of Kafka's completes what is sent. */
  public static Callbacks onOwnThread() {
    ExecutorService thread = Executors.newSingleThreadExecutor(Threads.daemons("surety-callbacks"));
    return new Callbacks(thread, thread::shutdown);
  }

  /** Where no thread can be held up. */
  public static Callbacks atOnce() {
    return new Callbacks(Runnable::run, () -> {});
  }

  /** A future with the same failure, or with the value that is supplied then. */
  public <T extends @Nullable Object> CompletableFuture<T> complete(
      CompletableFuture<Void> sent, Supplier<T> value) {
    CompletableFuture<T> handedOver = new CompletableFuture<>();
    sent.whenComplete(
        (done, failure) ->
            hand(
                () -> {
                  if (failure == null) {
                    handedOver.complete(value.get());
                  } else {
                    handedOver.completeExceptionally(failure);
                  }
                }));
    return handedOver;
  }

  private void hand(Runnable completion) {
    try {
      executor.execute(completion);
    } catch (RejectedExecutionException e) {
      // Closed: nothing is sent any more, so that nobody can be held up.
      completion.run();
    }
  }

  /** What is completed later is completed where it happens. */
  @Override
  public void close() {
    closer.run();
  }
}
