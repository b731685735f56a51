package io.surety.rest.signal;

import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.schemas.Codec;
import io.surety.schemas.RegistryKey;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.SubscriptionRegistration;
import io.surety.topology.CoordinatorQueries;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Registers and removes, and returns when it counts on every instance. Thread-safe. */
public final class Registering {
  private final String topic;
  private final Codec codec;
  private final SignalWriter writer;
  private final CoordinatorQueries queries;
  private final Duration waitMax;
  private final Duration stalenessMax;

  /**
   * @param topic the registry
   * @param waitMax how long to wait until this instance has read a registration
   * @param stalenessMax how old the other instances' copies can be when they decide
   */
  public Registering(
      String topic,
      Codec codec,
      SignalWriter writer,
      CoordinatorQueries queries,
      Duration waitMax,
      Duration stalenessMax) {
    this.topic = topic;
    this.codec = codec;
    this.writer = writer;
    this.queries = queries;
    this.waitMax = waitMax;
    this.stalenessMax = stalenessMax;
  }

  /** A topic to deliver to. */
  public void put(DestinationRegistration destination) {
    write(RegistryKey.destination(destination.getTopic()), destination);
  }

  /** A producer and how it is asked. */
  public void put(ProducerRegistration producer) {
    write(RegistryKey.producer(producer.getName()), producer);
  }

  /** A group: what is decided after this has returned is for it, whichever instance decides. */
  public void put(SubscriptionRegistration subscription) {
    String key = RegistryKey.subscription(subscription.getDestination(), subscription.getGroup());
    write(key, subscription);
  }

  /** Messages to this topic are refused from now on. */
  public void removeDestination(String topicName) {
    write(RegistryKey.destination(topicName), null);
  }

  /** The producer is asked by the defaults from now on. */
  public void removeProducer(String name) {
    write(RegistryKey.producer(name), null);
  }

  /** What is decided after this has returned is not for the group. */
  public void removeSubscription(String destination, String group) {
    write(RegistryKey.subscription(destination, group), null);
  }

  private void write(String key, @Nullable SpecificRecord record) {
    byte @Nullable [] value = record == null ? null : codec.encode(topic, record);
    LogPosition position = writer.write(topic, key, value);
    if (!queries.awaitRegistered(position.partition(), position.offset(), waitMax)) {
      throw notKnown("It is registered, but this server has not read it back yet; send it again.");
    }
    awaitOthers();
  }

  /**
   * Other instances are told by the log, too, and decide by copies that are not older than this.
   */
  private void awaitOthers() {
    try {
      TimeUnit.NANOSECONDS.sleep(stalenessMax.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notKnown("The server is stopping; send it again.");
    }
  }

  private static ProblemException notKnown(String detail) {
    return new ProblemException(Problem.of(ProblemCode.OUTCOME_UNKNOWN, detail).retryAfter(1_000));
  }
}
