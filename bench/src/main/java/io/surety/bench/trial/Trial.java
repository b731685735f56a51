package io.surety.bench.trial;

import io.surety.bench.lab.Lab;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import io.surety.bench.runner.Runner;
import io.surety.bench.runner.Session;
import java.util.List;
import java.util.function.Consumer;

/** A run of one runner: start, one {@link Stint}, check. */
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
    progress.accept(runner.name() + ", run " + run + ": starting");
    try (Session session = runner.start(lab, workload, ledger)) {
      Stint.Result stint = new Stint(lab, session, ledger, plan, progress).run(workload);
      boolean isAllRead = session.awaitRead(plan.drain());
      List<String> faults = Check.of(workload, plan, ledger, stint.windows(), isAllRead);
      faults.forEach(fault -> progress.accept("  FAILED: " + fault));
      return new TrialResult(
          runner.name(),
          run,
          stint.windows(),
          ledger.begun(),
          ledger.settled(),
          ledger.rolledBack(),
          ledger.deliveries(),
          ledger.duplicates(),
          ledger.violations(),
          stint.drain(),
          faults);
    }
  }
}
