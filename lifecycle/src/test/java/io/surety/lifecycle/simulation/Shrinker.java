package io.surety.lifecycle.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Leaves out of a failing run what it does not need to fail (ddmin: Zeller and Hildebrandt,
 * "Simplifying and Isolating Failure-Inducing Input", 2002).
 */
public final class Shrinker {

  private static final int TRIES_MAX = 5_000;

  private Shrinker() {}

  /** A part of the list that still fails, and of which no single element can be left out. */
  public static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails) {
    List<T> smallest = failing;
    int chunk = Math.max(1, failing.size() / 2);
    int tries = 0;
    while (tries < TRIES_MAX) {
      boolean smaller = false;
      for (int from = 0; from < smallest.size() && tries < TRIES_MAX; tries++) {
        List<T> without = new ArrayList<>(smallest.subList(0, from));
        without.addAll(smallest.subList(Math.min(smallest.size(), from + chunk), smallest.size()));
        if (fails.test(without)) {
          smallest = without;
          smaller = true;
        } else {
          from += chunk;
        }
      }
      if (chunk == 1 && !smaller) {
        break;
      }
      chunk = Math.max(1, chunk / 2);
    }
    return smallest;
  }
}
