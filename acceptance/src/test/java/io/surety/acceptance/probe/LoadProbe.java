package io.surety.acceptance.probe;

import io.surety.acceptance.harness.ChildJvm;
import io.surety.acceptance.harness.CoordinatorProcess;
import io.surety.acceptance.harness.Signals;
import io.surety.acceptance.harness.World;
import io.surety.embedded.EmbeddedKafkaMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Prints what a settled message costs. Broker, coordinator and load are processes of their own;
 * this one is the load. See the README beside it.
 */
public final class LoadProbe {
  static final String GROUP = "billing";

  private static final List<String> BROKER_JVM =
      List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20");
  private static final List<String> COORDINATOR_JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC");
  private static final int WINDOWS = 3;

  private final World world;
  private final CoordinatorProcess coordinator;

  private LoadProbe(World world) {
    this.world = world;
    this.coordinator = world.startProcess("coordinator", COORDINATOR_JVM);
  }

  /** Arguments: {@code saturation}, {@code latency}, {@code ticks}, {@code idle}; none for all. */
  public static void main(String[] args) {
    List<String> wanted =
        args.length == 0 ? List.of("saturation", "latency", "ticks", "idle") : List.of(args);
    try (ChildJvm broker =
        ChildJvm.start(
            Path.of("target", "probe", "broker.log"), BROKER_JVM, EmbeddedKafkaMain.class)) {
      String[] ready = broker.awaitReady().split(" ");
      for (String what : wanted) {
        try (World world = World.on(Map.of("bootstrap.servers", ready[0]), ready[1], what)) {
          LoadProbe probe = new LoadProbe(world);
          switch (what) {
            case "saturation" -> probe.saturation();
            case "latency" -> probe.latency();
            case "ticks" -> probe.ticks();
            case "idle" -> probe.idle();
            default ->
                throw new IllegalArgumentException(
                    "expected saturation, latency, ticks or idle, was '" + what + "'");
          }
        }
      }
    }
  }

  private void saturation() {
    say("Saturation: 4 partitions, 256 B, one group, at most 10,000 open; windows of 7 s");
    try (Load load = new Load(world, "load", 0, 10_000, 5)) {
      pause(Duration.ofSeconds(20));
      for (int window = 1; window <= WINDOWS; window++) {
        Measured measured = measure(load, Duration.ofSeconds(7));
        say(
            "  window %d: %,.0f settled/s, coordinator CPU %.2f s per 10,000",
            window, measured.perSecond(), measured.cpuPer10k());
      }
      finish(load);
    }
  }

  private void latency() {
    say("Latency, confirm sent to delivered; windows of 10 s");
    // The JIT is warmed by saturation, as it would be by hours of use.
    try (Load load = new Load(world, "warm-up", 0, 10_000, 5)) {
      pause(Duration.ofSeconds(14));
      finish(load);
    }
    latency(500, 5);
    latency(500, 0);
    latency(6_000, 5);
  }

  private void latency(int perSecond, int lingerMs) {
    String name = perSecond + "-" + lingerMs;
    try (Floor floor = new Floor(world, "floor-" + name, perSecond, lingerMs)) {
      pause(Duration.ofSeconds(2));
      floor.takeLatency();
      pause(Duration.ofSeconds(8));
      say(
          "  %,d/s, producer linger %d ms, Kafka alone: %s",
          perSecond, lingerMs, text(floor.takeLatency()));
    }
    try (Load load = new Load(world, "load-" + name, perSecond, 10_000, lingerMs)) {
      pause(Duration.ofSeconds(5));
      load.takeLatency();
      for (int window = 1; window <= WINDOWS; window++) {
        Measured measured = measure(load, Duration.ofSeconds(10));
        say(
            "  %,d/s, producer linger %d ms, window %d: %s; coordinator CPU %.2f s per 10,000",
            perSecond, lingerMs, window, text(load.takeLatency()), measured.cpuPer10k());
      }
      finish(load);
    }
  }

  private static String text(Histogram latency) {
    return String.format(
        Locale.ROOT,
        "p50 %.1f, p99 %.1f, p999 %.1f, max %.1f ms of %,d",
        latency.getValueAtPercentile(50) / 1e3,
        latency.getValueAtPercentile(99) / 1e3,
        latency.getValueAtPercentile(99.9) / 1e3,
        latency.getMaxValue() / 1e3,
        latency.getTotalCount());
  }

  private void ticks() {
    say("Ticks with nothing due");
    sayTicks("no message");
    String destination = world.destination("pending");
    world.subscribe(destination, GROUP);
    world.awaitRegistered();
    for (int i = 0; i < 100_000; i++) {
      world
          .signals()
          .write(
              Signals.prepare("pending-" + i, destination).setCheckBackAfterMs(3_600_000L).build());
    }
    world.signals().flush();
    coordinator.awaitCaughtUp();
    sayTicks("100,000 messages pending");
  }

  private void sayTicks(String when) {
    CoordinatorProcess.Ticks before = coordinator.ticks();
    Duration cpu = coordinator.cpu();
    pause(Duration.ofSeconds(20));
    CoordinatorProcess.Ticks after = coordinator.ticks();
    long count = after.count() - before.count();
    say(
        "  %s: %d ticks in 20 s, %.1f µs each; coordinator CPU %.3f cores",
        when,
        count,
        count == 0 ? 0 : (after.nanos() - before.nanos()) / 1e3 / count,
        coordinator.cpu().minus(cpu).toMillis() / 20_000.0);
  }

  private void idle() {
    say("Idle, without a message; cores");
    sayIdle("from the start", Duration.ofSeconds(20));
    pause(Duration.ofSeconds(40));
    sayIdle("after a minute", Duration.ofSeconds(60));
  }

  private void sayIdle(String when, Duration time) {
    Map<String, Duration> before = coordinator.threads();
    Duration cpu = coordinator.cpu();
    pause(time);
    double seconds = time.toMillis() / 1e3;
    Map<String, Double> cores = new TreeMap<>();
    coordinator
        .threads()
        .forEach(
            (thread, used) ->
                cores.put(
                    thread,
                    used.minus(before.getOrDefault(thread, Duration.ZERO)).toNanos()
                        / 1e9
                        / seconds));
    double all = coordinator.cpu().minus(cpu).toMillis() / 1e3 / seconds;
    double java = cores.values().stream().mapToDouble(core -> core).sum();
    say("  %s: %.4f, of it %.4f JVM (compiler, garbage)", when, all, all - java);
    cores.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(8)
        .forEach(thread -> say("    %.4f %s", thread.getValue(), thread.getKey()));
  }

  private record Measured(long settled, Duration time, Duration cpu) {
    double perSecond() {
      return settled * 1e9 / time.toNanos();
    }

    double cpuPer10k() {
      return cpu.toMillis() * 10.0 / settled;
    }
  }

  private Measured measure(Load load, Duration window) {
    long settled = load.settled();
    long start = System.nanoTime();
    Duration cpu = coordinator.cpu();
    pause(window);
    return new Measured(
        load.settled() - settled,
        Duration.ofNanos(System.nanoTime() - start),
        coordinator.cpu().minus(cpu));
  }

  /** Stops the load and checks that everything was settled, once. */
  private static void finish(Load load) {
    load.stop();
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (load.settled() < load.sent() && System.nanoTime() < end) {
      pause(Duration.ofMillis(50));
    }
    say("  sent %,d, settled %,d, duplicates %d", load.sent(), load.settled(), load.duplicates());
  }

  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      LockSupport.parkNanos(end - now);
    }
  }

  private static void say(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
