package io.surety.topology.state;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Rows by id that are written to RocksDB and the changelog when the transaction ends, and not each
 * time they change. A message changes four times within a moment, and most are over before the
 * transaction that began them is: of these nothing is written at all.
 *
 * <pre>
 * put, delete ─▶ young (objects) ──commit, or too many──▶ below (RocksDB and changelog)
 *        get ◀── young, else below
 * </pre>
 *
 * <p>What was written stays young for one more transaction, to be read: it is soon changed again.
 *
 * <p>A change that is not written belongs to the open transaction, as the changelog's records do:
 * after a crash neither is there, and the signals are read again. Kafka Streams calls {@link
 * #flushCache} before it commits.
 *
 * <p>Kafka Streams has a cache of its own, of bytes: it serializes each change, writes a deletion
 * of what was never written, and was measured to cost more than it saves.
 *
 * <p>Written by the stream thread; may be read by others at any time.
 */
public final class WriteBehindStore<V>
    extends WrappedStateStore<KeyValueStore<String, V>, String, V>
    implements ReadOnlyKeyValueStore<String, V> {
  /** About what a row takes without its value. */
  private static final int ROW_BYTES = 128;

  private final Weight<V> weight;
  private final long youngMax;
  private final Map<String, Young<V>> young = new ConcurrentHashMap<>();
  private long youngWeight;

  /** How much memory values take. */
  @FunctionalInterface
  interface Weight<V> {
    /** Written at once, so that what cannot be written fails where it came from. */
    long AT_ONCE = Long.MAX_VALUE;

    /** About so many bytes, or {@link #AT_ONCE}. */
    long of(V value);
  }

  /**
   * A row that has changed.
   *
   * @param value null for deleted
   * @param isBelow false if there is surely no row of this id below
   * @param isWritten true if the row below is the same
   */
  record Young<V>(@Nullable V value, boolean isBelow, boolean isWritten) {
    static <V> Young<V> deleted() {
      return new Young<>(null, true, false);
    }
  }

  /**
   * Over a store.
   *
   * @param youngMax bytes of young rows above which they are written earlier
   */
  WriteBehindStore(KeyValueStore<String, V> below, Weight<V> weight, long youngMax) {
    super(below);
    this.weight = weight;
    this.youngMax = youngMax;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    forget();
    super.init(context, root);
  }

  @Override
  @SuppressWarnings("NullAway") // Kafka's interface: null for nothing.
  public V get(String id) {
    Young<V> changed = young.get(id);
    return changed != null ? changed.value() : wrapped().get(id);
  }

  /** Writes the first row of an id of which {@link #get} has just told that there is none. */
  public void insert(String id, V value) {
    write(id, value, false);
  }

  /** Writes the row of an id, whether or not there is one. */
  public void put(String id, V value) {
    write(id, value, true);
  }

  /** Deletes the row of an id, if there is one. */
  public void delete(String id) {
    Young<V> known = young.get(id);
    if (known != null && !known.isBelow()) {
      young.remove(id);
      youngWeight -= weight(known);
    } else {
      keep(id, known, Young.deleted());
    }
  }

  private void write(String id, V value, boolean mayBeBelow) {
    Young<V> known = young.get(id);
    if (weight.of(value) == Weight.AT_ONCE) {
      wrapped().put(id, value);
      young.remove(id);
      youngWeight -= weight(known);
    } else {
      keep(id, known, new Young<>(value, known == null ? mayBeBelow : known.isBelow(), false));
    }
  }

  private void keep(String id, @Nullable Young<V> known, Young<V> next) {
    young.put(id, next);
    youngWeight += weight(next) - weight(known);
    if (youngWeight > youngMax) {
      flushCache();
    }
  }

  private long weight(@Nullable Young<V> row) {
    if (row == null) {
      return 0;
    }
    V value = row.value();
    return value == null ? ROW_BYTES : ROW_BYTES + weight.of(value);
  }

  /** Writes what has changed. A reader finds each row here or below, at any moment. */
  @Override
  public void flushCache() {
    youngWeight = 0;
    young.forEach(this::write);
    super.flushCache();
  }

  private void write(String id, Young<V> row) {
    V value = row.value();
    if (row.isWritten()) {
      young.remove(id);
    } else if (value == null) {
      wrapped().delete(id);
      young.remove(id);
    } else {
      wrapped().put(id, value);
      Young<V> written = new Young<>(value, true, true);
      young.put(id, written);
      youngWeight += weight(written);
    }
  }

  @Override
  public void clearCache() {
    forget();
    super.clearCache();
  }

  /** What is still young belonged to a transaction that was not committed. */
  @Override
  public void close() {
    forget();
    super.close();
  }

  private void forget() {
    young.clear();
    youngWeight = 0;
  }

  @Override
  public KeyValueIterator<String, V> range(@Nullable String from, @Nullable String to) {
    // The young ones first: what is written meanwhile is then in both, not in none.
    TreeMap<String, Young<V>> changed = new TreeMap<>(young);
    return new MergedRows<>(between(changed, from, to), below().range(from, to), false);
  }

  @Override
  public KeyValueIterator<String, V> reverseRange(@Nullable String from, @Nullable String to) {
    TreeMap<String, Young<V>> changed = new TreeMap<>(young);
    return new MergedRows<>(between(changed, from, to), below().reverseRange(from, to), true);
  }

  @Override
  public KeyValueIterator<String, V> all() {
    return range(null, null);
  }

  @Override
  public KeyValueIterator<String, V> reverseAll() {
    return reverseRange(null, null);
  }

  /** Of the rows below; the young ones are few. */
  @Override
  public long approximateNumEntries() {
    return wrapped().approximateNumEntries();
  }

  @SuppressWarnings("NullAway") // Kafka's interface: null for an open end.
  private ReadOnlyKeyValueStore<String, V> below() {
    return wrapped();
  }

  private static <V> TreeMap<String, Young<V>> between(
      TreeMap<String, Young<V>> rows, @Nullable String from, @Nullable String to) {
    if (from != null) {
      rows.headMap(from, false).clear();
    }
    if (to != null) {
      rows.tailMap(to, false).clear();
    }
    return rows;
  }
}
