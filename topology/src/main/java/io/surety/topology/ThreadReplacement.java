package io.surety.topology;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that ended with an exception, a few times. A fault that comes back again
 * and again is not mended by another thread: then the instance shuts down, and says so by its
 * health.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
  static final int REPLACEMENTS_MAX = 5;
  static final Duration WITHIN = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);

  private final LongSupplier nanoClock;
  private final Deque<Long> replacements = new ArrayDeque<>();

  ThreadReplacement(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
    long now = nanoClock.getAsLong();
    replacements.removeIf(at -> now - at > WITHIN.toNanos());
    if (isGlobal(Thread.currentThread())) {
      LOG.error("The registry cannot be read any more: the instance shuts down", exception);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (exception instanceof Error || replacements.size() >= REPLACEMENTS_MAX) {
      LOG.error(
          "A thread of the coordinator ended, {} before it within {}: the instance shuts down",
          replacements.size(),
          WITHIN,
          exception);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    replacements.add(now);
    LOG.error(
        "A thread of the coordinator ended and is replaced, {} of {} within {}",
        replacements.size(),
        REPLACEMENTS_MAX,
        WITHIN,
        exception);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /**
   * Kafka Streams cannot replace the thread that reads the registry: it would fail in trying, and
   * the instance would live on with a registry that grows old.
   */
  private static boolean isGlobal(Thread dying) {
    return dying.getName().endsWith("GlobalStreamThread");
  }
}
