package io.surety.bench.surety;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server told at {@code /metrics}, at one time.
 *
 * @param samples every sample
 */
public record Metrics(List<Sample> samples) {
  public Metrics {
    samples = List.copyOf(samples);
  }

  /** A value with its name and labels. */
  public record Sample(String name, Map<String, String> labels, double value) {
    public Sample {
      labels = Map.copyOf(labels);
    }
  }

  /** Reads Prometheus' text format. */
  static Metrics parse(String text) {
    List<Sample> samples = new ArrayList<>();
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> samples.add(sample(line)));
    return new Metrics(samples);
  }

  /** {@code name{label="value",...} 12.0} */
  private static Sample sample(String line) {
    int space = line.lastIndexOf(' ');
    double value = number(line.substring(space + 1));
    String series = line.substring(0, space);
    int brace = series.indexOf('{');
    if (brace < 0) {
      return new Sample(series, Map.of(), value);
    }
    Map<String, String> labels = new HashMap<>();
    // No label of ours has a quote or a comma in its value.
    for (String pair : series.substring(brace + 1, series.lastIndexOf('}')).split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        labels.put(pair.substring(0, equals), pair.substring(equals + 2, pair.length() - 1));
      }
    }
    return new Sample(series.substring(0, brace), labels, value);
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** All values of this name together; 0 if there is none. */
  public double sum(String name) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** The largest value of this name; 0 if there is none. */
  public double max(String name) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .mapToDouble(Sample::value)
        .max()
        .orElse(0);
  }

  /** The values of this name that have this label, together. */
  public double sum(String name, String label, String labelValue) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> labelValue.equals(sample.labels().get(label)))
        .mapToDouble(Sample::value)
        .sum();
  }
}
