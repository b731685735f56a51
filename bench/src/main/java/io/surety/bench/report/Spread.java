package io.surety.bench.report;

import java.util.Collection;
import java.util.Locale;

/** Several measurements of one thing. */
public record Spread(double median, double min, double max) {

  /** Of at least one measurement. */
  public static Spread of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a spread needs at least one value");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** As in {@code 14,631 (12,204-15,565)}, with so many decimals. */
  public String text(int decimals) {
    String format = "%,." + decimals + "f";
    String text = String.format(Locale.ROOT, format, median);
    return min == max
        ? text
        : text + String.format(Locale.ROOT, " (" + format + "-" + format + ")", min, max);
  }
}
