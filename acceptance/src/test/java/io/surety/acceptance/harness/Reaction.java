package io.surety.acceptance.harness;

/** What a simulated consumer group does with a record that is for it. */
public enum Reaction {
  /** Reports received, then consumed. */
  CONSUME,
  /** Reports received, then failed. */
  FAIL,
  /** Reports received, then rejected. */
  REJECT,
  /** Reports received, and nothing more. */
  RECEIVE_ONLY,
  /** Reports nothing. */
  SILENT;

  /** Decides for a message and an attempt; the same record always gets the same answer. */
  @FunctionalInterface
  public interface Script {
    Reaction to(String id, int attempt);
  }
}
