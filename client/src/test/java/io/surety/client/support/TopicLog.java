package io.surety.client.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning, without a group. For one thread. */
public final class TopicLog implements AutoCloseable {
  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Entry> read = new ArrayList<>();

  TopicLog(Map<String, Object> clientConfig, String topic) {
    this.topic = topic;
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    this.consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** The records, once there are at least so many. */
  public List<Entry> await(int count) {
    return await(count, entry -> true);
  }

  /** The records that match, once there are at least so many of them. */
  public List<Entry> await(int count, Predicate<Entry> wanted) {
    Patience.await(topic + " has " + count).until(() -> matching(wanted).size() >= count);
    return matching(wanted);
  }

  /** The records up to the end that the topic has now. */
  public List<Entry> untilNow() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    Patience.await(topic + " is read to its end")
        .until(
            () -> {
              poll();
              return ends.entrySet().stream()
                  .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
    return List.copyOf(read);
  }

  private List<Entry> matching(Predicate<Entry> wanted) {
    poll();
    return read.stream().filter(wanted).toList();
  }

  private void poll() {
    consumer.poll(Duration.ofMillis(50)).forEach(record -> read.add(new Entry(record)));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
