package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.CoordinatorProcess;
import io.surety.acceptance.harness.Groups;
import io.surety.acceptance.harness.StateDump;
import io.surety.acceptance.harness.Traffic;
import io.surety.acceptance.harness.World;
import org.junit.jupiter.api.Test;

/** A coordinator that is killed loses nothing, decides nothing twice, and finds its state again. */
class CrashTest {
  private static final int MESSAGES = 2_400;
  private static final int KILLS = 4;

  @Test
  void aCoordinatorKilledInMidTrafficLosesNothing() {
    try (World world = World.on(Brokers.shared(), "crash")) {
      world.set("surety.session.timeout.ms", "4000");
      CoordinatorProcess coordinator = world.startProcess("a");
      String orders = world.busyDestination("orders");
      world.awaitRegistered();
      ArchiveLog archive = world.archive();
      Groups groups = world.groups(orders, Traffic.scripts());
      world.answers(Traffic::verdict);
      Traffic traffic = new Traffic(orders, 20261122, MESSAGES);
      Traffic.Run run = traffic.run(world.signals(), archive, 400);

      for (int kill = 1; kill <= KILLS; kill++) {
        run.untilFinished(kill * MESSAGES / (KILLS + 2));
        coordinator.kill();
        run.writeFurther(100);
        coordinator = world.startProcess("a");
      }
      run.untilFinished(MESSAGES);

      world.evidence(traffic, groups, orders).check();
      StateDump before = StateDump.of(world, coordinator, traffic.ids());
      coordinator.kill();
      coordinator = world.startProcess("a");
      coordinator.awaitCaughtUp();
      assertThat(StateDump.of(world, coordinator, traffic.ids())).isEqualTo(before);
      world.evidence(traffic, groups, orders).check();
    }
  }
}
