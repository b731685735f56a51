package io.surety.client;

import io.surety.client.internal.registry.Registry;
import io.surety.schemas.RegistryKey;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.OnNoSubscriber;

/** Registers destinations on the registry topic. */
final class KafkaDestinations implements Destinations {
  private final Registry registry;

  KafkaDestinations(Registry registry) {
    this.registry = registry;
  }

  @Override
  public void register(String topic) {
    register(topic, DestinationOptions.defaults());
  }

  @Override
  public void register(String topic, DestinationOptions options) {
    OnNoSubscriber onNoSubscriber =
        switch (options.onNoSubscriber()) {
          case DEAD_LETTER -> OnNoSubscriber.DEAD_LETTER;
          case COMPLETE -> OnNoSubscriber.COMPLETE;
        };
    registry.writeAndSettle(
        RegistryKey.destination(topic), new DestinationRegistration(topic, onNoSubscriber));
  }

  @Override
  public void unregister(String topic) {
    registry.writeAndSettle(RegistryKey.destination(topic), null);
  }
}
