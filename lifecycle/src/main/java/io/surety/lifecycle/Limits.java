package io.surety.lifecycle;

/**
 * The times that are the coordinator's own, in ms.
 *
 * @param earlyTimeoutMs how long a signal waits for its prepare
 * @param unresolvedRetentionMs how long an unresolved message waits for a person
 * @param deadLetterRetentionMs how long a dead letter can be redriven
 * @param dispatchBackoffMinMs first pause after a destination refused a record
 * @param dispatchBackoffMaxMs longest such pause
 * @param deliveryRequestTimeoutMs when a due time that was written to the log and not read back is
 *     written again
 */
public record Limits(
    long earlyTimeoutMs,
    long unresolvedRetentionMs,
    long deadLetterRetentionMs,
    long dispatchBackoffMinMs,
    long dispatchBackoffMaxMs,
    long deliveryRequestTimeoutMs) {

  /** 10 min, 30 d, 30 d, 1 s, 30 s, 30 s. */
  public static final Limits DEFAULT =
      new Limits(600_000, 30 * 86_400_000L, 30 * 86_400_000L, 1_000, 30_000, 30_000);

  /** How many decisions wait for one prepare. */
  static final int EARLY_DECISIONS_MAX = 8;

  /** How many groups' signals wait for one prepare. */
  static final int EARLY_GROUPS_MAX = 64;

  /**
   * How far ahead of the known attempt a reported one can be. Attempts are ahead when a transaction
   * that made them was aborted; what is further ahead cannot have been made.
   */
  static final int ATTEMPTS_AHEAD_MAX = 100;

  /** The same for questions: a fold of the log without timers knows of none of them. */
  static final int CHECK_BACKS_AHEAD_MAX = 1_000_000;

  /** A group can put off its next attempt by at most this long: 30 days. */
  static final long RETRY_AFTER_MAX_MS = 30 * 86_400_000L;

  /**
   * How many ended attempts a delivery (with what happened between them), and how many questions a
   * message remembers; the oldest go first.
   */
  static final int HISTORY_MAX = 16;

  public Limits {
    positive("earlyTimeoutMs", earlyTimeoutMs);
    positive("unresolvedRetentionMs", unresolvedRetentionMs);
    positive("deadLetterRetentionMs", deadLetterRetentionMs);
    positive("dispatchBackoffMinMs", dispatchBackoffMinMs);
    positive("dispatchBackoffMaxMs", dispatchBackoffMaxMs);
    positive("deliveryRequestTimeoutMs", deliveryRequestTimeoutMs);
    if (dispatchBackoffMaxMs < dispatchBackoffMinMs) {
      throw new IllegalArgumentException(
          "dispatchBackoffMaxMs must be >= dispatchBackoffMinMs, was " + dispatchBackoffMaxMs);
    }
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be >= 1, was " + value);
    }
  }
}
