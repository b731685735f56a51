package io.surety.client.internal;

import io.surety.client.StartException;
import io.surety.client.SuretyClientConfig;
import io.surety.client.internal.send.Callbacks;
import io.surety.client.internal.send.Reporter;
import io.surety.client.internal.send.Sentences;
import io.surety.client.internal.send.SignalProducer;
import io.surety.client.internal.send.TopicCheck;
import io.surety.schemas.Codec;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.Receive;
import io.surety.schemas.registry.RegistryRefusedException;
import io.surety.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What publishers and consumers of one client share. Thread-safe. */
public final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final SuretyClientConfig config;
  private final TopicCheck topicCheck;
  private final SignalProducer producer;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Threads.daemons("surety-timer"));
  private final Callbacks callbacks = new Callbacks();
  private final CountDownLatch closing = new CountDownLatch(1);

  private Connection(SuretyClientConfig config) {
    this.config = config;
    this.topicCheck = new TopicCheck(config.adminProperties());
    this.producer = create(() -> SignalProducer.open(config.producerProperties()));
  }

  /**
   * A connection whose topics are known to exist, and whose producer knows where they are.
   *
   * @throws StartException when they do not, or the cluster does not answer
   */
  public static Connection open(SuretyClientConfig config) {
    Connection connection = new Connection(config);
    try {
      connection.check();
      return connection;
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void check() {
    List<String> written = new ArrayList<>(topics().signals());
    written.add(topics().registry());
    requireTopics(written);
    try {
      producer.prime(written);
    } catch (KafkaException e) {
      throw new StartException(
          "cannot reach all of "
              + written
              + " at "
              + config.bootstrapServers()
              + ": "
              + Sentences.of(e),
          "Check that the brokers that lead their partitions run and can be reached.",
          e);
    }
    Map.of(
            topics().prepare(), Prepare.class,
            topics().confirm(), Decide.class,
            topics().receive(), Receive.class,
            topics().consume(), Consume.class)
        .forEach(this::registerSchema);
  }

  private void registerSchema(String topic, Class<? extends SpecificRecord> type) {
    try {
      codec().register(topic, type);
    } catch (RegistryRefusedException e) {
      throw new StartException(
          Sentences.of(e), "Register the schema by hand, or allow this client to.", e);
    } catch (RegistryUnavailableException e) {
      LOG.warn("Starts without the schema registry, which every reader can do: {}", e.getMessage());
    }
  }

  /**
   * Returns when these topics of the coordinator exist.
   *
   * @throws StartException naming those that do not, and the remedy
   */
  public void requireTopics(List<String> names) {
    topicCheck.require(
        names,
        "Start the coordinator once, which creates its topics, or correct surety.topic.prefix, now '"
            + topics().prefix()
            + "'.");
  }

  /**
   * Returns when a destination exists.
   *
   * @throws StartException when it does not
   */
  public void requireDestination(String topic) {
    topicCheck.require(List.of(topic), "Create the topic, or correct the destination.");
  }

  /**
   * A consumer of bytes; the caller closes it.
   *
   * @param name tells it from this client's other consumers
   * @throws IllegalArgumentException when Kafka refuses its configuration
   */
  public Consumer<byte[], byte[]> openConsumer(String group, String name) {
    Map<String, Object> properties = config.consumerProperties(group, name);
    return create(
        () ->
            new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  public SuretyClientConfig config() {
    return config;
  }

  public Topics topics() {
    return config.topics();
  }

  public Codec codec() {
    return config.codec();
  }

  public SignalProducer producer() {
    return producer;
  }

  /** Sends what must arrive. */
  public Reporter reporter() {
    return new Reporter(producer, timer);
  }

  /** Runs short things later. */
  public ScheduledExecutorService timer() {
    return timer;
  }

  public Callbacks callbacks() {
    return callbacks;
  }

  /** Returns true when the client closes, or false when so much time has passed. */
  public boolean awaitClosing(Duration timeout) throws InterruptedException {
    return closing.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether the client closes, or is closed. */
  public boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** Nothing waits any more for time to pass; false when that was so before. */
  public synchronized boolean beginClose() {
    boolean isFirst = !isClosing();
    closing.countDown();
    return isFirst;
  }

  /** Waits for what is being sent, up to the close timeout. */
  @Override
  public void close() {
    beginClose();
    timer.shutdownNow();
    producer.close(config.closeTimeout());
    callbacks.close();
  }

  private static <T> T create(Supplier<T> client) {
    try {
      return client.get();
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException(
          "Kafka refuses the configuration: " + Sentences.of(cause) + "; correct it", e);
    }
  }
}
