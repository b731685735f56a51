package io.surety.client;

import io.surety.client.internal.Connection;
import io.surety.client.internal.consume.RunningSubscription;
import io.surety.client.internal.registry.Registry;
import io.surety.schemas.Names;
import io.surety.schemas.RegistryKey;
import java.util.ArrayList;
import java.util.List;

/** The client over a connection. Thread-safe. Not API: see {@link Surety#connect}. */
public final class KafkaSurety implements Surety {
  private final Connection connection;
  private final Registry registry;
  private final List<KafkaPublisher> publishers = new ArrayList<>();
  private final List<RunningSubscription> subscriptions = new ArrayList<>();

  private KafkaSurety(Connection connection) {
    this.connection = connection;
    this.registry = new Registry(connection);
  }

  static KafkaSurety connect(SuretyClientConfig config) {
    return over(Connection.open(config));
  }

  /** The client over a connection that is open; closes it in the end. */
  public static KafkaSurety over(Connection connection) {
    return new KafkaSurety(connection);
  }

  @Override
  public Publisher publisher(String producerName, PublisherOptions options) {
    Names.PRODUCER.check(producerName);
    synchronized (publishers) {
      if (options.answersCheckBacks() && isAnsweredHere(producerName)) {
        throw new IllegalStateException(
            "check-backs of producer '"
                + producerName
                + "' are answered here already; keep that"
                + " publisher and share it, or close it first");
      }
      KafkaPublisher publisher = KafkaPublisher.start(producerName, options, connection, registry);
      if (options.answersCheckBacks()) {
        publishers.removeIf(other -> !other.answersCheckBacks());
        publishers.add(publisher);
      }
      return publisher;
    }
  }

  private boolean isAnsweredHere(String producerName) {
    return publishers.stream()
        .anyMatch(other -> other.producer().equals(producerName) && other.answersCheckBacks());
  }

  @Override
  public ConsumerBuilder consumer(String group) {
    return new ConsumerBuilder(
        group, spec -> remember(RunningSubscription.start(spec, connection, registry)));
  }

  private Subscription remember(RunningSubscription subscription) {
    synchronized (subscriptions) {
      subscriptions.removeIf(other -> !other.isRunning());
      subscriptions.add(subscription);
    }
    if (connection.isClosing()) {
      subscription.close();
    }
    return subscription;
  }

  @Override
  public Destinations destinations() {
    return new KafkaDestinations(registry);
  }

  @Override
  public void unsubscribe(String group, String destination) {
    registry.writeAndSettle(RegistryKey.subscription(destination, group), null);
  }

  @Override
  public void close() {
    if (!connection.beginClose()) {
      return;
    }
    List<KafkaPublisher> answering = copy(publishers);
    List<RunningSubscription> consuming = copy(subscriptions);
    answering.forEach(KafkaPublisher::stop);
    consuming.forEach(RunningSubscription::stop);
    answering.forEach(KafkaPublisher::close);
    consuming.forEach(RunningSubscription::close);
    connection.close();
  }

  private static <T> List<T> copy(List<T> list) {
    synchronized (list) {
      return List.copyOf(list);
    }
  }
}
