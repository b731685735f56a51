package io.surety.acceptance.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.Delivered;
import io.surety.acceptance.harness.World;
import io.surety.schemas.avro.Prepare;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The order of the outbox's messages of each business key, where several instances send from one
 * table and are killed. A message may be there twice.
 */
final class KeyOrder {
  private final String where;
  private final Map<String, List<Integer>> seen = new TreeMap<>();

  private KeyOrder(String where) {
    this.where = where;
  }

  /** In the coordinator's log, where a key is in one partition. */
  static KeyOrder inTheLog(World world) {
    KeyOrder order = new KeyOrder("sent by the outbox");
    world
        .committed(world.topics().prepare(), Prepare.class)
        .forEach(prepare -> order.add(prepare.getMessageId()));
    return order;
  }

  /** Where the coordinator delivers it to. */
  static KeyOrder atTheDestination(World world, String destination) {
    KeyOrder order = new KeyOrder("delivered from the outbox");
    world.deliveries(destination).stream().map(Delivered::id).forEach(order::add);
    return order;
  }

  private void add(String id) {
    int tilde = id.indexOf("~outbox-");
    if (tilde > 0) {
      seen.computeIfAbsent(id.substring(0, tilde), key -> new ArrayList<>())
          .add(Integer.valueOf(id.substring(id.lastIndexOf('-') + 1)));
    }
  }

  void check() {
    assertThat(seen).hasSize(Order.KEYS);
    seen.forEach(
        (key, numbers) ->
            assertThat(List.copyOf(first(numbers)))
                .as("%s the first time, for %s", where, key)
                .isSorted());
  }

  /** Without what came before. */
  private static Set<Integer> first(List<Integer> numbers) {
    return new LinkedHashSet<>(numbers);
  }

  @Override
  public String toString() {
    long all = seen.values().stream().mapToLong(List::size).sum();
    long distinct = seen.values().stream().mapToLong(numbers -> first(numbers).size()).sum();
    return distinct + " " + where + ", " + (all - distinct) + " of them once more";
  }
}
