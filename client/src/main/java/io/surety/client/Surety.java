package io.surety.client;

import java.util.Map;

/**
 * The client: a connection to a Kafka cluster on which a Surety coordinator runs.
 *
 * <pre>{@code
 * try (Surety surety = Surety.connect(Map.of("bootstrap.servers", "localhost:9092"))) {
 *   surety.publisher("order-service").send(Message.to("order-paid").key("42").build());
 * }
 * }</pre>
 *
 * <p>Everything goes through Kafka topics: the coordinator itself need not be reachable, or even
 * running, while messages are published. Thread-safe; make one for an application and share it.
 */
public interface Surety extends AutoCloseable {

  /**
   * Connects with the properties of a Kafka client ({@code bootstrap.servers}, {@code security.*},
   * …) and the {@code surety.*} keys of {@link SuretyClientConfig}.
   *
   * @throws IllegalArgumentException naming key, value and remedy, when a property is not valid
   * @throws StartException when the cluster cannot be reached, or a topic of the coordinator is
   *     missing or forbidden
   */
  static Surety connect(Map<String, ?> config) {
    return connect(SuretyClientConfig.of(config));
  }

  /**
   * As {@link #connect(Map)}.
   *
   * @throws StartException when the cluster cannot be reached, or a topic of the coordinator is
   *     missing or forbidden
   */
  static Surety connect(SuretyClientConfig config) {
    return KafkaSurety.connect(config);
  }

  /**
   * A publisher that answers no check-backs: for {@link Publisher#send}, or for a producer whose
   * check-backs are answered elsewhere. Registers nothing.
   *
   * @param producerName 1..249 characters of {@code [A-Za-z0-9._-]}
   * @throws IllegalArgumentException when the name is not legal
   */
  default Publisher publisher(String producerName) {
    return publisher(producerName, PublisherOptions.create());
  }

  /**
   * A publisher. With a check-back handler or a policy among the options, the producer is
   * registered with the coordinator (in place of an earlier registration), and check-backs are
   * answered from now until it is closed.
   *
   * @param producerName 1..249 characters of {@code [A-Za-z0-9._-]}; the same in all processes of a
   *     service, because any of them may be asked
   * @throws IllegalArgumentException when the name is not legal
   * @throws IllegalStateException when check-backs of this producer are answered here already
   * @throws StartException when the topic of the check-backs is missing or forbidden
   * @throws NotDoneException when the registration is not stored
   * @throws OutcomeUnknownException when the registration may be stored: call again
   */
  Publisher publisher(String producerName, PublisherOptions options);

  /**
   * Starts to describe a consumer.
   *
   * @param group the Kafka consumer group: 1..249 characters of {@code [A-Za-z0-9._-]}
   * @throws IllegalArgumentException when the name is not legal
   */
  ConsumerBuilder consumer(String group);

  /** The topics that messages may be delivered to. */
  Destinations destinations();

  /**
   * Ends the subscription of a group: messages that are decided after this returns are not for it,
   * and what it is still owed is given up. Stop its consumers first, since each start subscribes
   * again.
   *
   * @throws IllegalArgumentException when a name is not legal
   * @throws NotDoneException when the subscription is not removed
   * @throws OutcomeUnknownException when it may be removed: call again
   */
  void unsubscribe(String group, String destination);

  /**
   * Closes publishers and consumers as their own {@code close} does, all at the same time, then
   * waits for what is being sent, up to {@code surety.close.timeout.ms} for each of the two steps.
   * Later calls of their methods fail with {@link NotDoneException}. Idempotent.
   */
  @Override
  void close();
}
