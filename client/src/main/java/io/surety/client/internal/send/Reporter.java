package io.surety.client.internal.send;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends what must arrive: again and again, until it is acknowledged or the client is closed. The
 * coordinator takes a repeated report for one. Thread-safe.
 */
public final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final long BACKOFF_MIN_MS = 100;
  private static final long BACKOFF_MAX_MS = 5_000;

  private final Sender sender;
  private final ScheduledExecutorService timer;

  /**
   * @param timer waits between two tries; when it is shut down, nothing is tried again
   */
  public Reporter(Sender sender, ScheduledExecutorService timer) {
    this.sender = sender;
    this.timer = timer;
  }

  /** Completed when it is acknowledged; fails only when the client is closed before. */
  public CompletableFuture<Void> report(Outgoing outgoing) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    attempt(outgoing, BACKOFF_MIN_MS, done);
    return done;
  }

  /** Sends it once: what is said again soon anyway, or implied by a later report. */
  public void mention(Outgoing outgoing) {
    sender
        .send(outgoing)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.debug("Not said again by itself: {}", failure.getMessage());
              }
            });
  }

  private void attempt(Outgoing outgoing, long backoffMs, CompletableFuture<Void> done) {
    sender
        .send(outgoing)
        .whenComplete(
            (sent, failure) -> {
              if (failure == null) {
                done.complete(null);
              } else {
                again(outgoing, backoffMs, failure, done);
              }
            });
  }

  private void again(
      Outgoing outgoing, long backoffMs, Throwable failure, CompletableFuture<Void> done) {
    long next = Math.min(BACKOFF_MAX_MS, 2 * backoffMs);
    try {
      timer.schedule(() -> attempt(outgoing, next, done), backoffMs, TimeUnit.MILLISECONDS);
      // An outage concerns everything that is reported: one line for each is enough.
      LOG.atLevel(backoffMs == BACKOFF_MIN_MS ? Level.WARN : Level.DEBUG)
          .log("Will try again until it is done: {}", failure.getMessage());
    } catch (RejectedExecutionException e) {
      LOG.warn("Closed before it could {}: {}", outgoing.intent().what(), failure.getMessage());
      done.completeExceptionally(failure);
    }
  }
}
