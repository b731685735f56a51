package io.surety.bench.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.bench.kafka.Signals;
import io.surety.bench.lab.Lab;
import io.surety.schemas.Headers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic, whose records are awaited one by one: an outbox forgets what has been sent. */
final class KafkaDestination implements Destination, AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final byte[] groups;

  /**
   * As the relay of the database writes.
   *
   * @param groups all that should have it, with commas in between
   */
  KafkaDestination(Lab lab, String topic, String groups) {
    Map<String, Object> config = lab.client();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 65_536);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 * 1024 * 1024);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
    this.groups = groups.getBytes(UTF_8);
  }

  @Override
  public void send(String messageId, String businessKey, String payload) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, businessKey.getBytes(UTF_8), payload.getBytes(UTF_8));
    record.headers().add(Headers.ID, messageId.getBytes(UTF_8));
    record.headers().add(Headers.ATTEMPT, "1".getBytes(UTF_8));
    record.headers().add(Headers.GROUPS, groups);
    record.headers().add(Headers.PRODUCER, Signals.PRODUCER.getBytes(UTF_8));
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(messageId + " was not written: " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
