package io.surety.bench.kafka;

import io.surety.bench.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A {@code read_committed} consumer of a whole topic in a thread of its own, from the first record
 * on. With a group it commits its position every five seconds, as consumers do.
 */
public final class TopicReader implements AutoCloseable {
  private final Lab lab;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions = new ArrayList<>();
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final Consumer<ConsumerRecord<byte[], byte[]>> receiver;
  private final Consumer<String> onFailure;
  private final Thread thread;
  private volatile boolean closing;

  /**
   * Begins at once.
   *
   * @param group commits its position; empty: none is committed
   * @param onFailure is told what the receiver threw; the thread has ended then
   */
  public TopicReader(
      Lab lab,
      String topic,
      Optional<String> group,
      Consumer<ConsumerRecord<byte[], byte[]>> receiver,
      Consumer<String> onFailure) {
    this.lab = lab;
    this.receiver = receiver;
    this.onFailure = onFailure;
    Map<String, Object> config = lab.client();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, group.isPresent());
    group.ifPresent(name -> config.put(ConsumerConfig.GROUP_ID_CONFIG, name));
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer
        .partitionsFor(topic)
        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread = new Thread(this::run, "read-" + topic);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!closing) {
        consumer.poll(Duration.ofMillis(200)).forEach(receiver);
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
      }
    } catch (WakeupException | InterruptException e) {
      // Closed.
    } catch (RuntimeException e) {
      onFailure.accept("the reader of " + partitions.get(0).topic() + " ended: " + e);
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }
  }

  /** Returns when the receiver has had everything that was committed when this was called. */
  public boolean awaitRead(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    Map<TopicPartition, Long> ends = ends();
    while (!ends.entrySet().stream()
        .allMatch(e -> positions.getOrDefault(e.getKey(), 0L) >= e.getValue())) {
      if (System.nanoTime() > end || !thread.isAlive()) {
        return false;
      }
      LockSupport.parkNanos(10_000_000);
    }
    return true;
  }

  private Map<TopicPartition, Long> ends() {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    lab.get(
            lab.admin()
                .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all())
        .forEach((partition, found) -> ends.put(partition, found.offset()));
    return ends;
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
