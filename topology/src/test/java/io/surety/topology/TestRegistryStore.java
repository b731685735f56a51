package io.surety.topology;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/** Stands where the registry's global store stands, and keeps nothing. */
final class TestRegistryStore implements RegistryStore {
  @Override
  public void addTo(Topology topology, String topic) {
    topology.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(StoreNames.REGISTRY),
                Serdes.Bytes(),
                Serdes.ByteArray())
            .withLoggingDisabled(),
        "from-registry",
        Serdes.Bytes().deserializer(),
        Serdes.ByteArray().deserializer(),
        topic,
        "registry-processor",
        () ->
            new Processor<Bytes, byte[], Void, Void>() {
              @Override
              public void process(Record<Bytes, byte[]> record) {}
            });
  }
}
