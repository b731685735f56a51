package io.surety.lifecycle;

import java.util.List;

/** What is registered: the rules read it, they never change it. */
public interface Policies {

  /** What to do with a message that nobody subscribed to. */
  enum OnNoSubscriber {
    DEAD_LETTER,
    COMPLETE
  }

  /** The producer's policy, or {@link ProducerPolicy#DEFAULT} if it never registered. */
  ProducerPolicy producer(String name);

  /** True if the topic was registered as a destination. */
  boolean isDestination(String topic);

  /** What to do with a message to this destination that nobody subscribed to. */
  OnNoSubscriber onNoSubscriber(String destination);

  /** The subscriptions of a destination, in a stable order; empty if there are none. */
  List<Subscription> subscriptions(String destination);
}
