package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.CoordinatorProcess;
import io.surety.acceptance.harness.Delivered;
import io.surety.acceptance.harness.Reaction;
import io.surety.acceptance.harness.SavedTopic;
import io.surety.acceptance.harness.Signals;
import io.surety.acceptance.harness.World;
import io.surety.schemas.avro.DeadLetter;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Something is gone for good, and is treated as {@code docs/operations.md} says under "Disaster",
 * step by step, with a server process. What the page says of the messages is then so.
 *
 * <p>In the build those that other tests do not show as well; with {@code -Dsurety.disasters=all}
 * every one.
 */
class DisasterTest {
  private static final String STOCK = "stock";
  private static final String BILLING = "billing";

  private World world;
  private CoordinatorProcess server;
  private String orders;

  /** A server, a destination, and a group that consumes all but what is to stay open. */
  private void begin(String name) {
    world = World.on(Brokers.shared(), name);
    world.set("surety.early.timeout.ms", "1000");
    world.set("surety.session.timeout.ms", "4000");
    server = world.startProcess("here");
    orders = world.destination("orders");
    world.subscribe(World.subscription(BILLING, orders).setAckTimeoutMs(600_000).build());
    world.checkBackAfter(3_600_000);
    world.awaitRegistered();
    world.groups(orders, Map.of(BILLING, (id, attempt) -> Reaction.CONSUME));
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @EnabledIfSystemProperty(named = "surety.disasters", matches = "all")
  void aServersDiskIsGone() {
    begin("disk");
    consumed("done");
    prepared("open");
    // What is not committed yet when it dies would be done once more.
    world.archive().await("done");
    String row = server.message("open");
    server.kill();

    world.loseStateDirectory();
    server = world.startProcess("here");

    awaitStatus("open", "PREPARED");
    assertThat(server.message("open")).isEqualTo(row);
    awaitStatus("done", "COMPLETED");
    confirm("open");
    assertThat(attempts("done")).containsExactly(1);
  }

  @Test
  void aChangelogWasDeleted() {
    begin("changelog");
    String gone = inPartition(0, "gone");
    String done = inPartition(1, "done");
    String open = inPartition(2, "open");
    prepared(gone);
    consumed(done);
    prepared(open);
    server.stop();
    // Its prepare is older than the signals' retention.
    World.get(
        world
            .admin()
            .deleteRecords(
                Map.of(
                    new TopicPartition(world.topics().prepare(), 0),
                    RecordsToDelete.beforeOffset(-1)))
            .all());
    List<String> changelogs = changelogs();
    World.get(world.admin().deleteTopics(changelogs.subList(0, 1)).all());

    assertThatThrownBy(() -> world.startProcess("here"))
        .hasMessageContaining("the state is gone")
        .hasMessageContaining(changelogs.get(0))
        .hasMessageContaining("kafka-consumer-groups.sh --delete --group " + world.name());
    World.get(world.admin().deleteTopics(changelogs.subList(1, 3)).all());
    world.loseStateDirectory();
    World.get(world.admin().deleteConsumerGroups(List.of(world.name())).all());
    server = world.startProcess("here");

    awaitStatus(done, "COMPLETED");
    assertThat(attempts(done)).as("delivered once more").containsExactly(1, 1);
    awaitStatus(open, "PREPARED");
    confirm(open);
    world.signals().write(Signals.confirm(gone));
    awaitDeadLetter(gone, "UNMATCHED");
  }

  @Test
  void theClusterWasRestoredFromAnOlderCopy() {
    begin("copy");
    consumed("before");
    prepared("open-before");
    server.stop();
    List<SavedTopic> copies =
        changelogs().stream().map(name -> SavedTopic.of(world, name)).toList();
    long copiedAt = System.currentTimeMillis();
    server = world.startProcess("here");
    consumed("after");
    prepared("open-after");
    confirm("open-before");
    server.stop();

    copies.forEach(SavedTopic::restore);
    world.loseStateDirectory();
    resetOffsets(copiedAt);
    server = world.startProcess("here");

    awaitStatus("open-after", "PREPARED");
    confirm("open-after");
    awaitStatus("after", "COMPLETED");
    awaitStatus("open-before", "COMPLETED");
    assertThat(attempts("before")).as("recognised").containsExactly(1);
    assertThat(attempts("after")).as("done again").containsExactly(1, 1);
    assertThat(attempts("open-before")).as("done again").containsExactly(1, 1);
  }

  @Test
  void aSecondSiteTakesOverWithAnotherApplicationId() {
    begin("site");
    consumed("done");
    prepared("open");
    world.signals().writeAll(Signals.prepare("no", orders).build(), Signals.rollBack("no"));
    awaitStatus("no", "ROLLED_BACK");
    server.stop();

    world.set("surety.application.id", world.name() + "-second");
    server = world.startProcess("second");

    awaitStatus("done", "COMPLETED");
    awaitStatus("open", "PREPARED");
    awaitStatus("no", "ROLLED_BACK");
    confirm("open");
    assertThat(attempts("done")).as("delivered once more").containsExactly(1, 1);
    assertThat(attempts("no")).isEmpty();
  }

  @Test
  void aSignalTopicWasDeleted() {
    begin("signals");
    world.checkBackAfter(1);
    world.awaitRegistered();
    prepared("open");
    server.stop();
    world.signals().writeAll(Signals.confirm("open"), Signals.prepare("unread", orders).build());
    World.get(
        world
            .admin()
            .deleteTopics(List.of(world.topics().prepare(), world.topics().confirm()))
            .all());

    server = world.startProcess("here");

    world.answers(question -> Decision.CONFIRM);
    awaitStatus("open", "COMPLETED");
    assertThat(attempts("open")).containsExactly(1);
    world.signals().write(Signals.confirm("unread"));
    awaitDeadLetter("unread", "UNMATCHED");
    consumed("unread-published-again");
  }

  @Test
  @EnabledIfSystemProperty(named = "surety.disasters", matches = "all")
  void theRegistryWasDeleted() {
    begin("registry");
    prepared("open");
    server.stop();
    World.get(world.admin().deleteTopics(List.of(world.topics().registry())).all());

    server = world.startProcess("here");
    world.signals().write(Signals.confirm("open"));
    awaitDeadLetter("open", "NO_DESTINATION");
    world.registerDestination(orders);
    world.subscribe(orders, BILLING);
    world.awaitRegistered();
    world
        .signals()
        .write(
            Decide.newBuilder(Signals.decide("open", Decision.REDRIVE))
                .setSource(DecisionSource.OPERATOR)
                .build());

    awaitStatus("open", "COMPLETED");
    assertThat(attempts("open")).hasSize(1);
  }

  @Test
  @EnabledIfSystemProperty(named = "surety.disasters", matches = "all")
  void aDestinationWasDeleted() {
    begin("destination");
    String parcels = world.destination("parcels");
    world.subscribe(World.subscription(STOCK, parcels).setAckTimeoutMs(3_000).build());
    world.awaitRegistered();
    world.signals().write(Signals.send("unconsumed", parcels));
    World.eventually(() -> assertThat(world.deliveries(parcels)).hasSize(1));
    World.get(world.admin().deleteTopics(List.of(parcels)).all());
    world.signals().write(Signals.send("waiting", parcels));
    consumed("elsewhere");

    world.createAgain(new NewTopic(parcels, 4, (short) 1));
    world.groups(parcels, Map.of(STOCK, (id, attempt) -> Reaction.CONSUME));

    awaitStatus("waiting", "COMPLETED");
    awaitStatus("unconsumed", "COMPLETED");
  }

  // ------------------------------------------------------------------ messages

  private void consumed(String id) {
    world.signals().write(Signals.send(id, orders));
    awaitStatus(id, "COMPLETED");
  }

  private void prepared(String id) {
    world.signals().write(Signals.prepare(id, orders).build());
    awaitStatus(id, "PREPARED");
  }

  private void confirm(String id) {
    world.signals().write(Signals.confirm(id));
    awaitStatus(id, "COMPLETED");
  }

  private void awaitStatus(String id, String status) {
    World.eventually(() -> assertThat(server.status(id)).as(id).isEqualTo(status));
  }

  private void awaitDeadLetter(String id, String reason) {
    World.eventually(
        () ->
            assertThat(world.committed(world.topics().deadLetter(), DeadLetter.class))
                .extracting(DeadLetter::getMessageId, DeadLetter::getReason)
                .contains(tuple(id, reason)));
  }

  private List<Integer> attempts(String id) {
    return world.deliveries(orders).stream()
        .filter(delivery -> delivery.id().equals(id))
        .map(Delivered::attempt)
        .toList();
  }

  private String inPartition(int partition, String name) {
    return IntStream.iterate(0, n -> n + 1)
        .mapToObj(n -> name + n)
        .filter(id -> world.partitionOf(id) == partition)
        .findFirst()
        .orElseThrow();
  }

  // ------------------------------------------------------------------ what an operator does

  private List<String> changelogs() {
    return Stream.of("messages", "payloads", "settled")
        .map(store -> world.name() + "-" + store + "-changelog")
        .toList();
  }

  /** {@code kafka-consumer-groups.sh --reset-offsets --to-datetime}. */
  private void resetOffsets(long time) {
    Map<TopicPartition, OffsetSpec> at = new HashMap<>();
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    World.get(world.admin().listConsumerGroupOffsets(world.name()).partitionsToOffsetAndMetadata())
        .keySet()
        .forEach(
            partition -> {
              at.put(partition, OffsetSpec.forTimestamp(time));
              ends.put(partition, OffsetSpec.latest());
            });
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> last =
        World.get(world.admin().listOffsets(ends).all());
    World.get(world.admin().listOffsets(at).all())
        .forEach(
            (partition, found) ->
                offsets.put(
                    partition,
                    new OffsetAndMetadata(
                        found.offset() < 0 ? last.get(partition).offset() : found.offset())));
    World.get(world.admin().alterConsumerGroupOffsets(world.name(), offsets).all());
  }
}
