package io.surety.topology.state;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Status;
import io.surety.topology.CoreSettings;
import io.surety.topology.rows.RowMode;
import io.surety.topology.rows.RowReason;
import io.surety.topology.rows.RowStatus;
import io.surety.topology.rows.SettledRow;
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
      ReadOnlyWindowStore<String, SettledRow> store, String id, long now, long clock) {
    long time = Math.max(now, clock);
    long oldest = windows.oldestAt(time);
    for (long start = windows.newestAt(time); start >= oldest; start -= windows.windowMs()) {
      SettledRow row = store.fetch(id, start);
      if (row != null) {
        return Optional.of(message(id, row));
      }
    }
    return Optional.empty();
  }

  /**
   * Keeps the outcome of a finished message.
   *
   * @param clock the time on the clock, epoch ms
   */
  void put(WindowStore<String, SettledRow> store, Message finished, long clock) {
    long time = Math.max(finished.settledAt(), clock);
    store.put(finished.id(), row(finished), windows.startOf(time));
  }

  /**
   * Writes something into a store that never had anything. Kafka Streams 4.3.1 keeps the offsets of
   * a window store in its segments; one without a segment has none, and for that the whole task is
   * declared corrupted when it starts again, and restored from the beginning.
   */
  void begin(WindowStore<String, SettledRow> store, long clock) {
    try (KeyValueIterator<Windowed<String>, SettledRow> rows = store.all()) {
      if (!rows.hasNext()) {
        put(store, Message.absent(NOBODY), clock);
      }
    }
  }

  private static SettledRow row(Message finished) {
    Content content = finished.content();
    return new SettledRow(
        RowStatus.valueOf(finished.status().name()),
        finished.revision(),
        content.digest(),
        RowMode.valueOf(content.mode().name()),
        content.isPresent(),
        RowReason.valueOf(finished.reason().name()),
        finished.settledAt());
  }

  private static Message message(String id, SettledRow row) {
    Content content =
        row.getHasContent()
            ? Content.remembered(row.getDigest(), Mode.valueOf(row.getMode().name()))
            : Content.NONE;
    return Message.settled(
        id,
        Status.valueOf(row.getStatus().name()),
        row.getRevision(),
        content,
        Reason.valueOf(row.getReason().name()),
        row.getSettledAt());
  }
}
