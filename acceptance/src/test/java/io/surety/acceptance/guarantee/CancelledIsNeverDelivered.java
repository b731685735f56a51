package io.surety.acceptance.guarantee;

/** What was cancelled in time reaches no destination. */
public final class CancelledIsNeverDelivered extends NeverDelivered {
  public CancelledIsNeverDelivered() {
    super(Intent.Decision.CANCELLED);
  }
}
