package io.surety.client.internal.consume;

import io.surety.client.Handler;
import io.surety.client.RejectException;
import io.surety.client.internal.intake.Work;
import io.surety.client.internal.send.Outgoing;
import io.surety.client.internal.send.Reporter;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One delivery on its way through the handler.
 *
 * <pre>
 * read: "received" ──▶ waits in its lane ──▶ handler ──▶ "consumed", "failed" or "rejected" ──▶ committed
 *        └──────── "received" again, while it takes long ────────┘              acknowledged
 * </pre>
 */
final class DeliveryWork implements Work, Renewals.Renewable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryWork.class);

  private final RecordDelivery delivery;
  private final Object lane;
  private final Handler handler;
  private final Reports reports;
  private final Reporter reporter;
  private final Renewals renewals;

  DeliveryWork(
      RecordDelivery delivery,
      Object lane,
      Handler handler,
      Reports reports,
      Reporter reporter,
      Renewals renewals) {
    this.delivery = delivery;
    this.lane = lane;
    this.handler = handler;
    this.reports = reports;
    this.reporter = reporter;
    this.renewals = renewals;
  }

  /** The record was read. */
  void received() {
    if (delivery.isTracked()) {
      renew();
      renewals.begin(this);
    }
  }

  @Override
  public void renew() {
    reporter.mention(reports.received(delivery.id(), delivery.attempt()));
  }

  @Override
  public Object lane() {
    return lane;
  }

  @Override
  public void drop() {
    renewals.end(this);
  }

  @Override
  public CompletableFuture<Void> run(Abandoned abandoned) {
    Throwable thrown = handle();
    renewals.end(this);
    boolean isDone = thrown == null && delivery.retryAfterMs().isEmpty();
    if (!delivery.isTracked()) {
      logUntracked(thrown);
      return CompletableFuture.completedFuture(null);
    }
    if (!isDone && abandoned.isTrue()) {
      // It was interrupted, which is no fault of the message: it is read again, as this attempt.
      return CompletableFuture.failedFuture(new IllegalStateException("interrupted by close"));
    }
    return reporter.report(isDone ? consumed() : notConsumed(thrown));
  }

  private @Nullable Throwable handle() {
    try {
      handler.handle(delivery);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e;
    } catch (Exception | Error e) {
      return e;
    }
  }

  private Outgoing consumed() {
    return reports.consumed(delivery.id(), delivery.attempt());
  }

  private Outgoing notConsumed(@Nullable Throwable thrown) {
    String id = delivery.id();
    int attempt = delivery.attempt();
    if (thrown == null) {
      return reports.failed(
          id,
          attempt,
          Errors.retryAfter(delivery.retryAfterMs().orElseThrow()),
          delivery.retryAfterMs());
    }
    LOG.debug("Attempt {} of message '{}' failed", attempt, id, thrown);
    return thrown instanceof RejectException
        ? reports.rejected(id, attempt, Errors.of(thrown))
        : reports.failed(id, attempt, Errors.of(thrown), delivery.retryAfterMs());
  }

  private void logUntracked(@Nullable Throwable thrown) {
    if (thrown != null || delivery.retryAfterMs().isPresent()) {
      LOG.error(
          "'{}' failed at {}-{} offset {}; nobody tracks it, so it is not delivered again",
          delivery.id(),
          delivery.destination(),
          delivery.partition(),
          delivery.offset(),
          thrown);
    }
  }
}
