package io.surety.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** Reads a topic from its beginning. */
final class Deliveries implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

  Deliveries(Map<String, Object> client, String topic) {
    Map<String, Object> config = new HashMap<>(client);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** The delivery of this attempt, once it is there. */
  ConsumerRecord<String, byte[]> of(String messageId, int attempt) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> find(messageId, attempt), Optional::isPresent)
        .orElseThrow();
  }

  /** Everything that is there now. */
  List<ConsumerRecord<String, byte[]>> all() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
    }
    return List.copyOf(seen);
  }

  static String header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  private Optional<ConsumerRecord<String, byte[]>> find(String messageId, int attempt) {
    consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
    return seen.stream()
        .filter(record -> header(record, "surety-id").equals(messageId))
        .filter(record -> header(record, "surety-attempt").equals(String.valueOf(attempt)))
        .findFirst();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
