package io.surety.topology.registry;

import io.surety.lifecycle.ProducerPolicy;
import io.surety.schemas.Codec;
import io.surety.topology.CoordinatorMetrics;
import io.surety.topology.RegistryStore;
import io.surety.topology.StoreNames;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * The global store over the registry. It is in memory: it is small, and read anew at each start.
 */
public final class GlobalRegistry implements RegistryStore, AutoCloseable {
  /** Names of the source and the processor; they are for ever. */
  static final String SOURCE = "registry-source";

  static final String PROCESSOR = "registry-processor";

  private final RegistrationReader reader;
  private final RegistryView view;
  private final CoordinatorMetrics metrics;
  private volatile boolean isClosed;

  /**
   * The store that fills a view.
   *
   * @param producerDefaults for fields that a registration leaves open
   */
  public GlobalRegistry(
      Codec codec, ProducerPolicy producerDefaults, RegistryView view, CoordinatorMetrics metrics) {
    this.reader = new RegistrationReader(codec, producerDefaults);
    this.view = view;
    this.metrics = metrics;
  }

  @Override
  public void addTo(Topology topology, String topic) {
    topology.addGlobalStore(
        Stores.timestampedKeyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(StoreNames.REGISTRY),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingDisabled(),
        SOURCE,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic,
        PROCESSOR,
        () -> new RegistryProcessor(reader, view, metrics, () -> isClosed));
  }

  /** Ends a wait for the schema registry, so that Kafka Streams can be closed. */
  @Override
  public void close() {
    isClosed = true;
  }
}
