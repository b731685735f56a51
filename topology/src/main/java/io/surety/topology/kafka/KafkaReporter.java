package io.surety.topology.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Made by Kafka Streams and by each of its clients, all of which tell one {@link KafkaReadings}.
 */
public final class KafkaReporter implements MetricsReporter {
  /** The key, in the configuration of Kafka Streams, of the {@link KafkaReadings} to tell. */
  public static final String READINGS = "surety.kafka.readings";

  private KafkaReadings readings = new KafkaReadings();

  /** Made by Kafka. */
  public KafkaReporter() {}

  @Override
  public void configure(Map<String, ?> configs) {
    if (configs.get(READINGS) instanceof KafkaReadings shared) {
      readings = shared;
    }
  }

  @Override
  public void init(List<KafkaMetric> metrics) {
    metrics.forEach(readings::add);
  }

  @Override
  public void metricChange(KafkaMetric metric) {
    readings.add(metric);
  }

  @Override
  public void metricRemoval(KafkaMetric metric) {
    readings.remove(metric);
  }

  @Override
  public void close() {}
}
