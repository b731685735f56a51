package io.surety.topology;

import org.apache.kafka.streams.Topology;

/** Adds the global store that holds the registry. */
@FunctionalInterface
public interface RegistryStore {

  /**
   * Adds a global store named {@link StoreNames#REGISTRY} over this topic, and the processor that
   * maintains it.
   */
  void addTo(Topology topology, String topic);
}
