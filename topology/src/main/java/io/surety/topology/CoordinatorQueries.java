package io.surety.topology;

import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

  /** True if this instance owns the id, as far as it knows. Does not look for the message. */
  boolean owns(String messageId);

  /**
   * The value of the message's prepare record, as it was received, while the message lives here;
   * empty otherwise, and {@link #get} says why.
   */
  Optional<byte[]> prepare(String messageId);

  /**
   * The message as this instance's copy of somebody else's state has it: as it was a moment ago, or
   * longer if the state is being restored. Empty if there is no copy, or if the message is not in
   * it, which says nothing.
   */
  Optional<MessageView> standby(String messageId);

  /** Other instances that have a copy of the message's partition. */
  List<Answer.Elsewhere> standbys(String messageId);

  /** Every other instance that is known now. */
  List<Answer.Elsewhere> others();

  /** How many partitions there are, here and elsewhere. */
  int partitions();

  /** In which partition a message is. */
  int partitionOf(String messageId);

  /**
   * Looks through the live messages of this instance, one slice for each partition that is here.
   * Bounded: a slice ends after so many messages, so many looked at, or at the deadline, whichever
   * comes first, so it may be empty and have more beyond it.
   *
   * @throws BusyException if too many scans go on until the deadline
   */
  List<MessageSlice> scan(MessageScan wanted) throws BusyException;

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
