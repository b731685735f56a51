package io.surety.topology.registry;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Makes the clients of Kafka Streams and watches the consumer that reads the registry: when it
 * polls, everything it handed out before has been processed.
 */
public final class RegistryClients implements KafkaClientSupplier {
  private final KafkaClientSupplier others;
  private final RegistryView view;
  private final RegistryFreshness freshness;

  /**
   * Clients.
   *
   * @param others makes all clients but the global consumer
   */
  public RegistryClients(
      KafkaClientSupplier others, RegistryView view, RegistryFreshness freshness) {
    this.others = others;
    this.view = view;
    this.freshness = freshness;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return others.getAdmin(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return others.getProducer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return others.getConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return others.getRestoreConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return new Watched(config);
  }

  private final class Watched extends KafkaConsumer<byte[], byte[]> {
    Watched(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      // First what was processed shows, then it counts.
      view.endBatch();
      assignment().forEach(this::tell);
      return super.poll(timeout);
    }

    private void tell(TopicPartition partition) {
      try {
        freshness.position(partition, position(partition, Duration.ZERO));
      } catch (KafkaException e) {
        // Not known before the first fetch: the next poll will tell.
        return;
      }
    }
  }
}
