package io.surety.connectors.worker;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a connector again that has failed, at once and then ever less often. What makes a task
 * fail is a database that is away for longer than the sink tries, and that ends.
 */
final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final ConnectWorker worker;
  private final String connector;
  private Duration pause = FIRST_PAUSE;
  private long notBefore;

  Supervisor(ConnectWorker worker, String connector) {
    this.worker = worker;
    this.connector = connector;
  }

  /** Looks once. */
  void look(long nowNanos) {
    if (worker.isRunning(connector)) {
      if (nowNanos - notBefore > LONGEST_PAUSE.toNanos()) {
        pause = FIRST_PAUSE;
      }
      return;
    }
    if (worker.hasFailed(connector) && nowNanos - notBefore >= 0) {
      LOG.warn("{} has failed and is started again: {}", connector, worker.failures(connector));
      notBefore = nowNanos + pause.toNanos();
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
      worker.restartFailed(connector);
    }
  }
}
