package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.World;
import io.surety.topology.Coordinator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A partition count that was changed would split the state of messages: it is refused at start. */
class TopicChecksTest {

  @Test
  void refusesToStartWhenOneSignalTopicHasOtherPartitions() {
    try (World world = World.on(Brokers.shared(), "partitions")) {
      world.close(world.start());

      grow(world, List.of(world.topics().receive()));

      assertThatThrownBy(world::start)
          .hasMessageContaining(world.topics().receive())
          .hasMessageContaining("5")
          .hasMessageContaining("4");
    }
  }

  @Test
  void refusesToStartWhenAllTopicsHaveOtherPartitionsThanTheState() {
    try (World world = World.on(Brokers.shared(), "all-partitions")) {
      Coordinator coordinator = world.start();
      // Its state is there once it has taken its partitions over.
      Awaitility.await().atMost(World.PATIENCE).until(() -> coordinator.health().isReady());
      world.close(coordinator);

      grow(world, world.topics().all());

      assertThatThrownBy(world::start)
          .hasMessageContaining("partition")
          .hasMessageContaining("5")
          .hasMessageContaining("4");
    }
  }

  private static void grow(World world, List<String> topics) {
    Map<String, NewPartitions> five = new HashMap<>();
    topics.forEach(topic -> five.put(topic, NewPartitions.increaseTo(5)));
    World.get(world.admin().createPartitions(five).all());
  }
}
