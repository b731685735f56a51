package io.surety.topology.log;

import io.surety.schemas.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Makes the clients of Kafka Streams and watches them: the main consumers for the horizon, the
 * producers for the lease. Hand it to {@code KafkaStreams}, to {@code CoordinatorTopology}, and to
 * the {@link EndOffsetSampler}.
 *
 * <p>A consumer is made on one thread and used on another, its stream thread, which is known from
 * the first poll on. Thread-safe.
 */
public final class ObservedClients
    implements KafkaClientSupplier, TaskLogs, EndOffsetSampler.Reader {
  private final Topics topics;
  private final long sessionTimeoutMs;
  private final Map<Thread, ConsumerWatch> watches = new ConcurrentHashMap<>();

  /** For consumers of the signal topics with this session timeout. */
  public ObservedClients(Topics topics, long sessionTimeoutMs) {
    this.topics = topics;
    this.sessionTimeoutMs = sessionTimeoutMs;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new ObservedProducer(config, (begun, now) -> mine().lease().committed(begun, now));
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    ConsumerWatch watch = new ConsumerWatch(sessionTimeoutMs);
    return new ObservedConsumer(
        config,
        watch,
        () -> watches.put(Thread.currentThread(), watch),
        () -> watches.values().remove(watch));
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return plain(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return plain(config);
  }

  @Override
  public TaskLog open(int partition) {
    ConsumerWatch watch = mine();
    Map<String, PartitionHorizon> horizons = new HashMap<>();
    topics
        .signals()
        .forEach(topic -> horizons.put(topic, watch.restart(new TopicPartition(topic, partition))));
    return new ObservedLog(watch.lease(), horizons);
  }

  @Override
  public Set<TopicPartition> wanted() {
    Set<TopicPartition> wanted = new HashSet<>();
    watches.values().forEach(watch -> wanted.addAll(watch.wanted()));
    return wanted;
  }

  @Override
  public void sampled(TopicPartition partition, long time, long end) {
    watches.values().forEach(watch -> watch.sampled(partition, time, end));
  }

  private ConsumerWatch mine() {
    ConsumerWatch watch = watches.get(Thread.currentThread());
    if (watch == null) {
      throw new IllegalStateException(
          "thread '" + Thread.currentThread().getName() + "' has no main consumer that polled");
    }
    return watch;
  }

  private static Consumer<byte[], byte[]> plain(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
