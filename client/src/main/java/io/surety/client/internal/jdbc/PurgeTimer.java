package io.surety.client.internal.jdbc;

import io.surety.client.internal.Threads;
import io.surety.client.internal.send.Sentences;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Purges again and again, on a daemon thread of its own, until it is closed. Says once when it
 * cannot, and goes on trying.
 */
public final class PurgeTimer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PurgeTimer.class);

  private final String table;
  private final Purge purge;
  private final ScheduledExecutorService thread;
  private boolean isFailing;

  private PurgeTimer(String table, Purge purge) {
    this.table = table;
    this.purge = purge;
    this.thread = Executors.newSingleThreadScheduledExecutor(Threads.daemons("purge-" + table));
  }

  /** Starts to purge, first after a part of the interval that differs between instances. */
  public static PurgeTimer start(String table, Purge purge, Duration interval) {
    PurgeTimer timer = new PurgeTimer(table, purge);
    long intervalMs = interval.toMillis();
    long firstMs = ThreadLocalRandom.current().nextLong(intervalMs);
    timer.thread.scheduleWithFixedDelay(timer::run, firstMs, intervalMs, TimeUnit.MILLISECONDS);
    return timer;
  }

  private void run() {
    try {
      purge.run();
      isFailing = false;
    } catch (Exception e) {
      if (!isFailing && !thread.isShutdown()) {
        LOG.warn("Cannot purge {}, and will try again: {}", table, Sentences.of(e));
      }
      isFailing = true;
    }
  }

  /** Ends it after the batch that is under way; does not wait. */
  @Override
  public void close() {
    purge.stop();
    // Not interrupted: that closes the files of an H2 database.
    thread.shutdown();
  }
}
