package io.surety.topology;

import io.surety.topology.setup.FormatVersions;
import io.surety.topology.state.RocksMemory;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The configuration of Kafka Streams. What is passed through comes first, so that nobody can take
 * away by accident what the guarantees rest on.
 */
public final class StreamsProperties {
  /** The longest transaction: after a crash, its records hold up readers for so long. */
  public static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration POLL_INTERVAL_MAX = Duration.ofMinutes(2);

  private StreamsProperties() {}

  /** The properties for these settings. */
  public static Properties of(StreamsSettings settings, CoreSettings core) {
    Properties all = new Properties();
    all.putAll(defaults());
    all.putAll(settings.kafka());
    all.putAll(fixed(settings, core));
    return all;
  }

  /** What may be overridden: it changes speed, not meaning. */
  private static Map<String, Object> defaults() {
    return Map.of(
        StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
        64 * 1024,
        StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
        "lz4",
        // A commit flushes, so this is only the longest a full batch is waited for.
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
        50,
        // Blocked longer than a transaction may last, the transaction is lost anyway.
        StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG),
        5_000,
        CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
        "rebootstrap",
        // What will be the default in Kafka 5.0; without it every start warns.
        "processing.exception.handler.global.enabled",
        true);
  }

  private static Properties fixed(StreamsSettings settings, CoreSettings core) {
    Properties all = new Properties();
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    all.put(StreamsConfig.CLIENT_ID_CONFIG, FormatVersions.OURS.clientId(settings.applicationId()));
    all.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
    settings
        .applicationServer()
        .ifPresent(server -> all.put(StreamsConfig.APPLICATION_SERVER_CONFIG, server));
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.streamThreads());
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.replicationFactor());
    all.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, Math.max(-1, settings.maxTaskIdle().toMillis()));
    all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // The newer protocol answers queries for the owner of a key wrongly (KAFKA-20782, KAFKA-20887).
    all.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    all.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, LogAppendTimestamp.class.getName());
    all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.class.getName());
    all.put(RocksMemory.BYTES, settings.rocksDbMemoryBytes());
    consumer(all, core);
    producer(all, core);
    return all;
  }

  private static void consumer(Properties all, CoreSettings core) {
    int session = Math.toIntExact(core.sessionTimeoutMs());
    all.put(mainConsumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
    all.put(mainConsumer(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), session * 3 / 10);
    all.put(
        mainConsumer(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
        Math.toIntExact(Math.max(POLL_INTERVAL_MAX.toMillis(), core.sessionTimeoutMs())));
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    // A group that lost its offsets starts again at the beginning: the rules recognise repetitions.
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
  }

  private static void producer(Properties all, CoreSettings core) {
    all.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) TRANSACTION_TIMEOUT.toMillis());
    all.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        core.recordMaxBytes());
    all.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
  }

  private static String mainConsumer(String key) {
    return StreamsConfig.mainConsumerPrefix(key);
  }
}
