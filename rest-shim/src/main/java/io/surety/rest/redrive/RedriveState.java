package io.surety.rest.redrive;

/** How far a job is. */
public enum RedriveState {
  /** Dead letters are being sent, or followed. */
  RUNNING,
  /** An operator holds it; what was sent is followed. */
  PAUSED,
  /** Too many failed, or the canary did; an operator can resume it. What was sent is followed. */
  STOPPED,
  /** An operator ended it; what was sent is followed. */
  CANCELLED,
  /** Every item has come to an end, and none failed. */
  COMPLETED,
  /** Every item has come to an end, and some failed. */
  COMPLETED_WITH_FAILURES;

  /** True if no operator can change it any more. */
  public boolean isFinal() {
    return switch (this) {
      case RUNNING, PAUSED, STOPPED -> false;
      case CANCELLED, COMPLETED, COMPLETED_WITH_FAILURES -> true;
    };
  }
}
