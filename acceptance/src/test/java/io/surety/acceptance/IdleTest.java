package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.Reaction;
import io.surety.acceptance.harness.Signals;
import io.surety.acceptance.harness.World;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Waiting costs next to nothing: a coordinator with nothing due does not commit at every tick. */
class IdleTest {
  /** Ten seconds hold a hundred ticks. */
  private static final long WATCHED_MS = 10_000;

  /** A transaction writes about three records to the transaction log. */
  private static final long RECORDS_MAX = 3 * WATCHED_MS / 1_000;

  @Test
  void anIdleCoordinatorWithMessagesWaitingHardlyCommits() {
    try (World world = World.on(Brokers.shared(), "idle")) {
      world.start();
      String orders = world.destination("orders");
      world.subscribe(orders, "billing");
      world.awaitRegistered();
      ArchiveLog archive = world.archive();
      world.groups(orders, Map.of("billing", (id, attempt) -> Reaction.CONSUME));
      for (int i = 0; i < 100; i++) {
        world
            .signals()
            .write(Signals.prepare("waiting-" + i, orders).setCheckBackAfterMs(3_600_000L).build());
        world.signals().write(Signals.send("done-" + i, orders));
      }
      archive.awaitAll(IntStream.range(0, 100).mapToObj(i -> "done-" + i).toList());

      // What the traffic has left behind is committed first.
      Awaitility.await().atMost(World.PATIENCE).until(() -> transactionRecords(world, 3_000) <= 3);
      assertThat(transactionRecords(world, WATCHED_MS))
          .as("records in the transaction log within %d ms", WATCHED_MS)
          .isLessThanOrEqualTo(RECORDS_MAX);
    }
  }

  private static long transactionRecords(World world, long watchedMs) {
    long before = end(world);
    long until = System.currentTimeMillis() + watchedMs;
    Awaitility.await().atMost(World.PATIENCE).until(() -> System.currentTimeMillis() >= until);
    return end(world) - before;
  }

  private static long end(World world) {
    long sum = 0;
    for (int p = 0; p < 4; p++) {
      TopicPartition partition = new TopicPartition("__transaction_state", p);
      sum +=
          World.get(
                  world
                      .admin()
                      .listOffsets(Map.of(partition, OffsetSpec.latest()))
                      .partitionResult(partition))
              .offset();
    }
    return sum;
  }
}
