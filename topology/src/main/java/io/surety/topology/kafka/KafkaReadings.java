package io.surety.topology.kafka;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * The metrics of Kafka Streams and its clients that are on the list, as long as they exist.
 * Thread-safe.
 */
public final class KafkaReadings {
  private static final Map<String, KafkaReading> LIST = list();

  private final Map<KafkaReading, Map<MetricName, KafkaMetric>> present =
      new EnumMap<>(KafkaReading.class);

  /** Of nothing yet; hand it to {@link KafkaReporter}. */
  public KafkaReadings() {
    for (KafkaReading reading : KafkaReading.values()) {
      present.put(reading, new ConcurrentHashMap<>());
    }
  }

  private static Map<String, KafkaReading> list() {
    Map<String, KafkaReading> list = new HashMap<>();
    for (KafkaReading reading : KafkaReading.values()) {
      list.put(key(reading.group(), reading.metric()), reading);
    }
    return Map.copyOf(list);
  }

  /**
   * What is read now, by the value of the reading's tag, or by "" where it has none. Empty while
   * there is no such metric, or none with a value.
   */
  public Map<String, Double> of(KafkaReading reading) {
    Map<String, Double> values = new TreeMap<>();
    metrics(reading)
        .forEach(
            (name, metric) -> {
              if (metric.metricValue() instanceof Number number
                  && !Double.isNaN(number.doubleValue())) {
                values.merge(tag(reading, name), number.doubleValue(), reading.fold()::of);
              }
            });
    return withoutOldNames(values);
  }

  void add(KafkaMetric metric) {
    KafkaReading reading = LIST.get(key(metric.metricName().group(), metric.metricName().name()));
    if (reading != null) {
      metrics(reading).put(metric.metricName(), metric);
    }
  }

  void remove(KafkaMetric metric) {
    KafkaReading reading = LIST.get(key(metric.metricName().group(), metric.metricName().name()));
    if (reading != null) {
      metrics(reading).remove(metric.metricName(), metric);
    }
  }

  private Map<MetricName, KafkaMetric> metrics(KafkaReading reading) {
    Map<MetricName, KafkaMetric> metrics = present.get(reading);
    if (metrics == null) {
      throw new IllegalStateException("no place for " + reading);
    }
    return metrics;
  }

  private static String tag(KafkaReading reading, MetricName name) {
    return reading.tag().map(tag -> value(name, tag)).orElse("");
  }

  /** A store is named by a tag that also says of which kind it is, as in rocksdb-state-id. */
  private static String value(MetricName name, String tag) {
    String exact = name.tags().get(tag);
    if (exact != null) {
      return exact;
    }
    return name.tags().entrySet().stream()
        .filter(other -> other.getKey().endsWith(tag + "-id"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** Kafka tells of topics with dots twice, once as it did before 4.0: with underscores. */
  private static Map<String, Double> withoutOldNames(Map<String, Double> byTopic) {
    Map<String, Double> named = new TreeMap<>(byTopic);
    byTopic.keySet().stream()
        .filter(topic -> topic.contains("."))
        .forEach(topic -> named.remove(topic.replace('.', '_')));
    return named;
  }

  private static String key(String group, String name) {
    return group + '/' + name;
  }
}
