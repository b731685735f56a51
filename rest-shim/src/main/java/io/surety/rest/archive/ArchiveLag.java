package io.surety.rest.archive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the archive lags behind: the age of the oldest record that the sink has not committed.
 *
 * <p>Offsets alone do not tell, because the ends of transactions are offsets as well. So the next
 * record of each partition is looked for, after what the sink has committed. An answer is reused
 * for a moment. Thread-safe; one question to Kafka at a time.
 */
public final class ArchiveLag implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveLag.class);
  private static final long REUSED_MS = 1_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> config;
  private final String topic;
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile long askedAt;
  private volatile OptionalLong known = OptionalLong.empty();

  /**
   * Connects at the first question.
   *
   * @param kafka settings of Kafka clients
   * @param topic of archive records
   * @param group of the sink
   */
  public ArchiveLag(Map<String, Object> kafka, String topic, String group) {
    Map<String, Object> all = new HashMap<>(kafka);
    all.put("group.id", group);
    all.put("enable.auto.commit", false);
    all.put("isolation.level", "read_committed");
    all.put("auto.offset.reset", "earliest");
    all.put("max.poll.records", 50);
    all.put("max.partition.fetch.bytes", 1);
    all.put("fetch.max.wait.ms", 50);
    all.put("default.api.timeout.ms", (int) TIMEOUT.toMillis());
    all.put("request.timeout.ms", (int) TIMEOUT.toMillis());
    this.config = all;
    this.topic = topic;
  }

  /** The lag in ms; 0 when everything is in the archive, empty when it is not known now. */
  public OptionalLong ms(long now) {
    // Who comes while somebody else asks takes the answer of before, and does not queue.
    if (now - askedAt >= REUSED_MS && asking.tryLock()) {
      try {
        known = ask(now);
        askedAt = now;
      } finally {
        asking.unlock();
      }
    }
    return known;
  }

  private OptionalLong ask(long now) {
    try {
      KafkaConsumer<byte[], byte[]> open = consumer;
      if (open == null) {
        open =
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer = open;
      }
      return ask(open, now);
    } catch (KafkaException e) {
      LOG.debug("The lag of the archive is not known", e);
      disconnect();
      return OptionalLong.empty();
    }
  }

  private OptionalLong ask(KafkaConsumer<byte[], byte[]> open, long now) {
    List<TopicPartition> all = new ArrayList<>();
    open.partitionsFor(topic).forEach(p -> all.add(new TopicPartition(topic, p.partition())));
    Map<TopicPartition, @Nullable OffsetAndMetadata> committed = open.committed(new HashSet<>(all));
    Map<TopicPartition, Long> ends = open.endOffsets(all);
    open.assign(all);
    Set<TopicPartition> waiting = new HashSet<>();
    for (TopicPartition partition : all) {
      @Nullable OffsetAndMetadata offset = committed.get(partition);
      if (offset == null) {
        open.seekToBeginning(List.of(partition));
      } else {
        open.seek(partition, offset.offset());
      }
      if (open.position(partition) < ends.getOrDefault(partition, 0L)) {
        waiting.add(partition);
      }
    }
    return OptionalLong.of(oldest(open, waiting, ends, now));
  }

  /** Reads until each partition has shown a record, or that there is none before its end. */
  private static long oldest(
      KafkaConsumer<byte[], byte[]> open,
      Set<TopicPartition> waiting,
      Map<TopicPartition, Long> ends,
      long now) {
    long oldest = now;
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!waiting.isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        throw new KafkaException("the archive topic does not answer in time");
      }
      for (ConsumerRecord<byte[], byte[]> record : open.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (waiting.remove(partition)) {
          oldest = Math.min(oldest, record.timestamp());
        }
      }
      waiting.removeIf(partition -> open.position(partition) >= ends.getOrDefault(partition, 0L));
    }
    return now - oldest;
  }

  @Override
  public void close() {
    asking.lock();
    try {
      disconnect();
    } finally {
      asking.unlock();
    }
  }

  private void disconnect() {
    KafkaConsumer<byte[], byte[]> open = consumer;
    consumer = null;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }
}
