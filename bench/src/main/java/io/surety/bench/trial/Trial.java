package io.surety.bench.trial;

import io.surety.bench.lab.Lab;
import io.surety.bench.lab.Usage;
import io.surety.bench.load.Generator;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import io.surety.bench.runner.Runner;
import io.surety.bench.runner.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A run of one runner: start, warm-up, windows, drain, check. */
public final class Trial {
  private final Lab lab;
  private final Workload workload;
  private final Plan plan;
  private final Consumer<String> progress;

  /**
   * Runs nothing yet.
   *
   * @param progress gets a line now and then
   */
  public Trial(Lab lab, Workload workload, Plan plan, Consumer<String> progress) {
    this.lab = lab;
    this.workload = workload;
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param run the how-manieth of this runner, from 1
   * @throws io.surety.bench.lab.LabException if it cannot start
   */
  public TrialResult run(Runner runner, int run) {
    Ledger ledger = new Ledger(workload, runner.tellsCompletion());
    say("%s, run %d: starting", runner.name(), run);
    try (Session session = runner.start(lab, workload, ledger)) {
      Generator generator = Generator.start(workload, ledger, session::begin);
      say("%s, run %d: warming up for %d s", runner.name(), run, plan.warmUp().toSeconds());
      warmUp(ledger);
      List<Window> windows = windows(ledger, session);
      generator.stop();
      Duration drain = drain(ledger);
      boolean isAllRead = session.awaitRead(plan.drain());
      List<String> faults = Check.of(workload, plan, ledger, windows, isAllRead);
      faults.forEach(fault -> say("  FAILED: %s", fault));
      return new TrialResult(
          runner.name(),
          run,
          windows,
          ledger.begun(),
          ledger.settled(),
          ledger.rolledBack(),
          ledger.deliveries(),
          ledger.duplicates(),
          ledger.violations(),
          drain,
          faults);
    }
  }

  /** Begins with the first settled message: what starts the first time takes long. */
  private void warmUp(Ledger ledger) {
    Stopwatch start = new Stopwatch();
    while (ledger.settled() == 0 && start.time().compareTo(plan.drain()) < 0) {
      LockSupport.parkNanos(10_000_000);
    }
    new Stopwatch().awaitTime(plan.warmUp());
  }

  private List<Window> windows(Ledger ledger, Session session) {
    List<Usage> usages = new ArrayList<>(lab.usages());
    usages.addAll(session.usages());
    usages.add(Usage.ofThis("load"));
    Meter meter = new Meter(ledger, usages);
    List<Window> windows = new ArrayList<>();
    for (int i = 1; i <= plan.windows(); i++) {
      Window window = meter.measure(plan.window(), plan.drain());
      windows.add(window);
      say(
          "  window %d of %d: %,.0f settled/s, %,d open, %.2f cores foreign",
          i, plan.windows(), window.settledPerSecond(), window.openAtEnd(), window.foreignCores());
    }
    return windows;
  }

  private Duration drain(Ledger ledger) {
    Stopwatch watch = new Stopwatch();
    while (ledger.open() > 0
        && ledger.failure().isEmpty()
        && watch.time().compareTo(plan.drain()) < 0) {
      LockSupport.parkNanos(10_000_000);
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

  private void say(String format, Object... arguments) {
    progress.accept(String.format(Locale.ROOT, format, arguments));
  }
}
