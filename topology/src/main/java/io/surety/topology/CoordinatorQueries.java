package io.surety.topology;

import io.surety.lifecycle.Status;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a coordinator knows. Changes nothing. Thread-safe. */
public interface CoordinatorQueries {

  /**
   * The message, or where to ask for it. Takes up to a second where nothing is found, because the
   * log is looked at first.
   */
  Answer get(String messageId);

  /**
   * The other instance that owns the id, to hand something over to; empty if this one does, or if
   * that is not known now. Does not look for the message.
   */
  Optional<Answer.Elsewhere> otherOwner(String messageId);

  /**
   * Live messages of this instance, a page at a time. Bounded: a page ends after so many messages,
   * or so many looked at, whichever comes first, so it may be empty and still have a next one.
   *
   * @param statuses only these; empty for all
   * @param limit at most so many, 1 to 1000
   * @param cursor {@link MessagePage#next} of the page before; empty for the first
   * @throws IllegalArgumentException if limit or cursor is not valid
   */
  MessagePage list(Set<Status> statuses, int limit, Optional<String> cursor);

  /** What a producer registered. */
  Optional<ProducerRegistration> producer(String name);

  /** A destination that is registered. */
  Optional<DestinationRegistration> destination(String topic);

  /** What a group registered for a destination. */
  Optional<SubscriptionRegistration> subscription(String destination, String group);

  /** Every registered producer, by name. */
  List<ProducerRegistration> producers();

  /** Every registered destination, by topic. */
  List<DestinationRegistration> destinations();

  /** Every subscription, by destination and group. */
  List<SubscriptionRegistration> subscriptions();

  /**
   * Waits until this instance has processed a record of a signal topic, so that a read after it
   * sees its effect.
   *
   * @param offset of the record, which has been acknowledged to its writer
   * @return false if it has not within the time, or if the partition belongs to another instance
   */
  boolean awaitProcessed(String topic, int partition, long offset, Duration timeout);

  /**
   * Waits until this instance's copy of the registry has a record of the registry topic.
   *
   * @param offset of the record, which has been acknowledged to its writer
   * @return false if it has not within the time
   */
  boolean awaitRegistered(int partition, long offset, Duration timeout);
}
