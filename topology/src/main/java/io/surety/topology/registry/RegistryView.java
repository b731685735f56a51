package io.surety.topology.registry;

import io.surety.lifecycle.Policies;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * This instance's copy of the registry, as the rules and queries see it.
 *
 * <p>The thread of the global store changes it, record by record; others see a new {@link
 * #registrations snapshot} once all records that were read together are in it. How fresh it is,
 * {@link RegistryFreshness} knows. Thread-safe.
 */
public final class RegistryView implements Policies {
  private final ProducerPolicy producerDefaults;
  private final Map<String, Entry> entries = new HashMap<>();
  private final List<Consumer<Registrations>> listeners = new CopyOnWriteArrayList<>();
  private boolean isBatched;
  private boolean isChanged;
  private volatile Registrations current;

  /**
   * An empty registry.
   *
   * @param producerDefaults for producers that did not register
   */
  public RegistryView(ProducerPolicy producerDefaults) {
    this.producerDefaults = producerDefaults;
    this.current = Registrations.of(List.of(), producerDefaults);
  }

  /** Everything registered now; does not change. */
  public Registrations registrations() {
    return current;
  }

  @Override
  public ProducerPolicy producer(String name) {
    return current.producer(name);
  }

  @Override
  public boolean isDestination(String topic) {
    return current.isDestination(topic);
  }

  @Override
  public OnNoSubscriber onNoSubscriber(String destination) {
    return current.onNoSubscriber(destination);
  }

  @Override
  public List<Subscription> subscriptions(String destination) {
    return current.subscriptions(destination);
  }

  /** Tells every new snapshot, on the thread that reads the registry. */
  public void onChange(Consumer<Registrations> listener) {
    listeners.add(listener);
  }

  synchronized void put(String key, Entry entry) {
    entries.put(key, entry);
    changed();
  }

  synchronized void remove(String key) {
    if (entries.remove(key) != null) {
      changed();
    }
  }

  /** What was put or removed shows, now and at each later call, and no longer one by one. */
  synchronized void endBatch() {
    isBatched = true;
    publish();
  }

  private void changed() {
    isChanged = true;
    if (!isBatched) {
      publish();
    }
  }

  private void publish() {
    if (isChanged) {
      isChanged = false;
      current = Registrations.of(entries.values(), producerDefaults);
      listeners.forEach(listener -> listener.accept(current));
    }
  }
}
