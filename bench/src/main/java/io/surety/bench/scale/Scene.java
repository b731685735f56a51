package io.surety.bench.scale;

import io.surety.bench.kafka.Ids;
import io.surety.bench.lab.Lab;
import io.surety.bench.lab.LabException;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import io.surety.bench.runner.SuretySession;
import io.surety.bench.surety.Installation;
import io.surety.bench.surety.Metrics;
import io.surety.bench.surety.Server;
import io.surety.bench.trial.Plan;
import io.surety.bench.trial.Stint;
import io.surety.bench.trial.Stopwatch;
import io.surety.bench.trial.Window;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * An installation, and a session of load on it that can be taken up several times: what all
 * scenarios have.
 */
final class Scene implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Lab lab;
  private final Workload workload;
  private final Plan plan;
  private final Consumer<String> progress;
  private final Installation installation;

  /** What every scenario is given. */
  record Given(Lab lab, Workload workload, Plan plan, Consumer<String> progress) {}

  /** Without a server yet. */
  Scene(Given given, String what, Map<String, String> settings) {
    this.lab = given.lab();
    this.workload = given.workload();
    this.plan = given.plan();
    this.progress = given.progress();
    this.installation = new Installation(lab, workload, what, settings);
  }

  Installation installation() {
    return installation;
  }

  Lab lab() {
    return lab;
  }

  Workload workload() {
    return workload;
  }

  Plan plan() {
    return plan;
  }

  /** Load and its books; closed by {@link SuretySession#stop}. */
  record Load(Stint stint, SuretySession session, Ledger ledger) {}

  Load load() {
    Ledger ledger = new Ledger(workload, true);
    SuretySession session =
        new SuretySession(
            lab, installation, workload, ledger, new Ids(installation.name() + "-load"));
    return new Load(new Stint(lab, session, ledger, plan, progress), session, ledger);
  }

  /** The books of a load must be straight. */
  void check(Load load, Report report) {
    Ledger ledger = load.ledger();
    ledger.failure().ifPresent(report::fault);
    report.require(load.session().awaitRead(plan.drain()), "the readers did not come to the end");
    report.require(
        ledger.open() == 0,
        "%,d messages of the load are unaccounted for, such as %s",
        ledger.open(),
        ledger.anyOpen().orElse("none"));
    report.require(ledger.duplicates() == 0, "%,d duplicates in the load", ledger.duplicates());
  }

  /** What all servers say of one metric, together. */
  double sum(String metric) {
    return installation.servers().stream().mapToDouble(s -> s.metrics().sum(metric)).sum();
  }

  /** Live messages in this status. */
  long live(String status) {
    return Math.round(
        installation.servers().stream()
            .mapToDouble(server -> server.metrics().sum("surety_messages", "status", status))
            .sum());
  }

  /** Nothing of what must not be, whatever the scenario. */
  void checkServers(Report report) {
    for (Server server : installation.servers()) {
      Metrics metrics = server.metrics();
      for (String never :
          List.of(
              "surety_unaccounted_messages",
              "surety_defects_total",
              "surety_unreadable_messages",
              "surety_dead_letters_total",
              "surety_kafka_stream_threads_failed_total")) {
        report.require(metrics.sum(never) == 0, "%s is %,.0f", never, metrics.sum(never));
      }
    }
  }

  /** Waits until it holds. */
  void await(String what, Duration patience, BooleanSupplier holds) {
    Stopwatch watch = new Stopwatch();
    while (!holds.getAsBoolean()) {
      if (watch.time().compareTo(patience) > 0) {
        throw new LabException("waited " + patience.toSeconds() + " s in vain for " + what);
      }
      new Stopwatch().awaitTime(LOOK);
    }
  }

  /** Messages settled a second, over all windows. */
  static double rate(List<Window> windows) {
    long settled = windows.stream().mapToLong(Window::settled).sum();
    double seconds = windows.stream().mapToDouble(window -> window.time().toNanos() / 1e9).sum();
    return settled / seconds;
  }

  void say(String format, Object... arguments) {
    progress.accept(String.format(Locale.ROOT, format, arguments));
  }

  @Override
  public void close() {
    installation.close();
  }
}
