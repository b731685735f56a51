package io.surety.acceptance.guarantee;

import java.util.Map;

/**
 * What was meant to become of a message.
 *
 * @param decision what its producer (or an operator) decided
 * @param endings how each subscribed group ends with it; empty if it is not to be delivered
 */
public record Intent(Decision decision, Map<String, Ending> endings) {

  /** What was decided. */
  public enum Decision {
    CONFIRMED,
    ROLLED_BACK,
    CANCELLED
  }

  /**
   * How a group ends with a message.
   *
   * @param attempts attempts that its behaviour calls for
   * @param consumed true if the last one is consumed, false if it is rejected
   */
  public record Ending(int attempts, boolean consumed) {}

  public Intent {
    endings = Map.copyOf(endings);
  }
}
