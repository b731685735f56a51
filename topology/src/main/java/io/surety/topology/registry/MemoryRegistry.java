package io.surety.topology.registry;

import io.surety.lifecycle.ProducerPolicy;
import io.surety.schemas.Codec;
import org.jspecify.annotations.Nullable;

/**
 * A registry without a topic, for a coordinator in memory: what is written counts at once. Reads
 * and checks registrations as the topic's reader does. Thread-safe.
 */
public final class MemoryRegistry {
  private final RegistrationReader reader;
  private final RegistryView view;

  /**
   * An empty registry.
   *
   * @param producerDefaults for producers that did not register, and for fields that a registration
   *     leaves open
   */
  public MemoryRegistry(Codec codec, ProducerPolicy producerDefaults) {
    this.reader = new RegistrationReader(codec, producerDefaults);
    this.view = new RegistryView(producerDefaults);
  }

  /** What the rules read. */
  public RegistryView view() {
    return view;
  }

  /**
   * Takes a record of the registry.
   *
   * @param key as {@link io.surety.schemas.RegistryKey} makes it
   * @param value the encoded registration; null to remove it
   * @param at epoch ms
   * @throws IllegalArgumentException when it is not a registration; what was registered before
   *     stays
   */
  public void write(String key, byte @Nullable [] value, long at) {
    if (value == null) {
      view.remove(key);
      return;
    }
    try {
      view.put(key, reader.read(key, value, at));
    } catch (InvalidRegistrationException e) {
      throw new IllegalArgumentException("registration '" + key + "': " + e.getMessage(), e);
    }
  }
}
