package io.surety.topology.registry;

import io.surety.lifecycle.Policies.OnNoSubscriber;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.Subscription;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.SubscriptionRegistration;

/** A registration that was read and found right, with what the rules make of it. */
sealed interface Entry {
  void addTo(Registrations registrations);

  /** A producer. */
  record Producer(Registered<ProducerRegistration> registered, ProducerPolicy policy)
      implements Entry {
    @Override
    public void addTo(Registrations registrations) {
      registrations.add(this);
    }
  }

  /** A destination. */
  record Destination(Registered<DestinationRegistration> registered, OnNoSubscriber onNoSubscriber)
      implements Entry {
    @Override
    public void addTo(Registrations registrations) {
      registrations.add(this);
    }
  }

  /** A group that subscribed. */
  record Subscriber(Registered<SubscriptionRegistration> registered, Subscription subscription)
      implements Entry {
    @Override
    public void addTo(Registrations registrations) {
      registrations.add(this);
    }
  }
}
