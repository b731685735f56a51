package io.surety.acceptance.harness;

import io.surety.schemas.Codec;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.Receive;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A plain producer for signal topics: writes what it is told, in the order it is told, whether it
 * makes sense or not. Thread-safe.
 */
public final class SignalWriter implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final Topics topics;
  private final Codec codec;

  SignalWriter(Map<String, Object> client, Topics topics, Codec codec) {
    this(client, Map.of(), topics, codec);
  }

  SignalWriter(Map<String, Object> client, Map<String, Object> more, Topics topics, Codec codec) {
    Map<String, Object> config = new HashMap<>(client);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 * 1024 * 1024);
    config.putAll(more);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.topics = topics;
    this.codec = codec;
  }

  /** Writes a signal to the topic it belongs to, keyed as it should be. */
  public Future<RecordMetadata> write(SpecificRecord signal) {
    return write(signal, (metadata, failure) -> {});
  }

  /** The same, and tells when it is written. */
  public Future<RecordMetadata> write(SpecificRecord signal, Callback written) {
    String topic = topicOf(signal);
    byte[] key = RoutingKey.of(idOf(signal)).getBytes(StandardCharsets.UTF_8);
    return producer.send(new ProducerRecord<>(topic, key, codec.encode(topic, signal)), written);
  }

  /** Writes anything anywhere. */
  public Future<RecordMetadata> write(ProducerRecord<byte[], byte[]> record) {
    return producer.send(record);
  }

  /** Writes these and returns when the broker has them all. */
  public void writeAll(SpecificRecord... signals) {
    for (SpecificRecord signal : signals) {
      write(signal);
    }
    flush();
  }

  /** Returns when the broker has everything. */
  public void flush() {
    producer.flush();
  }

  /** The producer itself, for transactions. */
  public Producer<byte[], byte[]> producer() {
    return producer;
  }

  private String topicOf(SpecificRecord signal) {
    if (signal instanceof Prepare) {
      return topics.prepare();
    } else if (signal instanceof Decide) {
      return topics.confirm();
    } else if (signal instanceof Receive) {
      return topics.receive();
    } else if (signal instanceof Consume) {
      return topics.consume();
    }
    throw new IllegalArgumentException("not a signal: " + signal.getSchema().getFullName());
  }

  private static String idOf(SpecificRecord signal) {
    return (String) signal.get(signal.getSchema().getField("messageId").pos());
  }

  @Override
  public void close() {
    producer.close();
  }
}
