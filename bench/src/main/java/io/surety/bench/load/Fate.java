package io.surety.bench.load;

/** What the producer does with a message that it has prepared. */
public enum Fate {
  /** Confirms it. */
  CONFIRM,

  /** Rolls it back: nobody may ever see it. */
  ROLL_BACK,

  /** Says nothing, as if it had died, and confirms when it is asked. */
  LOST_CONFIRM
}
