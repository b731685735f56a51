package io.surety.topology.registry;

import io.surety.lifecycle.Policies;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.Subscription;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything registered at one moment. Immutable; every question of the rules is one look into a
 * map.
 */
public final class Registrations implements Policies {
  private final ProducerPolicy producerDefaults;
  private final Map<String, Entry.Producer> producers = new HashMap<>();
  private final Map<String, Entry.Destination> destinations = new HashMap<>();
  private final Map<String, List<Entry.Subscriber>> subscribers = new HashMap<>();
  private final Map<String, List<Subscription>> subscriptions = new HashMap<>();

  private Registrations(ProducerPolicy producerDefaults) {
    this.producerDefaults = producerDefaults;
  }

  static Registrations of(Collection<Entry> entries, ProducerPolicy producerDefaults) {
    Registrations all = new Registrations(producerDefaults);
    entries.forEach(entry -> entry.addTo(all));
    all.subscribers.replaceAll((destination, list) -> sorted(list));
    all.subscribers.forEach(
        (destination, list) ->
            all.subscriptions.put(
                destination, list.stream().map(Entry.Subscriber::subscription).toList()));
    return all;
  }

  void add(Entry.Producer producer) {
    producers.put(producer.registered().value().getName(), producer);
  }

  void add(Entry.Destination destination) {
    destinations.put(destination.registered().value().getTopic(), destination);
  }

  void add(Entry.Subscriber subscriber) {
    subscribers
        .computeIfAbsent(subscriber.subscription().destination(), topic -> new ArrayList<>())
        .add(subscriber);
  }

  @Override
  public ProducerPolicy producer(String name) {
    Entry.Producer producer = producers.get(name);
    return producer == null ? producerDefaults : producer.policy();
  }

  @Override
  public boolean isDestination(String topic) {
    return destinations.containsKey(topic);
  }

  @Override
  public OnNoSubscriber onNoSubscriber(String destination) {
    Entry.Destination registered = destinations.get(destination);
    return registered == null ? OnNoSubscriber.DEAD_LETTER : registered.onNoSubscriber();
  }

  @Override
  public List<Subscription> subscriptions(String destination) {
    return subscriptions.getOrDefault(destination, List.of());
  }

  /** The names of all destinations. */
  public Set<String> destinationTopics() {
    return Set.copyOf(destinations.keySet());
  }

  /** A producer, as it registered. */
  public Optional<Registered<ProducerRegistration>> producerRegistration(String name) {
    return Optional.ofNullable(producers.get(name)).map(Entry.Producer::registered);
  }

  /** A destination, as it was registered. */
  public Optional<Registered<DestinationRegistration>> destinationRegistration(String topic) {
    return Optional.ofNullable(destinations.get(topic)).map(Entry.Destination::registered);
  }

  /** A subscription, as the group registered it. */
  public Optional<Registered<SubscriptionRegistration>> subscriptionRegistration(
      String destination, String group) {
    return subscriptionRegistrations(destination).stream()
        .filter(registered -> registered.value().getGroup().equals(group))
        .findFirst();
  }

  /** Every producer, by name. */
  public List<Registered<ProducerRegistration>> producerRegistrations() {
    return producers.values().stream()
        .map(Entry.Producer::registered)
        .sorted(Comparator.comparing(registered -> registered.value().getName()))
        .toList();
  }

  /** Every destination, by name. */
  public List<Registered<DestinationRegistration>> destinationRegistrations() {
    return destinations.values().stream()
        .map(Entry.Destination::registered)
        .sorted(Comparator.comparing(registered -> registered.value().getTopic()))
        .toList();
  }

  /** The subscriptions of a destination, by group. */
  public List<Registered<SubscriptionRegistration>> subscriptionRegistrations(String destination) {
    return subscribers.getOrDefault(destination, List.of()).stream()
        .map(Entry.Subscriber::registered)
        .toList();
  }

  /** Every subscription, by destination and group. */
  public List<Registered<SubscriptionRegistration>> subscriptionRegistrations() {
    return subscribers.keySet().stream()
        .sorted()
        .flatMap(destination -> subscriptionRegistrations(destination).stream())
        .toList();
  }

  private static List<Entry.Subscriber> sorted(List<Entry.Subscriber> list) {
    return list.stream()
        .sorted(Comparator.comparing(subscriber -> subscriber.subscription().group()))
        .toList();
  }
}
