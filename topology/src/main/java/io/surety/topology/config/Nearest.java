package io.surety.topology.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody meant who mistyped a name. */
final class Nearest {
  private Nearest() {}

  /** The name that takes the fewest changes of one character; empty when there are no names. */
  static Optional<String> of(String typed, Collection<String> names) {
    return names.stream()
        .min(
            Comparator.<String>comparingInt(name -> changes(typed, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein's distance, row by row. */
  private static int changes(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[to.length()];
  }
}
