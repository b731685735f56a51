package io.surety.lifecycle.testing;

import java.util.Locale;

/** Says in the build's output how much was tried: a number that drops is a test that shrank. */
public final class Tell {

  private Tell() {}

  public static void how(String what, Object... numbers) {
    System.out.println("[lifecycle] " + String.format(Locale.ROOT, what, numbers));
  }

  /** Seconds since a {@link System#nanoTime}. */
  public static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
