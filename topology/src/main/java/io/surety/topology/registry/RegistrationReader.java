package io.surety.topology.registry;

import static io.surety.schemas.RegistryKey.DESTINATION;
import static io.surety.schemas.RegistryKey.PRODUCER;
import static io.surety.schemas.RegistryKey.SUBSCRIPTION;

import io.surety.lifecycle.Policies.OnNoSubscriber;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.RedeliveryPolicy;
import io.surety.lifecycle.Subscription;
import io.surety.lifecycle.TagFilter;
import io.surety.schemas.Codec;
import io.surety.schemas.Decoded;
import io.surety.schemas.Names;
import io.surety.schemas.RegistryKey;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.net.URI;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads and checks records of the registry. Thread-safe. */
final class RegistrationReader {
  private final Codec codec;
  private final ProducerPolicy producerDefaults;

  RegistrationReader(Codec codec, ProducerPolicy producerDefaults) {
    this.codec = codec;
    this.producerDefaults = producerDefaults;
  }

  /**
   * The registration.
   *
   * @throws InvalidRegistrationException when there is none in these bytes
   * @throws io.surety.schemas.registry.RegistryUnavailableException when the writer's schema cannot
   *     be had now
   */
  Entry read(String key, byte[] value, long at) throws InvalidRegistrationException {
    try {
      if (key.startsWith(PRODUCER)) {
        return producer(key, decode(ProducerRegistration.class, value), at);
      }
      if (key.startsWith(DESTINATION)) {
        return destination(key, decode(DestinationRegistration.class, value), at);
      }
      if (key.startsWith(SUBSCRIPTION)) {
        return subscription(key, decode(SubscriptionRegistration.class, value), at);
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidRegistrationException(String.valueOf(e.getMessage()));
    }
    throw new InvalidRegistrationException(
        "the key must start with " + List.of(PRODUCER, DESTINATION, SUBSCRIPTION));
  }

  private <T extends SpecificRecord> T decode(Class<T> type, byte[] value)
      throws InvalidRegistrationException {
    Decoded<T> decoded = codec.decode(type, value);
    String problem =
        decoded.fold(record -> "", malformed -> malformed.reason() + ": " + malformed.detail());
    return decoded
        .value()
        .orElseThrow(
            () ->
                new InvalidRegistrationException(
                    "the value is not a " + type.getSimpleName() + ", " + problem));
  }

  private Entry producer(String key, ProducerRegistration producer, long at)
      throws InvalidRegistrationException {
    checkKey(key, RegistryKey.producer(producer.getName()));
    checkUrl(producer.getCallbackUrl());
    return new Entry.Producer(new Registered<>(producer, at), policy(producer));
  }

  private ProducerPolicy policy(ProducerRegistration producer) {
    return new ProducerPolicy(
        or(producer.getCheckBackAfterMs(), producerDefaults.checkBackAfterMs()),
        or(producer.getCheckBackMaxDelayMs(), producerDefaults.maxDelayMs()),
        or(producer.getCheckBackBudget(), producerDefaults.budget()),
        or(producer.getCheckBackMaxAgeMs(), producerDefaults.maxAgeMs()),
        switch (producer.getOnExhausted()) {
          case UNRESOLVED -> ProducerPolicy.OnExhausted.UNRESOLVED;
          case ROLL_BACK -> ProducerPolicy.OnExhausted.ROLL_BACK;
        });
  }

  private static Entry destination(String key, DestinationRegistration destination, long at)
      throws InvalidRegistrationException {
    checkKey(key, RegistryKey.destination(destination.getTopic()));
    OnNoSubscriber onNoSubscriber =
        switch (destination.getOnNoSubscriber()) {
          case DEAD_LETTER -> OnNoSubscriber.DEAD_LETTER;
          case COMPLETE -> OnNoSubscriber.COMPLETE;
        };
    return new Entry.Destination(new Registered<>(destination, at), onNoSubscriber);
  }

  private static Entry subscription(String key, SubscriptionRegistration subscription, long at)
      throws InvalidRegistrationException {
    String destination = Names.DESTINATION.check(subscription.getDestination());
    String group = Names.GROUP.check(subscription.getGroup());
    checkKey(key, RegistryKey.subscription(destination, group));
    checkUrl(subscription.getCallbackUrl());
    return new Entry.Subscriber(
        new Registered<>(subscription, at),
        new Subscription(
            group,
            destination,
            TagFilter.parse(subscription.getTagFilter()),
            subscription.getAckTimeoutMs(),
            subscription.getProcessingTimeoutMs(),
            subscription.getConsumeCheck(),
            redelivery(subscription.getRedelivery())));
  }

  private static RedeliveryPolicy redelivery(io.surety.schemas.avro.RedeliveryPolicy policy) {
    return new RedeliveryPolicy(
        policy.getInitialMs(),
        policy.getMultiplier(),
        policy.getMaxMs(),
        policy.getJitter(),
        policy.getMaxAttempts(),
        policy.getStepsMs());
  }

  private static void checkKey(String key, String expected) throws InvalidRegistrationException {
    if (!key.equals(expected)) {
      throw new InvalidRegistrationException(
          "the value belongs under the key '" + expected + "'; write it there");
    }
  }

  private static void checkUrl(@Nullable String url) throws InvalidRegistrationException {
    if (url == null) {
      return;
    }
    URI parsed;
    try {
      parsed = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new InvalidRegistrationException("callbackUrl must be a URL, was '" + url + "'");
    }
    if (parsed.getHost() == null || !List.of("http", "https").contains(parsed.getScheme())) {
      throw new InvalidRegistrationException(
          "callbackUrl must start with http:// or https:// and a host, was '" + url + "'");
    }
  }

  private static long or(@Nullable Long value, long byDefault) {
    return value == null ? byDefault : value;
  }

  private static int or(@Nullable Integer value, int byDefault) {
    return value == null ? byDefault : value;
  }
}
