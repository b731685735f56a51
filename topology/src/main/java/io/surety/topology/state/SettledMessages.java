package io.surety.topology.state;

import io.surety.lifecycle.Message;
import io.surety.topology.CoreSettings;
import java.util.Optional;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStore;

/** Finds and keeps outcomes in the store {@code settled}. Thread-safe; holds no store. */
public final class SettledMessages {
  /** No message id is empty. */
  private static final String NOBODY = "";

  private final SettledWindows windows;

  /** For stores made with the same settings. */
  public SettledMessages(CoreSettings settings) {
    this.windows = SettledWindows.of(settings);
  }

  /**
   * The outcome of a message, if it finished within the retention.
   *
   * @param now time of the question, epoch ms
   * @param clock the time on the clock, epoch ms, which may be ahead of {@code now} while the log
   *     is being caught up with
   */
  public Optional<Message> find(
      ReadOnlyWindowStore<String, Message> store, String id, long now, long clock) {
    long time = Math.max(now, clock);
    long oldest = windows.oldestAt(time);
    for (long start = windows.newestAt(time); start >= oldest; start -= windows.windowMs()) {
      Message row = store.fetch(id, start);
      if (row != null) {
        return Optional.of(withId(id, row));
      }
    }
    return Optional.empty();
  }

  /**
   * Keeps the outcome of a finished message.
   *
   * @param clock the time on the clock, epoch ms
   */
  void put(WindowStore<String, Message> store, Message finished, long clock) {
    long time = Math.max(finished.settledAt(), clock);
    store.put(finished.id(), finished, windows.startOf(time));
  }

  /**
   * Writes something into a store that never had anything. Kafka Streams 4.3.1 keeps the offsets of
   * a window store in its segments; one without a segment has none, and for that the whole task is
   * declared corrupted when it starts again, and restored from the beginning.
   */
  void begin(WindowStore<String, Message> store, long clock) {
    try (KeyValueIterator<Windowed<String>, Message> rows = store.all()) {
      if (!rows.hasNext()) {
        put(store, Message.absent(NOBODY), clock);
      }
    }
  }

  /** A row that keeps only the outcome does not keep its id. */
  private static Message withId(String id, Message row) {
    return row.id().equals(id)
        ? row
        : Message.settled(
            id, row.status(), row.revision(), row.content(), row.reason(), row.settledAt());
  }
}
