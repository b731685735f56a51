package io.surety.bench.kafka;

import io.surety.bench.lab.Lab;
import io.surety.bench.load.Workload;
import io.surety.schemas.Codec;
import io.surety.schemas.RoutingKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * An idempotent producer of the load, acks=all, that tells who sent about its failures.
 * Thread-safe.
 */
public final class SignalWriter implements AutoCloseable {
  private static final int BATCH_BYTES = 65_536;

  private final Producer<byte[], byte[]> producer;
  private final Codec codec;
  private final Consumer<String> onFailure;

  /**
   * For these topics and no others: their leaders are known before the first send, since a send
   * from a callback would wait for them on the thread that brings them.
   *
   * @param onFailure is told when a record could not be written
   */
  public SignalWriter(
      Lab lab, Workload workload, Codec codec, List<String> topics, Consumer<String> onFailure) {
    Map<String, Object> config = lab.client();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, (int) workload.linger().toMillis());
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 * 1024 * 1024);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.codec = codec;
    this.onFailure = onFailure;
    topics.forEach(producer::partitionsFor);
  }

  /** Writes a signal about a message, keyed as it should be, and tells when it is acknowledged. */
  public void write(
      String topic, String messageId, SpecificRecord signal, Consumer<RecordMetadata> written) {
    write(new ProducerRecord<>(topic, keyOf(messageId), codec.encode(topic, signal)), written);
  }

  /** Writes a record, and tells when it is acknowledged. */
  public void write(ProducerRecord<byte[], byte[]> record, Consumer<RecordMetadata> written) {
    var unused =
        producer.send(
            record,
            (metadata, failure) -> {
              if (failure == null) {
                written.accept(metadata);
              } else {
                onFailure.accept("a record to " + record.topic() + " was not written: " + failure);
              }
            });
  }

  /** Returns when the broker has everything. */
  public void flush() {
    producer.flush();
  }

  private static byte[] keyOf(String messageId) {
    return RoutingKey.of(messageId).getBytes(StandardCharsets.UTF_8);
  }

  /** What is not written in two seconds is dropped. */
  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
