package io.surety.topology.queries;

import io.surety.topology.BusyException;
import io.surety.topology.MessageScan;
import io.surety.topology.MessageSlice;
import io.surety.topology.TaskProgress;
import io.surety.topology.queries.LocalStores.NotHereException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scans the partitions of this instance, a few at the same time at most: scans and stream threads
 * share processors and disks, and the stream threads come first. Thread-safe.
 */
final class LocalScans {
  private static final Logger LOG = LoggerFactory.getLogger(LocalScans.class);

  /** Rows that are looked at in one scan, over all partitions. */
  private static final int LOOKS_MAX = 20_000;

  private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final LocalStores stores;
  private final TaskProgress progress;
  private final Semaphore permits = new Semaphore(AT_ONCE, true);

  LocalScans(LocalStores stores, TaskProgress progress) {
    this.stores = stores;
    this.progress = progress;
  }

  List<MessageSlice> scan(MessageScan wanted) throws BusyException {
    enter(wanted.deadline());
    try {
      List<Integer> partitions = progress.partitions();
      int looksMax = LOOKS_MAX / Math.max(1, partitions.size());
      List<MessageSlice> slices = new ArrayList<>();
      for (int partition : partitions) {
        scan(partition, wanted, looksMax, slices);
      }
      return slices;
    } finally {
      permits.release();
    }
  }

  private void scan(int partition, MessageScan wanted, int looksMax, List<MessageSlice> slices) {
    long asOf = progress.asOf(partition);
    try {
      slices.add(
          stores.read(
              partition,
              () ->
                  new PartitionScan(partition, asOf, wanted, looksMax)
                      .of(stores.messages(partition))));
    } catch (NotHereException e) {
      LOG.debug("Partition {} left while it was scanned", partition);
    }
  }

  private void enter(long deadline) throws BusyException {
    try {
      if (!permits.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new BusyException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusyException();
    }
  }
}
