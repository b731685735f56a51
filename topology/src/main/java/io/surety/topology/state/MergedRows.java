package io.surety.topology.state;

import io.surety.topology.state.WriteBehindStore.Young;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of two sources in the order of their ids: those that have changed, and those below, of which
 * each that has changed is left out. A row below is read when it is asked for and not before, since
 * one that cannot be read must fail alone. Not thread-safe.
 */
final class MergedRows<V> implements KeyValueIterator<String, V> {
  private final Iterator<Map.Entry<String, Young<V>>> changed;
  private final KeyValueIterator<String, V> below;
  private final boolean isDescending;
  private Map.@Nullable Entry<String, Young<V>> nextChanged;

  MergedRows(
      NavigableMap<String, Young<V>> changed,
      KeyValueIterator<String, V> below,
      boolean isDescending) {
    this.changed = (isDescending ? changed.descendingMap() : changed).entrySet().iterator();
    this.below = below;
    this.isDescending = isDescending;
    advance();
  }

  @Override
  public boolean hasNext() {
    skipDeleted();
    return nextChanged != null || below.hasNext();
  }

  @Override
  public String peekNextKey() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Map.Entry<String, Young<V>> first = nextChanged;
    return first != null && isFirst(first) ? first.getKey() : below.peekNextKey();
  }

  @Override
  @SuppressWarnings("NullAway") // What is deleted was skipped.
  public KeyValue<String, V> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Map.Entry<String, Young<V>> first = nextChanged;
    if (first == null || !isFirst(first)) {
      return below.next();
    }
    leaveOutBelow(first.getKey());
    advance();
    return KeyValue.pair(first.getKey(), first.getValue().value());
  }

  private void skipDeleted() {
    Map.Entry<String, Young<V>> first = nextChanged;
    while (first != null && first.getValue().value() == null && isFirst(first)) {
      leaveOutBelow(first.getKey());
      advance();
      first = nextChanged;
    }
  }

  private boolean isFirst(Map.Entry<String, Young<V>> row) {
    if (!below.hasNext()) {
      return true;
    }
    int order = row.getKey().compareTo(below.peekNextKey());
    return isDescending ? order >= 0 : order <= 0;
  }

  private void leaveOutBelow(String id) {
    if (below.hasNext() && below.peekNextKey().equals(id)) {
      try {
        below.next();
      } catch (IllegalStateException unreadable) {
        // It has been written anew: nobody needs to read it.
        return;
      }
    }
  }

  private void advance() {
    nextChanged = changed.hasNext() ? changed.next() : null;
  }

  @Override
  public void close() {
    below.close();
  }
}
