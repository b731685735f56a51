package io.surety.lifecycle.simulation;

/** What a group does with a record. */
enum Handling {
  CONSUME,
  FAIL,
  REJECT,
  /** Keeps it for later. */
  HOLD,
  /** Forgets it. */
  DROP
}
