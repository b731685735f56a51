package io.surety.client;

/** The producer's answer to a check-back. */
public enum Verdict {
  /** The local transaction was committed: deliver the message. */
  CONFIRM,
  /** The local transaction was rolled back and can never be committed: drop the message. */
  ROLL_BACK,
  /** Cannot say: ask again later. A bounded number of these is accepted (default 15). */
  UNKNOWN,
  /** Still at work: ask again later. Spends nothing of that number. */
  IN_PROGRESS
}
