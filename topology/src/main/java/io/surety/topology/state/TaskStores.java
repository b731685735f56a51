package io.surety.topology.state;

import io.surety.lifecycle.Message;
import io.surety.topology.CoreSettings;
import io.surety.topology.StoreNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The stores of a task, all in RocksDB and in a changelog. What changes a few times within a moment
 * is written when the transaction ends ({@link WriteBehindStore}).
 */
public final class TaskStores {
  /**
   * How long a deletion can be read in a changelog. Local state that was away for longer must not
   * be used again: it would bring back what was deleted meanwhile.
   */
  public static final Duration TOMBSTONES_KEPT = Duration.ofHours(6);

  /** Memory that rows of one store of one task take before they are written. */
  private static final long YOUNG_MAX_BYTES = 4 << 20;

  private TaskStores() {}

  /** Live messages by id, but for headers and payload. */
  public static StoreBuilder<WriteBehindStore<Message>> messages(CoreSettings settings) {
    return writtenBehind(
        StoreNames.MESSAGES,
        messageSerde(RecordSize.rowMaxBytes(settings)),
        RecordSize::inMemory,
        settings);
  }

  /** By id, the value of the prepare record as it was received. */
  public static StoreBuilder<WriteBehindStore<byte[]>> payloads(CoreSettings settings) {
    return writtenBehind(StoreNames.PAYLOADS, Serdes.ByteArray(), value -> value.length, settings);
  }

  /** Outcomes of finished messages by id, for a while; see {@link SettledMessages}. */
  public static StoreBuilder<WindowStore<String, Message>> settled(CoreSettings settings) {
    SettledWindows windows = SettledWindows.of(settings);
    return Stores.windowStoreBuilder(
            Stores.persistentWindowStore(
                StoreNames.SETTLED,
                Duration.ofMillis(windows.storeRetentionMs()),
                Duration.ofMillis(windows.windowMs()),
                false),
            Serdes.String(),
            settledSerde(RecordSize.rowMaxBytes(settings)))
        .withCachingDisabled()
        .withLoggingEnabled(changelog(settings));
  }

  private static <V> StoreBuilder<WriteBehindStore<V>> writtenBehind(
      String name, Serde<V> serde, WriteBehindStore.Weight<V> weight, CoreSettings settings) {
    StoreBuilder<KeyValueStore<String, V>> below =
        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), serde)
            .withCachingDisabled()
            .withLoggingEnabled(changelog(settings));
    return new WriteBehindBuilder<>(below, weight, YOUNG_MAX_BYTES);
  }

  private static Serde<Message> messageSerde(int rowMaxBytes) {
    return new RowSerde<>(message -> MessageRows.encode(message, rowMaxBytes), MessageRows::decode);
  }

  private static Serde<Message> settledSerde(int rowMaxBytes) {
    return new RowSerde<>(
        message -> MessageRows.encodeSettled(message, rowMaxBytes), MessageRows::decodeSettled);
  }

  /**
   * Rows live for seconds, so most of a changelog is soon of no use to a restore: compact early.
   * Tombstones stay for {@link #TOMBSTONES_KEPT}.
   */
  private static Map<String, String> changelog(CoreSettings settings) {
    Map<String, String> config = new HashMap<>();
    config.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 << 20));
    config.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");
    config.put(
        TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.toString(Duration.ofHours(1).toMillis()));
    config.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(TOMBSTONES_KEPT.toMillis()));
    // A record that the brokers find too far in the future would stop the stream thread.
    config.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE));
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(settings.recordMaxBytes()));
    return config;
  }
}
