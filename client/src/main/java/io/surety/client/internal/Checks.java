package io.surety.client.internal;

import java.time.Duration;

/** Checks of arguments that several types share. */
public final class Checks {
  private Checks() {}

  /**
   * The duration in ms.
   *
   * @throws IllegalArgumentException naming it, when it is less than 1 ms or too long to count
   */
  public static long positive(String name, Duration value) {
    long millis = millis(name, value);
    if (millis < 1) {
      throw new IllegalArgumentException(name + " must be >= 1 ms, was " + value);
    }
    return millis;
  }

  /**
   * The duration in ms.
   *
   * @throws IllegalArgumentException naming it, when it is negative or too long to count
   */
  public static long notNegative(String name, Duration value) {
    long millis = millis(name, value);
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must be >= 0, was " + value);
    }
    return millis;
  }

  private static long millis(String name, Duration value) {
    try {
      return value.toMillis();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          name + " must be a number of milliseconds that fits into 64 bits, was " + value, e);
    }
  }
}
