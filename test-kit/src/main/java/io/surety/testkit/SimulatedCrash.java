package io.surety.testkit;

/**
 * The process ended here, as far as the test is concerned: thrown out of the call that {@link
 * Faults} named. An error, so that no code that handles failures mistakes it for one.
 */
public final class SimulatedCrash extends Error {
  private static final long serialVersionUID = 1L;

  SimulatedCrash(String when) {
    super("the test kit was told to crash " + when);
  }
}
