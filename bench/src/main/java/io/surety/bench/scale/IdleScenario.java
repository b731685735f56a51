package io.surety.bench.scale;

import io.surety.bench.lab.Usage;
import io.surety.bench.surety.Server;
import io.surety.bench.trial.Stopwatch;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What a server costs that has nothing to do, by thread, and looks for due timers all the same. */
final class IdleScenario {
  private static final int THREADS = 8;

  private IdleScenario() {}

  static Report run(Scene.Given given, long messages, Duration time) {
    Report report = new Report();
    try (Scene scene = new Scene(given, "idle", Map.of())) {
      Server server = scene.installation().start("coordinator");
      scene.installation().register();
      scene.say("Idle from the start");
      idle(server, report, "from the start", "AtStart", time);
      scene.say("Idle after a while");
      idle(server, report, "later", "Later", time);
      if (messages > 0) {
        scene.say("%,d messages waiting", messages);
        Backlog backlog = new Backlog(scene, Backlog.Kind.PREPARED, messages);
        backlog.fill();
        idle(server, report, messages + " messages waiting", "Waiting", time);
        backlog.check(report);
      }
      scene.checkServers(report);
    }
    return report;
  }

  private static void idle(
      Server server, Report report, String when, String name, Duration length) {
    Usage usage = server.usage();
    Ticks start = Ticks.of(server.metrics());
    Map<String, Duration> threads = usage.threads();
    Duration cpu = usage.cpu();
    Stopwatch watch = new Stopwatch();
    watch.awaitTime(length);
    double seconds = watch.time().toNanos() / 1e9;
    double cores = usage.cpu().minus(cpu).toNanos() / 1e9 / seconds;
    Map<String, Double> byThread = new TreeMap<>();
    usage
        .threads()
        .forEach(
            (thread, used) ->
                byThread.put(
                    thread,
                    used.minus(threads.getOrDefault(thread, Duration.ZERO)).toNanos()
                        / 1e9
                        / seconds));
    Ticks ticks = Ticks.of(server.metrics()).since(start);
    report.figure("cores" + name, cores, "cores, " + when + ": %.4f");
    report.figure("ticks" + name, ticks.count(), "  ticks with nothing due: %.0f");
    report.figure("tickMicros" + name, ticks.micros(), "  of each: %.1f µs");
    byThread.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(THREADS)
        .forEach(thread -> report.line("    %.4f %s", thread.getValue(), thread.getKey()));
  }
}
