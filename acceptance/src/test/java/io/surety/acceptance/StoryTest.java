package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.Delivered;
import io.surety.acceptance.harness.Outcome;
import io.surety.acceptance.harness.Reaction;
import io.surety.acceptance.harness.Signals;
import io.surety.acceptance.harness.World;
import io.surety.schemas.avro.DeadLetter;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.RedeliveryPolicy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of messages when nothing is broken but applications. */
class StoryTest {
  private static World world;
  private static String orders;
  private static ArchiveLog archive;

  @BeforeAll
  static void start() {
    world = World.on(Brokers.shared(), "story");
    world.start();
    orders = world.destination("orders");
    RedeliveryPolicy soon =
        RedeliveryPolicy.newBuilder().setInitialMs(50).setMaxMs(50).setJitter(0).build();
    for (String group : List.of("billing", "stock")) {
      world.subscribe(World.subscription(group, orders).setRedelivery(soon).build());
    }
    world.checkBackAfter(500);
    world.awaitRegistered();
    archive = world.archive();
    world.answers(question -> Decision.CONFIRM);
    world.groups(
        orders, Map.of("billing", StoryTest::billing, "stock", (id, attempt) -> Reaction.CONSUME));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static Reaction billing(String id, int attempt) {
    return switch (id) {
      case "fails-twice" -> attempt < 3 ? Reaction.FAIL : Reaction.CONSUME;
      case "rejected" -> Reaction.REJECT;
      default -> Reaction.CONSUME;
    };
  }

  @Test
  void aConfirmedMessageIsConsumedByBothGroups() {
    world.signals().write(Signals.prepare("confirmed", orders).build());
    world.signals().write(Signals.confirm("confirmed"));

    assertThat(Outcome.of(archive.await("confirmed"))).isEqualTo(consumedByBoth());
    assertThat(deliveries("confirmed"))
        .singleElement()
        .satisfies(
            delivery -> {
              assertThat(delivery.attempt()).isOne();
              assertThat(delivery.groups()).containsExactlyInAnyOrder("billing", "stock");
              assertThat(delivery.record().value()).asString().isEqualTo("confirmed");
            });
  }

  @Test
  void aRolledBackMessageReachesNobody() {
    world.signals().write(Signals.prepare("rolled-back", orders).build());
    world.signals().write(Signals.rollBack("rolled-back"));

    assertThat(Outcome.of(archive.await("rolled-back")))
        .isEqualTo(new Outcome("ROLLED_BACK", "ROLL_BACK", Map.of()));
    assertThat(deliveries("rolled-back")).isEmpty();
  }

  @Test
  void aLostConfirmIsDecidedByTheProducersAnswer() {
    world.signals().write(Signals.prepare("silent", orders).build());

    assertThat(Outcome.of(archive.await("silent"))).isEqualTo(consumedByBoth());
    assertThat(archive.await("silent").getDecisionSource()).isEqualTo("CHECK_BACK");
    assertThat(archive.await("silent").getCheckBacks()).isPositive();
  }

  @Test
  void aFailingGroupIsTriedAgainUntilItConsumes() {
    world.signals().write(Signals.prepare("fails-twice", orders).build());
    world.signals().write(Signals.confirm("fails-twice"));

    assertThat(Outcome.of(archive.await("fails-twice"))).isEqualTo(consumedByBoth());
    assertThat(deliveries("fails-twice"))
        .extracting(Delivered::attempt, Delivered::groups)
        .containsExactly(
            tuple(1, List.of("billing", "stock")),
            tuple(2, List.of("billing")),
            tuple(3, List.of("billing")));
  }

  @Test
  void aRejectedMessageBecomesADeadLetterForThatGroupOnly() {
    world.signals().write(Signals.prepare("rejected", orders).build());
    world.signals().write(Signals.confirm("rejected"));

    assertThat(Outcome.of(archive.await("rejected")))
        .isEqualTo(
            new Outcome(
                "DEAD_LETTERED",
                "CONFIRM",
                Map.of("billing", "DEAD:REJECTED", "stock", "CONSUMED")));
    assertThat(deliveries("rejected")).hasSize(1);
    assertThat(world.committed(world.topics().deadLetter(), DeadLetter.class))
        .filteredOn(letter -> letter.getMessageId().equals("rejected"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getGroup()).isEqualTo("billing");
              assertThat(letter.getReason()).isEqualTo("REJECTED");
              assertThat(letter.getError().getType()).isEqualTo("Scripted");
              assertThat(letter.getPayload())
                  .isEqualTo(ByteBuffer.wrap("rejected".getBytes(StandardCharsets.UTF_8)));
            });
  }

  @Test
  void aDelayedMessageComesAtItsTimeAndNotBefore() {
    long deliverAt = System.currentTimeMillis() + 1_500;

    world.signals().write(Signals.prepare("delayed", orders).setDeliverAt(deliverAt).build());
    world.signals().write(Signals.confirm("delayed"));

    assertThat(Outcome.of(archive.await("delayed"))).isEqualTo(consumedByBoth());
    assertThat(deliveries("delayed"))
        .singleElement()
        .satisfies(
            delivery ->
                assertThat(delivery.record().timestamp()).isGreaterThanOrEqualTo(deliverAt));
  }

  @Test
  void aCancelledMessageIsNotDelivered() {
    long deliverAt = System.currentTimeMillis() + 60_000;

    world.signals().write(Signals.prepare("cancelled", orders).setDeliverAt(deliverAt).build());
    world.signals().write(Signals.confirm("cancelled"));
    world.signals().write(Signals.cancel("cancelled"));

    assertThat(Outcome.of(archive.await("cancelled")).status()).isEqualTo("CANCELLED");
    assertThat(deliveries("cancelled")).isEmpty();
  }

  @Test
  void aMessageThatOutlivesItsTimeIsNotDelivered() {
    long deliverAt = System.currentTimeMillis() + 60_000;

    world
        .signals()
        .write(Signals.prepare("expired", orders).setDeliverAt(deliverAt).setTtlMs(300L).build());
    world.signals().write(Signals.confirm("expired"));

    assertThat(Outcome.of(archive.await("expired")).status()).isEqualTo("EXPIRED");
    assertThat(deliveries("expired")).isEmpty();
  }

  private static Outcome consumedByBoth() {
    return new Outcome("COMPLETED", "CONFIRM", Map.of("billing", "CONSUMED", "stock", "CONSUMED"));
  }

  private static List<Delivered> deliveries(String id) {
    return world.deliveries(orders).stream().filter(delivery -> delivery.id().equals(id)).toList();
  }
}
