package io.surety.acceptance.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.ChildJvm;
import io.surety.acceptance.harness.Delivered;
import io.surety.acceptance.harness.Reaction;
import io.surety.acceptance.harness.World;
import io.surety.client.Surety;
import io.surety.client.jdbc.JdbcOutbox;
import io.surety.client.jdbc.OutboxOptions;
import io.surety.schemas.avro.Prepare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One of two instances that share an outbox is killed in the middle of a batch. */
class FlusherCrashTest {
  /** Its first batch: four keys. */
  private static final List<String> FIRST =
      List.of("a~1", "b~2", "c~3", "d~4", "a~5", "b~6", "c~7", "d~8", "a~9", "b~10");

  /** The same keys, which must wait for it. */
  private static final List<String> WAITING = List.of("a~11", "b~12", "c~13", "d~14");

  /** Other keys, which need not. */
  private static final List<String> FREE = List.of("e~15", "f~16", "e~17", "g~18");

  @Test
  void theOtherOneSendsTheRestInTheOrderOfEachKeyAndNothingIsLost() throws Exception {
    try (Databases databases = Databases.start();
        World world = World.on(Brokers.shared(), "flusher")) {
      world.start();
      String orders = world.destination("orders");
      world.subscribe(orders, "billing");
      world.awaitRegistered();
      world.groups(orders, Map.of("billing", (id, attempt) -> Reaction.CONSUME));
      ArchiveLog archive = world.archive();
      List<String> all = new ArrayList<>(FIRST);
      all.addAll(WAITING);
      all.addAll(FREE);
      List<String> arguments = new ArrayList<>(List.of(arguments(world, databases, orders)));
      arguments.addAll(all);
      ChildJvm killed =
          world.with(
              ChildJvm.start(
                  world.directory().resolve("killed.log"),
                  Service.JVM,
                  StoppingFlusherMain.class,
                  arguments.toArray(String[]::new)));
      killed.awaitReady();
      List<String> itSent = sent(world);
      assertThat(itSent).hasSize(StoppingFlusherMain.SENT);

      Surety surety = world.with(Services.connect(arguments(world, databases, orders)));
      world.with(
          JdbcOutbox.create(
              surety.publisher(StoppingFlusherMain.PRODUCER),
              databases.shop().dataSource(),
              OutboxOptions.defaults()
                  .withBatchRows(StoppingFlusherMain.BATCH)
                  .withPollInterval(Duration.ofMillis(20))));
      World.eventually(() -> assertThat(sent(world)).containsAll(FREE));
      assertThat(sent(world)).hasSize(itSent.size() + FREE.size());
      killed.kill();
      archive.awaitAll(all);

      World.eventually(
          () -> assertThat(databases.shop().number("SELECT count(*) FROM surety_outbox")).isZero());
      List<String> sent = sent(world);
      assertThat(sent).as("what it had sent, once more").hasSize(all.size() + itSent.size());
      assertThat(byKey(List.copyOf(new LinkedHashSet<>(sent)))).isEqualTo(byKey(all));
      List<String> delivered = world.deliveries(orders).stream().map(Delivered::id).toList();
      assertThat(byKey(delivered)).isEqualTo(byKey(all));
    }
  }

  private static String[] arguments(World world, Databases databases, String destination) {
    return new String[] {
      world.client().get("bootstrap.servers").toString(),
      world.topics().prefix(),
      databases.url(Databases.SHOP),
      destination
    };
  }

  /** The ids in the coordinator's log; those of a key are in order. */
  private static List<String> sent(World world) {
    return world.committed(world.topics().prepare(), Prepare.class).stream()
        .map(Prepare::getMessageId)
        .toList();
  }

  private static Map<String, List<String>> byKey(List<String> ids) {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    for (String id : ids) {
      keys.computeIfAbsent(id.substring(0, id.indexOf('~')), key -> new ArrayList<>()).add(id);
    }
    return keys;
  }
}
