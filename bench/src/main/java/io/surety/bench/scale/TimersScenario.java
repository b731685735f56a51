package io.surety.bench.scale;

import io.surety.bench.load.Generator;
import io.surety.bench.load.Ledger;
import io.surety.bench.surety.Server;
import io.surety.bench.trial.Stint;
import io.surety.bench.trial.Stopwatch;
import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Many timers due at one instant, while other messages are settled. */
final class TimersScenario {
  private static final Duration LOOK = Duration.ofMillis(10);

  private TimersScenario() {}

  /**
   * Runs it.
   *
   * @param lead from when they begin to be written to when they are due
   */
  static Report run(Scene.Given given, int due, Duration lead) {
    Report report = new Report();
    try (Scene scene = new Scene(given, "timers", Map.of())) {
      Server server = scene.installation().start("coordinator");
      scene.installation().register();
      Scene.Load load = scene.load();

      scene.say("Without timers");
      Stint.Result without = load.stint().run(given.workload());
      double before = Scene.rate(without.windows());
      report.figure("settledPerSecondWithout", before, "settled without: %,.0f/s");

      scene.say("%,d messages due in %d s", due, lead.toSeconds());
      double rebalances = server.metrics().sum("surety_kafka_rebalances_total");
      long at = System.currentTimeMillis() + lead.toMillis();
      try (DueMessages messages = new DueMessages(scene, due, at)) {
        messages.write();
        scene.await(
            "all " + due + " to be scheduled before their time; give them more with --lead",
            Duration.ofMillis(Math.max(1, at - System.currentTimeMillis())),
            () -> scene.live("scheduled") >= due);
        meanwhile(scene, load, messages, at, before, report);
        load.stint().drain();
        messages.check(report, given.plan().drain());
      }
      report.figure(
          "rebalances",
          Math.round(server.metrics().sum("surety_kafka_rebalances_total") - rebalances),
          "rebalances, which a missed poll causes: %d");
      report.require(
          server.metrics().sum("surety_kafka_rebalances_total") == rebalances,
          "there was a rebalance: a poll was missed");
      scene.check(load, report);
      load.session().stop();
      scene.await(
          "all due messages to be completed",
          given.plan().drain(),
          () -> scene.sum("surety_messages") == 0);
      scene.checkServers(report);
    }
    return report;
  }

  private static void meanwhile(
      Scene scene, Scene.Load load, DueMessages messages, long at, double before, Report report) {
    Ledger ledger = load.ledger();
    Generator generator = Generator.start(scene.workload(), ledger, load.session()::begin);
    awaitTime(at);
    long settled = ledger.settled();
    Stopwatch watch = new Stopwatch();
    while (!messages.areAllDelivered() && watch.time().compareTo(scene.plan().drain()) < 0) {
      new Stopwatch().awaitTime(LOOK);
    }
    Duration time = watch.time();
    double rate = (ledger.settled() - settled) * 1e9 / time.toNanos();
    generator.stop();
    long last = messages.lastSeenAt() - at;
    report.figure("lastLateMs", last, "last one seen after it was due: %,d ms");
    if (last > 0) {
      report.figure("drainPerSecond", messages.delivered() * 1e3 / last, "drained: %,.0f timers/s");
    }
    Histogram lateness = messages.lateness();
    report.figure("latenessP50Ms", lateness.getValueAtPercentile(50), "lateness p50: %,d ms");
    report.figure("latenessP99Ms", lateness.getValueAtPercentile(99), "lateness p99: %,d ms");
    report.figure("settledPerSecondMeanwhile", rate, "settled meanwhile: %,.0f/s");
    report.figure("ratio", rate / before, "of the rate without: %.2f");
  }

  private static void awaitTime(long epochMs) {
    new Stopwatch().awaitTime(Duration.ofMillis(Math.max(0, epochMs - System.currentTimeMillis())));
  }
}
