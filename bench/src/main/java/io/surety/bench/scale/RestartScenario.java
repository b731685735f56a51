package io.surety.bench.scale;

import io.surety.bench.lab.Usage;
import io.surety.bench.surety.Server;
import io.surety.bench.trial.Stopwatch;
import java.time.Duration;
import java.util.Map;

/**
 * {@code kill -9} of a server with many live messages, and how long until every partition makes
 * progress again: by the same server, started at once, or by another one that has copies.
 */
final class RestartScenario {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(20);

  private RestartScenario() {}

  static Report run(Scene.Given given, long messages, boolean withStandby) {
    Report report = new Report();
    Map<String, String> settings = Map.of("surety.standby.replicas", withStandby ? "1" : "0");
    try (Scene scene = new Scene(given, "restart", settings)) {
      Server one = scene.installation().start("coordinator");
      scene.installation().register();
      if (withStandby) {
        scene.installation().start("other");
        scene.await(
            "both servers to share the partitions",
            PATIENCE,
            () -> scene.sum("surety_partitions") == given.workload().partitions());
      }
      scene.say("%,d prepared messages", messages);
      Backlog backlog = new Backlog(scene, Backlog.Kind.PREPARED, messages);
      backlog.fill();
      awaitProbe(scene, 1, report);
      awaitRest(scene);
      report.figure("messages", messages, "live messages: %,d");
      report.figure("rssBytesBefore", one.usage().rss(), "RSS before: %,d B");

      scene.say("kill -9");
      long killedAt = System.nanoTime();
      one.kill();
      try (Probes probes = new Probes(scene, 2)) {
        probes.write();
        if (withStandby) {
          scene.installation().forget("coordinator");
        } else {
          scene.installation().start("coordinator");
          report.figure(
              "readyMs",
              Duration.ofNanos(System.nanoTime() - killedAt).toMillis(),
              "ready: %,d ms after the kill");
        }
        awaitProgress(scene, probes);
        report.figure(
            "firstPartitionMs",
            probes.first(killedAt).toMillis(),
            "first partition made progress: %,d ms after the kill");
        report.figure(
            "everyPartitionMs",
            probes.last(killedAt).toMillis(),
            "every partition made progress: %,d ms after the kill");
        probes.check(report, PATIENCE);
      }
      scene.await(
          "every waiting message to be there again",
          PATIENCE,
          () ->
              scene.sum("surety_partitions") == given.workload().partitions()
                  && scene.live(Backlog.Kind.PREPARED.status()) >= messages);
      backlog.check(report);
      report.figure(
          "rssBytesAfter",
          scene.installation().usages().stream().mapToLong(Usage::rss).max().orElse(0),
          "RSS after: %,d B");
      scene.checkServers(report);
    }
    return report;
  }

  /** Everything that was written before is processed when these are. */
  private static void awaitProbe(Scene scene, int round, Report report) {
    try (Probes probes = new Probes(scene, round)) {
      probes.write();
      awaitProgress(scene, probes);
      probes.check(report, PATIENCE);
    }
  }

  private static void awaitProgress(Scene scene, Probes probes) {
    Stopwatch watch = new Stopwatch();
    while (!probes.areAllDelivered() && watch.time().compareTo(PATIENCE) < 0) {
      new Stopwatch().awaitTime(LOOK);
    }
    scene.say("  progress on every partition: %s", probes.areAllDelivered());
  }

  /** Until no server has anything left to do: copies are complete, compaction is over. */
  private static void awaitRest(Scene scene) {
    Duration second = Duration.ofSeconds(1);
    scene.await(
        "the servers to come to rest",
        PATIENCE,
        () -> {
          Duration before = cpu(scene);
          new Stopwatch().awaitTime(second);
          return cpu(scene).minus(before).toMillis() < 300;
        });
  }

  private static Duration cpu(Scene scene) {
    return scene.installation().usages().stream()
        .map(Usage::cpu)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
