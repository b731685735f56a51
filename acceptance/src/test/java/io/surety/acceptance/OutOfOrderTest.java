package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.Outcome;
import io.surety.acceptance.harness.Reaction;
import io.surety.acceptance.harness.Signals;
import io.surety.acceptance.harness.World;
import io.surety.topology.Coordinator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** The four topics have no common order: every order of the same signals must end the same. */
class OutOfOrderTest {

  @Test
  void everyOrderOfPrepareConfirmReceiveAndConsumeCompletes() {
    try (World world = World.on(Brokers.shared(), "order")) {
      Coordinator coordinator = world.start();
      String orders = world.destination("orders");
      world.subscribe(orders, "billing", "stock");
      world.awaitRegistered();
      ArchiveLog archive = world.archive();
      world.groups(orders, Map.of("stock", (id, attempt) -> Reaction.CONSUME));

      List<String> ids = new ArrayList<>();
      for (List<Integer> order : orders(List.of(0, 1, 2, 3))) {
        String id = "m" + order.get(0) + order.get(1) + order.get(2) + order.get(3);
        ids.add(id);
        List<SpecificRecord> signals =
            List.of(
                Signals.prepare(id, orders).build(),
                Signals.confirm(id),
                Signals.receive(id, "billing", 1),
                Signals.consumed(id, "billing", 1));
        // Each is processed before the next is written: it is this order, and no other.
        for (int next : order) {
          RecordMetadata written = World.get(world.signals().write(signals.get(next)));
          world.awaitProcessed(coordinator, written);
        }
      }

      archive.awaitAll(ids);
      assertThat(archive.outcomes().values())
          .hasSize(24)
          .containsOnly(
              new Outcome(
                  "COMPLETED", "CONFIRM", Map.of("billing", "CONSUMED", "stock", "CONSUMED")));
      assertThat(archive.outcomes()).isEqualTo(world.fold());
    }
  }

  private static List<List<Integer>> orders(List<Integer> items) {
    if (items.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (Integer first : items) {
      List<Integer> rest = new ArrayList<>(items);
      rest.remove(first);
      for (List<Integer> tail : orders(rest)) {
        List<Integer> order = new ArrayList<>(List.of(first));
        order.addAll(tail);
        all.add(order);
      }
    }
    return all;
  }
}
