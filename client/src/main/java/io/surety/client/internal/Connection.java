package io.surety.client.internal;

import io.surety.client.Message;
import io.surety.client.StartException;
import io.surety.client.SuretyClientConfig;
import io.surety.client.internal.intake.Crew;
import io.surety.client.internal.intake.WorkSource;
import io.surety.client.internal.send.Callbacks;
import io.surety.client.internal.send.Needs;
import io.surety.client.internal.send.Reporter;
import io.surety.client.internal.send.Sender;
import io.surety.client.internal.send.Sentences;
import io.surety.schemas.Codec;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.Receive;
import io.surety.schemas.registry.RegistryRefusedException;
import io.surety.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What publishers and consumers of one client share. Thread-safe. */
public final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final SuretyClientConfig config;
  private final Transport transport;
  private final CountDownLatch closing = new CountDownLatch(1);

  private Connection(SuretyClientConfig config, Transport transport) {
    this.config = config;
    this.transport = transport;
  }

  /**
   * A connection whose topics are known to exist, and whose producer knows where they are.
   *
   * @throws StartException when they do not, or the cluster does not answer
   */
  public static Connection open(SuretyClientConfig config) {
    return open(config, new KafkaTransport(config));
  }

  /**
   * As {@link #open(SuretyClientConfig)}, over another transport.
   *
   * @throws StartException when the topics do not exist, or cannot be reached
   */
  public static Connection open(SuretyClientConfig config, Transport transport) {
    Connection connection = new Connection(config, transport);
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
    require(Needs.NONE.seeing(written));
    transport.prime(written);
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
   * Returns when these topics of the coordinator exist, and everything may be used.
   *
   * @throws StartException naming what is missing or forbidden, and the remedy
   */
  public void require(Needs needs) {
    transport.require(
        needs,
        "Start the coordinator once, which creates its topics, or correct surety.topic.prefix, now"
            + " '"
            + topics().prefix()
            + "'.");
  }

  /**
   * Returns when a destination exists and may be read in this group.
   *
   * @throws StartException when it does not
   */
  public void requireDestination(String topic, String group) {
    transport.require(
        Needs.NONE.reading(topic, group), "Create the topic, or correct the destination.");
  }

  /**
   * A reader of a topic, not started; the caller closes it.
   *
   * @throws IllegalArgumentException when Kafka refuses its configuration
   */
  public Crew crew(Crew.Spec spec, WorkSource source) {
    return transport.crew(spec, source);
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

  public Sender producer() {
    return transport;
  }

  /** Sends what must arrive. */
  public Reporter reporter() {
    return new Reporter(transport, transport.timer());
  }

  /** Runs short things later. */
  public ScheduledExecutorService timer() {
    return transport.timer();
  }

  /** A clock that does not jump, in ms: the one that {@link #timer} goes by. */
  public long elapsedMs() {
    return transport.elapsedMs();
  }

  /** The time before which a message is not to be delivered. */
  public Optional<Instant> deliverAt(Message message) {
    return transport.deliverAt(message);
  }

  public Callbacks callbacks() {
    return transport.callbacks();
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
    transport.close(config.closeTimeout());
  }
}
