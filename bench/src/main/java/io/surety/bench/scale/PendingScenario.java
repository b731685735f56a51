package io.surety.bench.scale;

import io.surety.bench.lab.Usage;
import io.surety.bench.surety.Server;
import io.surety.bench.trial.Stint;
import io.surety.bench.trial.Stopwatch;
import java.time.Duration;
import java.util.Map;

/** The settle rate without and with many messages that wait, and what they cost. */
final class PendingScenario {
  private PendingScenario() {}

  static Report run(Scene.Given given, Backlog.Kind kind, long messages, Duration rest) {
    Report report = new Report();
    try (Scene scene = new Scene(given, "pending", Map.of())) {
      Server server = scene.installation().start("coordinator");
      scene.installation().register();
      Scene.Load load = scene.load();

      scene.say("Without waiting messages");
      Ticks start = Ticks.of(server.metrics());
      Stint.Result without = load.stint().run(given.workload());
      Ticks loaded = Ticks.of(server.metrics()).since(start);
      double before = Scene.rate(without.windows());
      report.figure("settledPerSecondWithout", before, "settled without: %,.0f/s");
      report.figure("tickMicrosWithout", loaded.micros(), "tick under load without: %.1f µs");

      scene.say("%,d %s messages", messages, kind);
      Backlog backlog = new Backlog(scene, kind, messages);
      Duration filled = backlog.fill();
      report.figure(
          "intakePerSecond",
          messages * 1e9 / filled.toNanos(),
          "taken in: %,.0f/s, " + messages + " " + kind + " messages");
      still(server, report, "AfterIntake", rest);

      scene.say("With them");
      start = Ticks.of(server.metrics());
      Stint.Result with = load.stint().run(given.workload());
      loaded = Ticks.of(server.metrics()).since(start);
      double after = Scene.rate(with.windows());
      report.figure("settledPerSecondWith", after, "settled with them: %,.0f/s");
      report.figure("ratio", after / before, "of the rate without: %.2f");
      report.figure("tickMicrosWith", loaded.micros(), "tick under load with them: %.1f µs");
      still(server, report, "AfterLoad", rest);

      backlog.check(report);
      scene.check(load, report);
      load.session().stop();
      scene.checkServers(report);
    }
    return report;
  }

  /** What it costs that they are there, when nothing happens. */
  private static void still(Server server, Report report, String when, Duration rest) {
    Usage usage = server.usage();
    Ticks start = Ticks.of(server.metrics());
    Duration cpu = usage.cpu();
    Stopwatch watch = new Stopwatch();
    watch.awaitTime(rest);
    double cores = (double) usage.cpu().minus(cpu).toNanos() / watch.time().toNanos();
    Ticks ticks = Ticks.of(server.metrics()).since(start);
    report.figure("idleTickMicros" + when, ticks.micros(), "  tick with nothing due: %.1f µs");
    report.figure("idleCores" + when, cores, "  coordinator's cores meanwhile: %.3f");
    report.figure("rssBytes" + when, usage.rss(), "  coordinator's RSS: %,d B");
    report.figure("peakRssBytes" + when, usage.peakRss(), "  its peak: %,d B");
  }
}
