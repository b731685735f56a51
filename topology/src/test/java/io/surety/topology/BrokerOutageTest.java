package io.surety.topology;

import static io.surety.topology.CoordinatorWorld.status;
import static io.surety.topology.Signals.decide;
import static io.surety.topology.Signals.prepare;
import static io.surety.topology.support.TestTopics.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.embedded.EmbeddedKafka;
import io.surety.schemas.avro.Decision;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away under a running coordinator and comes back. */
class BrokerOutageTest {
  @TempDir Path dataDir;
  @TempDir Path stateDir;

  @Test
  void goesOnByItselfWhenTheBrokerIsBack() {
    EmbeddedKafka first = EmbeddedKafka.builder().dataDir(dataDir).start();
    int port = first.port();
    try (CoordinatorWorld world = new CoordinatorWorld(first)) {
      Coordinator coordinator = world.startReady(stateDir);
      world.register("billing");
      world.prepare(prepare("m1"));
      await().until(() -> status(coordinator, "m1").equals("PREPARED"));

      first.close();
      assertThat(status(coordinator, "m1")).isNotEqualTo("not found");
      // Nobody can say so without having looked at the log.
      assertThat(status(coordinator, "m2")).isNotEqualTo("not found");

      try (EmbeddedKafka second = EmbeddedKafka.builder().dataDir(dataDir).port(port).start()) {
        assertThat(second.port()).isEqualTo(port);
        world.decide(decide("m1", Decision.CONFIRM));
        assertThat(world.kafka.read(world.destination, 1)).isNotEmpty();
        assertThat(coordinator.health().isLive()).isTrue();
        world.close();
      }
    } finally {
      first.close();
    }
  }
}
