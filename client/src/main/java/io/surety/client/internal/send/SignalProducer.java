package io.surety.client.internal.send;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends records with one idempotent Kafka producer, acknowledged by all in-sync replicas.
 *
 * <p>Thread-safe.
 */
public final class SignalProducer implements Sender, AutoCloseable {
  private final Producer<String, byte[]> kafka;

  private SignalProducer(Producer<String, byte[]> kafka) {
    this.kafka = kafka;
  }

  /** A producer with these properties; it connects in the background. */
  public static SignalProducer open(Map<String, Object> properties) {
    return new SignalProducer(
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()));
  }

  /**
   * Fetches the metadata of topics, so that no later send has to wait for it: it would wait where
   * it is called, which may be Kafka's own I/O thread.
   *
   * @throws org.apache.kafka.common.KafkaException when it cannot be had
   */
  public void prime(List<String> topics) {
    topics.forEach(kafka::partitionsFor);
  }

  /** On Kafka's I/O thread. Blocks while buffers are full, up to {@code max.block.ms}. */
  @Override
  public CompletableFuture<Void> send(Outgoing outgoing) {
    PendingSend pending = new PendingSend(outgoing);
    try {
      kafka.send(outgoing.record(), pending);
    } catch (RuntimeException e) {
      pending.notAccepted(e);
    } finally {
      pending.returned();
    }
    return pending.result();
  }

  /** Waits for what is being sent, up to the timeout, and fails the rest. */
  public void close(Duration timeout) {
    kafka.close(timeout);
  }

  /** As {@link #close(Duration)}, with Kafka's default timeout. */
  @Override
  public void close() {
    kafka.close();
  }
}
