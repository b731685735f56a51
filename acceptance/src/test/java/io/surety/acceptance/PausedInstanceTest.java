package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.ChildJvm;
import io.surety.acceptance.harness.CoordinatorProcess;
import io.surety.acceptance.harness.Groups;
import io.surety.acceptance.harness.Reaction;
import io.surety.acceptance.harness.Signals;
import io.surety.acceptance.harness.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An instance that slept through the loss of its partitions does not act on what it remembers. */
class PausedInstanceTest {
  private static final int EACH = 40;
  private static final long DUE_MS = 14_000;

  @Test
  void afterAPauseNoTimerActsOnMessagesThatAnotherInstanceHasFinished() {
    try (World world = World.on(Brokers.shared(), "paused")) {
      world.set("surety.session.timeout.ms", "6000");
      CoordinatorProcess sleeper = world.startProcess("sleeper");
      CoordinatorProcess other = world.startProcess("other");
      String orders = world.destination("orders");
      world.subscribe(World.subscription("billing", orders).setAckTimeoutMs(DUE_MS).build());
      world.awaitRegistered();
      world.awaitShared(sleeper, other);
      ArchiveLog archive = world.archive();
      Groups groups = world.groups(orders, Map.of("billing", (id, attempt) -> Reaction.SILENT));

      List<String> silent = ids("silent-");
      List<String> scheduled = ids("scheduled-");
      long due = System.currentTimeMillis() + DUE_MS;
      for (String id : silent) {
        world.signals().write(Signals.send(id, orders));
      }
      for (String id : scheduled) {
        world.signals().write(Signals.prepare(id, orders).setDeliverAt(due).build());
        world.signals().write(Signals.confirm(id));
      }
      world.signals().flush();
      groups.awaitDelivered(silent);
      sleeper.awaitCaughtUp();
      other.awaitCaughtUp();
      try (ChildJvm.Paused paused = sleeper.pause()) {
        for (String id : silent) {
          world.signals().write(Signals.consumed(id, "billing", 1));
        }
        for (String id : scheduled) {
          world.signals().write(Signals.cancel(id));
        }
        world.signals().flush();
        archive.awaitAll(silent);
        archive.awaitAll(scheduled);
        Awaitility.await()
            .atMost(World.PATIENCE)
            .until(() -> System.currentTimeMillis() > due + 1_000);
      }
      sleeper.awaitCaughtUp();
      world.awaitShared(sleeper, other);

      assertThat(statuses(archive, "silent-")).hasSize(EACH).containsOnly("COMPLETED");
      assertThat(statuses(archive, "scheduled-")).hasSize(EACH).containsOnly("CANCELLED");
      assertThat(world.deliveries(orders))
          .extracting(delivery -> delivery.id() + " attempt " + delivery.attempt())
          .containsExactlyInAnyOrderElementsOf(
              silent.stream().map(id -> id + " attempt 1").toList());
    }
  }

  private static List<String> ids(String prefix) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      ids.add(prefix + i);
    }
    return ids;
  }

  private static List<String> statuses(ArchiveLog archive, String prefix) {
    return archive.outcomes().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(entry -> entry.getValue().status())
        .toList();
  }
}
