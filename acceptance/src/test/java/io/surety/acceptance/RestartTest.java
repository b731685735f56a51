package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.Outcome;
import io.surety.acceptance.harness.Reaction;
import io.surety.acceptance.harness.Signals;
import io.surety.acceptance.harness.World;
import io.surety.lifecycle.Refusal;
import io.surety.schemas.avro.Archive;
import io.surety.topology.Coordinator;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A second start finds what the first has left: on its own disk, and without it. */
class RestartTest {

  @Test
  void aSecondStartFindsEarlierMessagesAndRefusesSettledOnes() {
    try (World world = World.on(Brokers.shared(), "restart")) {
      Coordinator first = world.start();
      String orders = world.destination("orders");
      world.subscribe(orders, "billing");
      world.awaitRegistered();
      ArchiveLog archive = world.archive();
      world.groups(orders, Map.of("billing", (id, attempt) -> Reaction.CONSUME));
      world
          .signals()
          .writeAll(
              Signals.prepare("open-1", orders).build(),
              Signals.prepare("open-2", orders).build(),
              Signals.send("settled", orders));
      archive.await("settled");
      world.awaitStatus(first, "open-1", "PREPARED");
      world.awaitStatus(first, "open-2", "PREPARED");

      world.close(first);
      Coordinator second = world.start();
      goesOn(world, second, archive, "open-1", orders);
      world.close(second);
      world.loseStateDirectory();
      Coordinator third = world.start();
      goesOn(world, third, archive, "open-2", orders);
    }
  }

  private static void goesOn(
      World world, Coordinator coordinator, ArchiveLog archive, String open, String orders) {
    world.awaitStatus(coordinator, open, "PREPARED");
    world.awaitStatus(coordinator, "settled", "COMPLETED");
    world.awaitCaughtUp(coordinator);
    int delivered = world.deliveries(orders).size();

    long refused = duplicates(coordinator);
    world.awaitProcessed(
        coordinator, World.get(world.signals().write(Signals.send("settled", orders))));
    world.awaitProcessed(coordinator, World.get(world.signals().write(Signals.confirm("settled"))));
    assertThat(duplicates(coordinator)).as("refused as duplicates").isEqualTo(refused + 2);
    world.signals().write(Signals.confirm(open));

    assertThat(Outcome.of(archive.await(open)).status()).isEqualTo("COMPLETED");
    assertThat(world.deliveries(orders)).hasSize(delivered + 1);
    assertThat(world.committed(world.topics().archive(), Archive.class))
        .filteredOn(record -> record.getMessageId().equals("settled"))
        .as("archive records of what was settled before")
        .hasSize(1);
  }

  private static long duplicates(Coordinator coordinator) {
    return coordinator.metrics().snapshot().refusals().get(Refusal.Reason.DUPLICATE);
  }
}
