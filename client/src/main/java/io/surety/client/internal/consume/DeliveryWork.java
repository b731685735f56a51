package io.surety.client.internal.consume;

import io.surety.client.internal.intake.Work;
import io.surety.client.internal.send.Reporter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One delivery on its way through the handler.
 *
 * <pre>
 * read: "received" ──▶ waits in its lane ──▶ handler ──▶ "consumed", "failed" or "rejected" ──▶ committed
 *        └──────── "received" again, while it takes long ────────┘              acknowledged
 * </pre>
 *
 * <p>A deferred one leaves the handler without an outcome, and goes on when it is settled.
 */
final class DeliveryWork implements Work, Renewals.Renewable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryWork.class);

  private final RecordDelivery delivery;
  private final Object lane;
  private final Handling handling;
  private final Reports reports;
  private final Reporter reporter;
  private final Renewals renewals;

  DeliveryWork(
      RecordDelivery delivery,
      Object lane,
      Handling handling,
      Reports reports,
      Reporter reporter,
      Renewals renewals) {
    this.delivery = delivery;
    this.lane = lane;
    this.handling = handling;
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
  public Course run(Abandoned abandoned) {
    Outcome outcome = handle();
    Optional<Deferral> deferral = delivery.deferral();
    if (deferral.isEmpty()) {
      return Course.ended(conclude(outcome, abandoned));
    }
    if (!outcome.isConsumed()) {
      deferral.get().settle(outcome);
    }
    CompletableFuture<Outcome> settled = deferral.get().outcome();
    return new Course(settled, settled.thenCompose(value -> conclude(value, abandoned)));
  }

  private Outcome handle() {
    try {
      handling.handle(delivery);
      return new Outcome(null, delivery.retryAfterMs());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(e, delivery.retryAfterMs());
    } catch (Exception | Error e) {
      return new Outcome(e, delivery.retryAfterMs());
    }
  }

  /** Completed when the record may be committed. */
  private CompletableFuture<Void> conclude(Outcome outcome, Abandoned abandoned) {
    renewals.end(this);
    if (!delivery.isTracked()) {
      logUntracked(outcome);
      return CompletableFuture.completedFuture(null);
    }
    if (!outcome.isConsumed() && abandoned.isTrue()) {
      // It was interrupted, which is no fault of the message: it is read again, as this attempt.
      return CompletableFuture.failedFuture(new IllegalStateException("interrupted by close"));
    }
    if (outcome.thrown() != null) {
      LOG.debug(
          "Attempt {} of message '{}' failed", delivery.attempt(), delivery.id(), outcome.thrown());
    }
    return reporter.report(outcome.report(reports, delivery.id(), delivery.attempt()));
  }

  private void logUntracked(Outcome outcome) {
    if (!outcome.isConsumed()) {
      LOG.error(
          "'{}' failed at {}-{} offset {}; nobody tracks it, so it is not delivered again",
          delivery.id(),
          delivery.destination(),
          delivery.partition(),
          delivery.offset(),
          outcome.thrown());
    }
  }
}
