package io.surety.rest.callback;

/** What a producer can answer. */
enum Verdict {
  CONFIRM,
  ROLL_BACK,
  /** It cannot say; spends the budget. */
  UNKNOWN,
  /** Its local transaction is still open; spends nothing. */
  IN_PROGRESS
}
