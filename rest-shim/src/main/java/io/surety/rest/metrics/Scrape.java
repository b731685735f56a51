package io.surety.rest.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.surety.topology.counts.Histogram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One answer to Prometheus, while it is put together. Not thread-safe. */
final class Scrape {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final PrometheusTextFormatWriter WRITER = PrometheusTextFormatWriter.create();
  private static final String TOTAL = "_total";

  private final Map<Metric, List<CounterDataPointSnapshot>> counters = new EnumMap<>(Metric.class);
  private final Map<Metric, List<GaugeDataPointSnapshot>> gauges = new EnumMap<>(Metric.class);
  private final Map<Metric, List<HistogramDataPointSnapshot>> histograms =
      new EnumMap<>(Metric.class);

  /** A counter or a gauge, with the values of its labels in order. */
  void add(Metric metric, double value, String... labelValues) {
    Labels labels = labels(metric, labelValues);
    switch (metric.kind()) {
      case COUNTER ->
          points(counters, metric)
              .add(
                  CounterDataPointSnapshot.builder()
                      .value(Math.max(0, value))
                      .labels(labels)
                      .build());
      case GAUGE ->
          points(gauges, metric)
              .add(GaugeDataPointSnapshot.builder().value(value).labels(labels).build());
      case HISTOGRAM ->
          throw new IllegalArgumentException(metric + " must be given times, was " + value);
    }
  }

  /** A histogram, with the values of its labels in order. */
  void add(Metric metric, Histogram.Times times, String... labelValues) {
    if (metric.kind() != Metric.Kind.HISTOGRAM) {
      throw new IllegalArgumentException("metric must be a histogram, was " + metric);
    }
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    List<Long> bounds = Histogram.BOUNDS_MS;
    for (int i = 0; i < bounds.size(); i++) {
      buckets.bucket(bounds.get(i) / 1e3, times.counts().get(i));
    }
    buckets.bucket(Double.POSITIVE_INFINITY, times.counts().get(bounds.size()));
    points(histograms, metric)
        .add(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(times.sumSeconds())
                .labels(labels(metric, labelValues))
                .build());
  }

  /** In Prometheus' text format. */
  byte[] text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
    try {
      WRITER.write(out, snapshots());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }

  private MetricSnapshots snapshots() {
    List<MetricSnapshot> all = new ArrayList<>();
    counters.forEach((metric, points) -> all.add(counter(metric, points)));
    gauges.forEach((metric, points) -> all.add(gauge(metric, points)));
    histograms.forEach((metric, points) -> all.add(histogram(metric, points)));
    return new MetricSnapshots(all);
  }

  /** The library appends the ending of counters itself. */
  private static CounterSnapshot counter(Metric metric, List<CounterDataPointSnapshot> points) {
    String name = metric.metricName();
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder()
            .name(name.substring(0, name.length() - TOTAL.length()))
            .help(metric.help());
    points.forEach(counter::dataPoint);
    return counter.build();
  }

  private static GaugeSnapshot gauge(Metric metric, List<GaugeDataPointSnapshot> points) {
    GaugeSnapshot.Builder gauge =
        GaugeSnapshot.builder().name(metric.metricName()).help(metric.help());
    points.forEach(gauge::dataPoint);
    return gauge.build();
  }

  private static HistogramSnapshot histogram(
      Metric metric, List<HistogramDataPointSnapshot> points) {
    HistogramSnapshot.Builder histogram =
        HistogramSnapshot.builder().name(metric.metricName()).help(metric.help());
    points.forEach(histogram::dataPoint);
    return histogram.build();
  }

  private static <P> List<P> points(Map<Metric, List<P>> all, Metric metric) {
    return all.computeIfAbsent(metric, m -> new ArrayList<>());
  }

  private static Labels labels(Metric metric, String... values) {
    if (values.length != metric.labels().size()) {
      throw new IllegalArgumentException(
          metric + " needs values of " + metric.labels() + ", got " + values.length);
    }
    return Labels.of(metric.labels().toArray(new String[0]), values);
  }
}
