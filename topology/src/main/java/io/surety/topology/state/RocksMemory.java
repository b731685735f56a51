package io.surety.topology.state;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One budget for the block caches and write buffers of all stores of this process. Without it every
 * store of every partition may take 50 MB and 48 MB.
 *
 * @see <a
 *     href="https://kafka.apache.org/43/documentation/streams/developer-guide/memory-mgmt.html#rocksdb">Kafka
 *     Streams on bounding RocksDB</a>
 */
public final class RocksMemory implements RocksDBConfigSetter {
  /** The budget in bytes; the first store that is opened in a process decides. */
  public static final String BYTES = "surety.rocksdb.memory.bytes";

  private static final long DEFAULT_BYTES = 256L << 20;

  /** Share of the budget that write buffers may take. */
  private static final double WRITE_BUFFER_SHARE = 0.5;

  /** Index and filter blocks are pushed out last. */
  private static final double HIGH_PRIORITY_SHARE = 0.3;

  private static @Nullable Budget budget;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Budget shared = shared(configs);
    // Replacing the table config itself is refused by Streams, which measures the cache it knows.
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(shared.cache);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setWriteBufferManager(shared.writeBuffers);
    // Most first looks for an id find nothing, so filters pay on the last level, too.
    options.setOptimizeFiltersForHits(false);
    options.setTableFormatConfig(table);
  }

  /** The budget outlives every store: nothing to close. */
  @Override
  public void close(String storeName, Options options) {}

  private static synchronized Budget shared(Map<String, Object> configs) {
    Budget existing = budget;
    if (existing == null) {
      Object bytes = configs.get(BYTES);
      existing = new Budget(bytes == null ? DEFAULT_BYTES : Long.parseLong(bytes.toString()));
      budget = existing;
    }
    return existing;
  }

  private static final class Budget {
    final Cache cache;
    final WriteBufferManager writeBuffers;

    Budget(long bytes) {
      // A static of ours may be touched before Streams has opened a store.
      RocksDB.loadLibrary();
      cache = new LRUCache(bytes, -1, false, HIGH_PRIORITY_SHARE);
      writeBuffers = new WriteBufferManager((long) (bytes * WRITE_BUFFER_SHARE), cache);
    }
  }
}
