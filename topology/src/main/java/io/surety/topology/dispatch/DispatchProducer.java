package io.surety.topology.dispatch;

import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.KafkaClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one producer of an instance, replaced when it cannot go on.
 *
 * <p>It never makes a caller wait: with {@code max.block.ms=0} a record for a topic that it does
 * not know yet comes back at once, and the topic is asked for in the background. Thread-safe.
 */
final class DispatchProducer {
  private static final Logger LOG = LoggerFactory.getLogger(DispatchProducer.class);

  private final Supplier<Producer<byte[], byte[]>> factory;
  private final Executor closer;
  private volatile Producer<byte[], byte[]> current;
  private boolean isClosed;

  DispatchProducer(Supplier<Producer<byte[], byte[]>> factory, Executor closer) {
    this.factory = factory;
    this.closer = closer;
    this.current = factory.get();
  }

  /** The settings of a producer that writes to destinations. */
  static Producer<byte[], byte[]> create(Map<String, Object> kafka, DispatchSettings settings) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 32 * 1024);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, requestTimeoutMs(settings));
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "surety-dispatch");
    config.putAll(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    config.put(ProducerConfig.LINGER_MS_CONFIG, settings.linger().toMillis());
    config.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        Math.toIntExact(settings.deliveryTimeout().toMillis()));
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, settings.recordMaxBytes());
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    // Only an upper limit: what is in flight is bounded before it comes here, and partly filled
    // batches need more room than their records.
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * settings.inFlightMaxBytes() + (64L << 20));
    // A topic that is forgotten for want of use would make its next record come back.
    config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(30).toMillis());
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static DispatchProducer of(CoordinatorConfig config, Executor closer) {
    Map<String, Object> kafka = config.kafka(KafkaClient.PRODUCER);
    DispatchSettings settings = config.dispatch();
    return new DispatchProducer(() -> create(kafka, settings), closer);
  }

  /** As {@link Producer#send}, but an exception always goes to the callback. */
  @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
  void send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    Producer<byte[], byte[]> producer = current;
    Callback watched =
        (metadata, e) -> {
          if (e != null && Failures.endsProducer(e)) {
            replace(producer, e);
          }
          callback.onCompletion(metadata, e);
        };
    try {
      producer.send(record, watched);
    } catch (RuntimeException e) {
      // Not sent, and the callback was not called: serializers, a closed producer, an interrupt.
      watched.onCompletion(null, e);
    }
  }

  /** True if the topic's partitions are known, so that a record will not come back; else asks. */
  boolean knows(String topic) {
    try {
      return !current.partitionsFor(topic).isEmpty();
    } catch (RuntimeException e) {
      LOG.debug("Topic {} is not known to the producer yet: {}", topic, e.getMessage());
      return false;
    }
  }

  private synchronized void replace(Producer<byte[], byte[]> ended, Exception cause) {
    if (isClosed || current != ended) {
      return;
    }
    LOG.warn("The producer to destinations cannot go on and is replaced", cause);
    current = factory.get();
    closer.execute(() -> ended.close(Duration.ZERO));
  }

  /** Sends what is on its way within this time, and no longer. */
  void close(Duration timeout) {
    last().close(timeout);
  }

  private synchronized Producer<byte[], byte[]> last() {
    isClosed = true;
    return current;
  }

  private static int requestTimeoutMs(DispatchSettings settings) {
    long most = settings.deliveryTimeout().minus(settings.linger()).toMillis();
    return Math.toIntExact(Math.min(5_000, most));
  }
}
