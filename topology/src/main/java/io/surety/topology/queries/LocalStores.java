package io.surety.topology.queries;

import io.surety.lifecycle.Message;
import io.surety.topology.CoreSettings;
import io.surety.topology.StoreNames;
import io.surety.topology.TaskProgress;
import io.surety.topology.state.SettledMessages;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/**
 * Reads the stores of the partitions that this instance processes.
 *
 * <p>A store that is being restored lacks messages, and Kafka Streams shows it for a moment all the
 * same. So a read counts only if the same run of the partition's task, which begins after the
 * restore, was there before and after it.
 */
final class LocalStores {
  private final KafkaStreams streams;
  private final TaskProgress progress;
  private final SettledMessages outcomes;

  LocalStores(KafkaStreams streams, TaskProgress progress, CoreSettings settings) {
    this.streams = streams;
    this.progress = progress;
    this.outcomes = new SettledMessages(settings);
  }

  /** A message that was found. */
  record Row(Message message, boolean isSettled) {}

  /**
   * The message, or empty if nothing is remembered of it.
   *
   * @throws NotHereException if the partition is not processed here, or did not stay so
   */
  Optional<Row> find(int partition, String id) throws NotHereException {
    return read(
        partition,
        () -> {
          // In this order: what leaves the one store is in the other before.
          Message live = messages(partition).get(id);
          return live != null ? Optional.of(new Row(live, false)) : settled(partition, id);
        });
  }

  /** The value of the message's prepare while it lives. */
  Optional<byte[]> prepare(int partition, String id) throws NotHereException {
    return read(
        partition,
        () -> {
          ReadOnlyKeyValueStore<String, byte[]> payloads =
              store(partition, StoreNames.PAYLOADS, QueryableStoreTypes.keyValueStore());
          return Optional.ofNullable(payloads.get(id));
        });
  }

  /** The message in a copy of the state, which may be behind; empty if there is nothing. */
  Optional<Row> findStale(int partition, String id) {
    try {
      ReadOnlyKeyValueStore<String, Message> copy =
          staleStore(partition, StoreNames.MESSAGES, QueryableStoreTypes.keyValueStore());
      Message live = copy.get(id);
      return live != null
          ? Optional.of(new Row(live, false))
          : settled(
              staleStore(partition, StoreNames.SETTLED, QueryableStoreTypes.windowStore()), id);
    } catch (InvalidStateStoreException e) {
      return Optional.empty();
    } catch (IllegalStateException e) {
      if (streams.state().isRunningOrRebalancing()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private Optional<Row> settled(int partition, String id) {
    return settled(store(partition, StoreNames.SETTLED, QueryableStoreTypes.windowStore()), id);
  }

  private Optional<Row> settled(ReadOnlyWindowStore<String, Message> store, String id) {
    long now = System.currentTimeMillis();
    return outcomes.find(store, id, now, now).map(message -> new Row(message, true));
  }

  /** Live messages of a partition; to be used within {@link #read}. */
  ReadOnlyKeyValueStore<String, Message> messages(int partition) {
    return store(partition, StoreNames.MESSAGES, QueryableStoreTypes.keyValueStore());
  }

  <R> R read(int partition, Supplier<R> reader) throws NotHereException {
    Optional<Object> before = progress.run(partition);
    if (before.isEmpty()) {
      throw new NotHereException();
    }
    try {
      R result = reader.get();
      if (!before.equals(progress.run(partition))) {
        throw new NotHereException();
      }
      return result;
    } catch (InvalidStateStoreException e) {
      throw new NotHereException();
    } catch (IllegalStateException e) {
      if (streams.state().isRunningOrRebalancing()) {
        throw e;
      }
      throw new NotHereException();
    }
  }

  private <S> S store(int partition, String name, QueryableStoreType<S> type) {
    return streams.store(StoreQueryParameters.fromNameAndType(name, type).withPartition(partition));
  }

  private <S> S staleStore(int partition, String name, QueryableStoreType<S> type) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(name, type)
            .withPartition(partition)
            .enableStaleStores());
  }

  /** The partition is not processed here now. */
  static final class NotHereException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
