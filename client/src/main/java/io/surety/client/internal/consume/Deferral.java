package io.surety.client.internal.consume;

import io.surety.client.RejectException;
import io.surety.client.Settlement;
import io.surety.client.internal.Checks;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A delivery whose outcome comes after its handler has returned. The first one counts. */
final class Deferral implements Settlement {
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  /** Completed when it is settled; never failed. */
  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  boolean settle(Outcome value) {
    return outcome.complete(value);
  }

  @Override
  public boolean consumed() {
    return settle(Outcome.CONSUMED);
  }

  @Override
  public boolean failed(Throwable error) {
    return settle(Outcome.failed(Objects.requireNonNull(error, "error must not be null")));
  }

  @Override
  public boolean rejected(String reason) {
    return settle(Outcome.failed(new RejectException(reason)));
  }

  @Override
  public boolean retryAfter(Duration delay) {
    return settle(Outcome.retryAfter(Checks.notNegative("retryAfter", delay)));
  }

  @Override
  public boolean isSettled() {
    return outcome.isDone();
  }
}
