package io.surety.acceptance.guarantee;

/** What was rolled back reaches no destination. */
public final class RolledBackIsNeverDelivered extends NeverDelivered {
  public RolledBackIsNeverDelivered() {
    super(Intent.Decision.ROLLED_BACK);
  }
}
