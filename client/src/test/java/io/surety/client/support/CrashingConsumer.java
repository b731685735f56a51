package io.surety.client.support;

import io.surety.client.Surety;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A consumer in a process of its own, which dies in its first handler, without a goodbye. */
public final class CrashingConsumer {
  private static final int CRASHED = 42;

  private CrashingConsumer() {}

  /** Runs it until it is dead. */
  public static void run(Installation installation, String group, String destination)
      throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xmx128m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CrashingConsumer.class.getName(),
                    installation.broker().address(),
                    installation.topics().prefix(),
                    group,
                    destination))
            .inheritIO()
            .start();
    int exit = process.waitFor();
    if (exit != CRASHED) {
      throw new IllegalStateException("expected it to crash with 42, it ended with " + exit);
    }
  }

  public static void main(String[] args) throws Exception {
    Surety.connect(
            Map.of(
                "bootstrap.servers", args[0],
                "surety.topic.prefix", args[1],
                "surety.registry.staleness.max.ms", 0,
                // The group notices that a member is dead after this long; it is Kafka's minimum.
                "session.timeout.ms", 6_000,
                "heartbeat.interval.ms", 1_000))
        .consumer(args[2])
        .destination(args[3])
        .handler(delivery -> Runtime.getRuntime().halt(CRASHED))
        .start();
    new CountDownLatch(1).await();
  }
}
