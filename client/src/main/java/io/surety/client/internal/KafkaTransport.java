package io.surety.client.internal;

import io.surety.client.StartException;
import io.surety.client.SuretyClientConfig;
import io.surety.client.internal.intake.Crew;
import io.surety.client.internal.intake.KafkaCrew;
import io.surety.client.internal.intake.WorkSource;
import io.surety.client.internal.send.Callbacks;
import io.surety.client.internal.send.Needs;
import io.surety.client.internal.send.Outgoing;
import io.surety.client.internal.send.Sentences;
import io.surety.client.internal.send.SignalProducer;
import io.surety.client.internal.send.StartCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics of a Kafka cluster. Thread-safe. */
final class KafkaTransport implements Transport {
  private final SuretyClientConfig config;
  private final StartCheck startCheck;
  private final SignalProducer producer;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Threads.daemons("surety-timer"));
  private final Callbacks callbacks = Callbacks.onOwnThread();

  /**
   * @throws IllegalArgumentException when Kafka refuses the configuration
   */
  KafkaTransport(SuretyClientConfig config) {
    this.config = config;
    this.startCheck = new StartCheck(config.adminProperties());
    this.producer = create(() -> SignalProducer.open(config.producerProperties()));
  }

  @Override
  public void require(Needs needs, String remedy) {
    startCheck.require(needs, remedy);
  }

  @Override
  public void prime(List<String> topics) {
    try {
      producer.prime(topics);
    } catch (KafkaException e) {
      throw new StartException(
          "cannot reach all of "
              + topics
              + " at "
              + config.bootstrapServers()
              + ": "
              + Sentences.of(e),
          "Check that the brokers that lead their partitions run and can be reached.",
          e);
    }
  }

  @Override
  public CompletableFuture<Void> send(Outgoing outgoing) {
    return producer.send(outgoing);
  }

  @Override
  public Crew crew(Crew.Spec spec, WorkSource source) {
    Map<String, Object> properties = config.consumerProperties(spec.group(), spec.clientName());
    return new KafkaCrew(
        spec,
        create(
            () ->
                new KafkaConsumer<>(
                    properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())),
        source,
        config.closeTimeout());
  }

  @Override
  public ScheduledExecutorService timer() {
    return timer;
  }

  @Override
  public long elapsedMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public Callbacks callbacks() {
    return callbacks;
  }

  @Override
  public void close(Duration timeout) {
    timer.shutdownNow();
    producer.close(timeout);
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
