package io.surety.acceptance.harness;

import io.surety.client.Bundle;
import io.surety.client.CheckBackPolicy;
import io.surety.client.Message;
import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An application in a process of its own, which dies within the local transaction of a bundle,
 * after all its messages are prepared.
 */
public final class CrashingShop {
  /** The producer in whose name it publishes. */
  public static final String PRODUCER = "crashing-shop";

  /** It is asked soon, and again soon. */
  public static final CheckBackPolicy POLICY =
      CheckBackPolicy.defaults()
          .withCheckBackAfter(Duration.ofMillis(500))
          .withMaxDelay(Duration.ofSeconds(1));

  private CrashingShop() {}

  /** Lets it prepare a bundle and die; returns when it is dead. */
  public static void dieWith(World world, String bundleId, String... destinations) {
    Path log = world.directory().resolve("shop-" + bundleId + ".log");
    String address = world.client().get("bootstrap.servers").toString();
    try (ChildJvm shop =
        ChildJvm.start(
            log,
            List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
            CrashingShop.class,
            address,
            world.topics().prefix(),
            bundleId,
            String.join(",", destinations))) {
      shop.awaitReady();
      shop.kill();
    }
  }

  public static void main(String[] args) throws IOException {
    Surety surety =
        Surety.connect(
            Map.of(
                "bootstrap.servers",
                args[0],
                "surety.topic.prefix",
                args[1],
                // So soon somebody else is asked instead, once this is dead.
                "session.timeout.ms",
                1_000,
                "heartbeat.interval.ms",
                300));
    Publisher publisher =
        surety.publisher(
            PRODUCER,
            PublisherOptions.create().checkBack(question -> Verdict.UNKNOWN).policy(POLICY));
    publisher.executeWithoutResult(
        bundle(args[2], args[3].split(",")),
        () -> {
          System.out.println("READY");
          // Whoever started this kills it here, or ends, which closes stdin.
          while (System.in.read() >= 0) {
            continue;
          }
          Runtime.getRuntime().halt(1);
        });
  }

  private static Bundle bundle(String id, String... destinations) {
    var builder = Bundle.builder().id(id);
    for (String destination : destinations) {
      builder.add(Message.to(destination).key(id).payload("to " + destination));
    }
    return builder.build();
  }
}
