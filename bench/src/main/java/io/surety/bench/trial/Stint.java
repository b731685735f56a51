package io.surety.bench.trial;

import io.surety.bench.lab.Lab;
import io.surety.bench.lab.Usage;
import io.surety.bench.load.Generator;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import io.surety.bench.runner.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Load on a session for a while: warm-up, windows, and the end of every message that was begun. A
 * session can take several, one after the other.
 */
public final class Stint {
  private static final Duration POLL = Duration.ofMillis(10);

  /** At a fixed rate, after a warm-up at saturation: until the rate has found its way. */
  private static final Duration LEAD_MAX = Duration.ofSeconds(3);

  private final Lab lab;
  private final Session session;
  private final Ledger ledger;
  private final Plan plan;
  private final Consumer<String> progress;

  /** What a stint came to. */
  public record Result(List<Window> windows, Duration drain) {
    public Result {
      windows = List.copyOf(windows);
    }
  }

  /**
   * Begins nothing yet.
   *
   * @param progress gets a line now and then
   */
  public Stint(Lab lab, Session session, Ledger ledger, Plan plan, Consumer<String> progress) {
    this.lab = lab;
    this.session = session;
    this.ledger = ledger;
    this.plan = plan;
    this.progress = progress;
  }

  /** Warms up, counts, and drains. */
  public Result run(Workload workload) {
    if (!workload.isSaturation() && plan.isWarmUpAtSaturation()) {
      say("  warming up at saturation for %.1f s", plan.warmUp().toMillis() / 1e3);
      Generator hot = start(workload.withRate(0));
      awaitFirst(plan.warmUp());
      hot.stop();
      drain();
      return counted(start(workload), least(LEAD_MAX, plan.warmUp()));
    }
    say("  warming up for %.1f s", plan.warmUp().toMillis() / 1e3);
    return counted(start(workload), plan.warmUp());
  }

  private Generator start(Workload workload) {
    return Generator.start(workload, ledger, session::begin);
  }

  private Result counted(Generator generator, Duration lead) {
    awaitFirst(lead);
    List<Window> windows = new ArrayList<>();
    Meter meter = meter();
    for (int i = 1; i <= plan.windows(); i++) {
      Window window = meter.measure(plan.window(), plan.drain());
      windows.add(window);
      say(
          "  window %d of %d: %,.0f settled/s, %,d open, %.2f cores foreign",
          i, plan.windows(), window.settledPerSecond(), window.openAtEnd(), window.foreignCores());
    }
    generator.stop();
    return new Result(windows, drain());
  }

  private Meter meter() {
    List<Usage> usages = new ArrayList<>(lab.usages());
    usages.addAll(session.usages());
    usages.add(Usage.ofThis("load"));
    return new Meter(ledger, usages);
  }

  /** The time begins with the next settled message: what starts the first time takes long. */
  private void awaitFirst(Duration lead) {
    long before = ledger.settled();
    Stopwatch start = new Stopwatch();
    while (ledger.settled() == before && start.time().compareTo(plan.drain()) < 0) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    new Stopwatch().awaitTime(lead);
  }

  /** Waits for what is open, as long as the plan allows. */
  public Duration drain() {
    Stopwatch watch = new Stopwatch();
    while (ledger.open() > 0
        && ledger.failure().isEmpty()
        && watch.time().compareTo(plan.drain()) < 0) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    Duration time = watch.time();
    say(
        "  drained in %.1f s: %,d begun, %,d settled, %,d rolled back, %,d open",
        time.toMillis() / 1e3,
        ledger.begun(),
        ledger.settled(),
        ledger.rolledBack(),
        ledger.open());
    return time;
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void say(String format, Object... arguments) {
    progress.accept(String.format(Locale.ROOT, format, arguments));
  }
}
