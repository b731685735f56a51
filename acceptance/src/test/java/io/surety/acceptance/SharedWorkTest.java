package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.CoordinatorProcess;
import io.surety.acceptance.harness.Groups;
import io.surety.acceptance.harness.Traffic;
import io.surety.acceptance.harness.World;
import org.junit.jupiter.api.Test;

/** Instances come and go; the work goes on. */
class SharedWorkTest {
  private static final int MESSAGES = 900;

  @Test
  void nothingIsLostWhenOneOfTwoInstancesLeavesOrIsKilled() {
    try (World world = World.on(Brokers.shared(), "shared")) {
      world.set("surety.session.timeout.ms", "4000");
      world.set("surety.standby.replicas", "1");
      CoordinatorProcess stays = world.startProcess("stays");
      CoordinatorProcess other = world.startProcess("other");
      String orders = world.busyDestination("orders");
      world.awaitRegistered();
      ArchiveLog archive = world.archive();
      Groups groups = world.groups(orders, Traffic.scripts());
      world.answers(Traffic::verdict);
      Traffic traffic = new Traffic(orders, 42, MESSAGES);
      Traffic.Run run = traffic.run(world.signals(), archive, 150);
      world.awaitShared(stays, other);

      run.untilFinished(200);
      assertThat(other.stop()).as("exit code of a clean stop").isZero();
      run.untilFinished(400);
      other = world.startProcess("other");
      world.awaitShared(stays, other);
      run.untilFinished(600);
      other.kill();
      run.untilFinished(MESSAGES);

      world.evidence(traffic, groups, orders).check();
    }
  }
}
