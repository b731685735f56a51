package io.surety.topology;

import io.surety.lifecycle.Policies;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Registrations that a test changes as it likes. */
final class TestPolicies implements Policies {
  private final Set<String> destinations = new HashSet<>();
  private final Map<String, List<Subscription>> subscriptions = new HashMap<>();
  private final Map<String, ProducerPolicy> producers = new HashMap<>();
  private OnNoSubscriber onNoSubscriber = OnNoSubscriber.DEAD_LETTER;
  private RuntimeException defect;

  TestPolicies subscribe(String destination, String... groups) {
    for (String group : groups) {
      subscribe(Subscription.of(group, destination));
    }
    return this;
  }

  TestPolicies subscribe(Subscription subscription) {
    destinations.add(subscription.destination());
    subscriptions
        .computeIfAbsent(subscription.destination(), d -> new ArrayList<>())
        .add(subscription);
    return this;
  }

  TestPolicies destination(String destination) {
    destinations.add(destination);
    return this;
  }

  TestPolicies unsubscribe(String destination, String group) {
    subscriptions.getOrDefault(destination, List.of()).removeIf(s -> s.group().equals(group));
    return this;
  }

  TestPolicies producer(String name, ProducerPolicy policy) {
    producers.put(name, policy);
    return this;
  }

  TestPolicies completeWithoutSubscriber() {
    onNoSubscriber = OnNoSubscriber.COMPLETE;
    return this;
  }

  /** From now on every question about a destination fails like a defect would; null ends that. */
  void failWith(RuntimeException defect) {
    this.defect = defect;
  }

  @Override
  public ProducerPolicy producer(String name) {
    return producers.getOrDefault(name, ProducerPolicy.DEFAULT);
  }

  @Override
  public boolean isDestination(String topic) {
    if (defect != null) {
      throw defect;
    }
    return destinations.contains(topic);
  }

  @Override
  public OnNoSubscriber onNoSubscriber(String destination) {
    return onNoSubscriber;
  }

  @Override
  public List<Subscription> subscriptions(String destination) {
    if (defect != null) {
      throw defect;
    }
    return List.copyOf(subscriptions.getOrDefault(destination, List.of()));
  }
}
