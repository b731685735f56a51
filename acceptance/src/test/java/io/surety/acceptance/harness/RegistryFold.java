package io.surety.acceptance.harness;

import io.surety.lifecycle.Policies;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.RedeliveryPolicy;
import io.surety.lifecycle.Subscription;
import io.surety.lifecycle.TagFilter;
import io.surety.schemas.Codec;
import io.surety.schemas.RegistryKey;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The policies that the registry topic holds at its end, read without the coordinator's code. */
final class RegistryFold implements Policies {
  private final Map<String, ProducerPolicy> producers = new TreeMap<>();
  private final Map<String, OnNoSubscriber> destinations = new TreeMap<>();
  private final Map<String, Map<String, Subscription>> subscriptions = new TreeMap<>();

  RegistryFold(Codec codec, List<ConsumerRecord<byte[], byte[]>> registry) {
    for (ConsumerRecord<byte[], byte[]> record : registry) {
      if (record.key() != null && record.value() != null) {
        add(codec, new String(record.key(), StandardCharsets.UTF_8), record.value());
      }
    }
  }

  private void add(Codec codec, String key, byte[] value) {
    if (key.startsWith(RegistryKey.PRODUCER)) {
      codec.decode(ProducerRegistration.class, value).value().ifPresent(this::add);
    } else if (key.startsWith(RegistryKey.DESTINATION)) {
      codec
          .decode(DestinationRegistration.class, value)
          .value()
          .ifPresent(
              destination ->
                  destinations.put(
                      destination.getTopic(),
                      OnNoSubscriber.valueOf(destination.getOnNoSubscriber().name())));
    } else if (key.startsWith(RegistryKey.SUBSCRIPTION)) {
      codec.decode(SubscriptionRegistration.class, value).value().ifPresent(this::add);
    }
  }

  private void add(ProducerRegistration producer) {
    ProducerPolicy byDefault = ProducerPolicy.DEFAULT;
    producers.put(
        producer.getName(),
        new ProducerPolicy(
            or(producer.getCheckBackAfterMs(), byDefault.checkBackAfterMs()),
            or(producer.getCheckBackMaxDelayMs(), byDefault.maxDelayMs()),
            producer.getCheckBackBudget() == null
                ? byDefault.budget()
                : producer.getCheckBackBudget(),
            or(producer.getCheckBackMaxAgeMs(), byDefault.maxAgeMs()),
            ProducerPolicy.OnExhausted.valueOf(producer.getOnExhausted().name())));
  }

  private void add(SubscriptionRegistration registered) {
    var redelivery = registered.getRedelivery();
    Subscription subscription =
        new Subscription(
            registered.getGroup(),
            registered.getDestination(),
            TagFilter.parse(registered.getTagFilter()),
            registered.getAckTimeoutMs(),
            registered.getProcessingTimeoutMs(),
            registered.getConsumeCheck(),
            new RedeliveryPolicy(
                redelivery.getInitialMs(),
                redelivery.getMultiplier(),
                redelivery.getMaxMs(),
                redelivery.getJitter(),
                redelivery.getMaxAttempts(),
                redelivery.getStepsMs()));
    subscriptions
        .computeIfAbsent(registered.getDestination(), any -> new TreeMap<>())
        .put(registered.getGroup(), subscription);
  }

  private static long or(@Nullable Long value, long otherwise) {
    return value == null ? otherwise : value;
  }

  @Override
  public ProducerPolicy producer(String name) {
    return producers.getOrDefault(name, ProducerPolicy.DEFAULT);
  }

  @Override
  public boolean isDestination(String topic) {
    return destinations.containsKey(topic);
  }

  @Override
  public OnNoSubscriber onNoSubscriber(String destination) {
    return destinations.getOrDefault(destination, OnNoSubscriber.DEAD_LETTER);
  }

  @Override
  public List<Subscription> subscriptions(String destination) {
    return new ArrayList<>(subscriptions.getOrDefault(destination, Map.of()).values());
  }
}
