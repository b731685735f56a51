package io.surety.topology;

import static io.surety.lifecycle.Message.NEVER;

import io.surety.lifecycle.Signal;
import io.surety.topology.log.TaskLog;
import io.surety.topology.timers.DueTimers;
import io.surety.topology.timers.Resumption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One look at what is due. A timer is a signal like any other; it fires when its time has come,
 * when everything that was in the log when that was noticed has been processed, and while the
 * partition is known to be ours. At most so many, for at most so long; the rest comes next time.
 *
 * <p>Not only what was appended before the timer's time is waited for: after an outage, or under a
 * backlog, the answer may have come a little later, and be waiting as well.
 */
final class Ticker {
  private final SignalHandler handler;
  private final DueTimers timers;
  private final Resumption resumption;
  private final TaskLog log;
  private final CoreSettings settings;
  private final LongSupplier nanos;

  /** When it was noticed that something is due; {@code NEVER} while nothing is. */
  private long noticedAt = NEVER;

  Ticker(
      SignalHandler handler,
      DueTimers timers,
      Resumption resumption,
      TaskLog log,
      CoreSettings settings,
      LongSupplier nanos) {
    this.handler = handler;
    this.timers = timers;
    this.resumption = resumption;
    this.log = log;
    this.settings = settings;
    this.nanos = nanos;
  }

  /** Fires what is due at {@code now}, the same for all of them; returns how many fired. */
  int tick(long now) {
    if (!isDue(now)) {
      noticedAt = NEVER;
      return 0;
    }
    noticedAt = Math.min(noticedAt, now);
    // Asked for before it is known to be needed: it takes a moment.
    log.wantHorizon(resumption.isPending() ? Math.max(now, resumption.startedAt()) : now);
    if (!log.holdsLease()) {
      return 0;
    }
    int fired = fireAll(log.horizon(), now);
    if (timers.first() > noticedAt) {
      // What has come due since is noticed now.
      noticedAt = now;
    }
    return fired;
  }

  private int fireAll(long horizon, long now) {
    Budget budget = new Budget();
    int fired = 0;
    while (budget.lasts(fired) && (resume(horizon, now) || fire(horizon, now))) {
      fired++;
    }
    return fired;
  }

  /** True if something is due, whether or not it may fire. */
  boolean isDue(long now) {
    return resumption.isPending() || timers.first() <= now;
  }

  private boolean resume(long horizon, long now) {
    Optional<String> id = resumption.poll(horizon);
    if (id.isEmpty()) {
      return false;
    }
    boolean done = handler.fire(id.get(), new Signal.Resume(resumption.startedAt()), now);
    if (!done) {
      resumption.putBack(id.get());
    }
    return done;
  }

  private boolean fire(long horizon, long now) {
    if (horizon < noticedAt) {
      return false;
    }
    Optional<String> id = timers.poll(noticedAt);
    return id.isPresent() && handler.fire(id.get(), new Signal.Due(Math.min(now, horizon)), now);
  }

  private final class Budget {
    private final long end =
        nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(settings.tickBudgetMs());

    boolean lasts(int fired) {
      return fired < settings.timersPerTickMax() && nanos.getAsLong() - end < 0;
    }
  }
}
