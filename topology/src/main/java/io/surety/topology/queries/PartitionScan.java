package io.surety.topology.queries;

import io.surety.lifecycle.Message;
import io.surety.topology.MessageScan;
import io.surety.topology.MessageSlice;
import io.surety.topology.MessageView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the rows of one partition until it has found enough, has looked at enough, or the
 * time is up. Not thread-safe.
 */
final class PartitionScan {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionScan.class);

  /** Rows that are looked at even if the time is up, and between two looks at the clock. */
  private static final int STRIDE = 64;

  private final int partition;
  private final long asOf;
  private final MessageScan wanted;
  private final int looksMax;
  private final List<MessageView> found = new ArrayList<>();
  private int looks;
  private int unreadable;
  private Optional<String> lookedUpTo = Optional.empty();

  PartitionScan(int partition, long asOf, MessageScan wanted, int looksMax) {
    this.partition = partition;
    this.asOf = asOf;
    this.wanted = wanted;
    this.looksMax = looksMax;
  }

  MessageSlice of(ReadOnlyKeyValueStore<String, Message> store) {
    try (KeyValueIterator<String, Message> rows = rows(store)) {
      while (rows.hasNext()) {
        String id = rows.peekNextKey();
        Optional<Message> message = row(rows);
        if (id.equals(wanted.after())) {
          continue;
        }
        message
            .filter(wanted.filter())
            .ifPresent(match -> found.add(new MessageView(match, false, asOf)));
        looks++;
        if (isEnough()) {
          lookedUpTo = rows.hasNext() ? Optional.of(id) : Optional.empty();
          break;
        }
      }
    }
    return new MessageSlice(partition, asOf, found, lookedUpTo, unreadable);
  }

  private KeyValueIterator<String, Message> rows(ReadOnlyKeyValueStore<String, Message> store) {
    if (wanted.after().isEmpty()) {
      return wanted.isDescending() ? store.reverseAll() : store.all();
    }
    return wanted.isDescending()
        ? store.reverseRange(null, wanted.after())
        : store.range(wanted.after(), null);
  }

  private Optional<Message> row(KeyValueIterator<String, Message> rows) {
    try {
      return Optional.of(rows.next().value);
    } catch (IllegalStateException e) {
      LOG.warn("A row cannot be read and is not listed", e);
      unreadable++;
      return Optional.empty();
    }
  }

  private boolean isEnough() {
    return found.size() == wanted.limit()
        || looks >= looksMax
        || (looks % STRIDE == 0 && System.nanoTime() - wanted.deadline() > 0);
  }
}
