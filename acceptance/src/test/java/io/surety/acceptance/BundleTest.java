package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.CrashingShop;
import io.surety.acceptance.harness.Outcome;
import io.surety.acceptance.harness.World;
import io.surety.client.Bundle;
import io.surety.client.Message;
import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import io.surety.schemas.BundleIds;
import io.surety.schemas.avro.Archive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several messages to several destinations: all of them, or none. */
class BundleTest {
  private static final ConcurrentLinkedQueue<String> HANDLED = new ConcurrentLinkedQueue<>();
  private static final Outcome ROLLED_BACK = new Outcome("ROLLED_BACK", "ROLL_BACK", Map.of());

  private static World world;
  private static String orders;
  private static String points;
  private static ArchiveLog archive;
  private static Surety surety;
  private static Publisher publisher;

  @BeforeAll
  static void start() {
    world = World.on(Brokers.shared(), "bundle");
    world.start();
    archive = world.archive();
    Map<String, Object> config = new HashMap<>(world.client());
    config.put("surety.topic.prefix", world.topics().prefix());
    config.put("surety.registry.staleness.max.ms", World.STALENESS_MS);
    surety = world.with(Surety.connect(config));
    orders = destination("orders", "billing");
    points = destination("points", "loyalty");
    publisher =
        world.with(
            surety.publisher(
                "shop", PublisherOptions.create().checkBack(question -> Verdict.UNKNOWN)));
  }

  private static String destination(String name, String group) {
    String topic = world.topic(name, 4, Map.of());
    surety.destinations().register(topic);
    world.with(
        surety
            .consumer(group)
            .destination(topic)
            .handler(delivery -> HANDLED.add(delivery.id() + " by " + group))
            .start());
    return topic;
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void aConfirmedBundleIsDeliveredWhole() {
    Bundle bundle = bundle("confirmed");

    publisher.execute(bundle, () -> "paid");

    assertThat(outcomes(bundle.messageIds()))
        .containsExactly(consumedBy("billing"), consumedBy("loyalty"), consumedBy("billing"));
    assertThat(handled("confirmed"))
        .containsExactlyInAnyOrder(
            "confirmed~1of3 by billing", "confirmed~2of3 by loyalty", "confirmed~3of3 by billing");
    assertFoldAgrees(bundle.messageIds());
  }

  @Test
  void ofABundleThatIsRolledBackNothingIsDelivered() {
    Bundle bundle = bundle("failed");

    assertThatThrownBy(
            () ->
                publisher.execute(
                    bundle,
                    () -> {
                      throw new IllegalStateException("no money");
                    }))
        .hasMessage("no money");

    assertThat(outcomes(bundle.messageIds()))
        .containsExactly(ROLLED_BACK, ROLLED_BACK, ROLLED_BACK);
    assertThat(handled("failed")).isEmpty();
    assertFoldAgrees(bundle.messageIds());
  }

  @Test
  void theCheckBackDecidesAllThatACrashLeftOpen() {
    CrashingShop.dieWith(world, "committed", orders, points, orders);
    CrashingShop.dieWith(world, "lost", orders, points, orders);

    // The shop is started again. Its database says what became of each.
    world.with(
        surety.publisher(
            CrashingShop.PRODUCER,
            PublisherOptions.create()
                .checkBack(
                    question ->
                        question.bundleId().orElseThrow().equals("committed")
                            ? Verdict.CONFIRM
                            : Verdict.ROLL_BACK)
                .policy(CrashingShop.POLICY)));

    List<String> committed = BundleIds.members("committed", 3);
    List<String> lost = BundleIds.members("lost", 3);
    assertThat(outcomes(committed))
        .containsExactly(consumedBy("billing"), consumedBy("loyalty"), consumedBy("billing"));
    assertThat(outcomes(lost)).containsExactly(ROLLED_BACK, ROLLED_BACK, ROLLED_BACK);
    assertThat(handled("committed")).hasSize(3);
    assertThat(handled("lost")).isEmpty();
    assertThat(List.of(archived(committed), archived(lost)))
        .allSatisfy(
            bundle -> {
              assertThat(bundle.stream().map(Archive::getDecidedAt).distinct())
                  .as("decided by one record")
                  .hasSize(1);
              assertThat(bundle.get(0).getNote()).contains("answer to check-back");
            });
    assertFoldAgrees(committed);
    assertFoldAgrees(lost);
  }

  private static Bundle bundle(String id) {
    return Bundle.builder()
        .id(id)
        .add(Message.to(orders).key("42").payload("paid"))
        .add(Message.to(points).key("ada").payload("7"))
        .add(Message.to(orders).key("43").payload("paid"))
        .build();
  }

  private static List<Archive> archived(List<String> ids) {
    return ids.stream().map(archive::await).toList();
  }

  private static List<Outcome> outcomes(List<String> ids) {
    return archived(ids).stream().map(Outcome::of).toList();
  }

  /** The rules alone, applied to the log, come to the same end. */
  private static void assertFoldAgrees(List<String> ids) {
    Map<String, Outcome> folded = world.fold();
    assertThat(ids.stream().map(folded::get)).isEqualTo(outcomes(ids));
  }

  private static Outcome consumedBy(String group) {
    return new Outcome("COMPLETED", "CONFIRM", Map.of(group, "CONSUMED"));
  }

  private static List<String> handled(String bundleId) {
    return HANDLED.stream().filter(what -> what.startsWith(bundleId + "~")).distinct().toList();
  }
}
