package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.Ending;
import io.surety.acceptance.harness.Scenario;
import io.surety.acceptance.harness.World;
import io.surety.client.Surety;
import io.surety.testkit.SuretyTestKit;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the test kit promises to applications: it ends as the real coordinator does. */
class TestKitTest {
  private static final int MESSAGES = 150;
  private static final long SEED = Long.getLong("surety.test.seed", 20261125L);

  @Test
  void aScenarioEndsInTheKitAsItDoesOnTheBroker() {
    try (World world = World.on(Brokers.shared(), "kit")) {
      world.start();
      String destination = world.topic("orders", 4, Map.of());
      Scenario scenario = new Scenario(SEED, MESSAGES, destination);
      Map<String, Ending> expected = playInTheKit(scenario);
      ArchiveLog archive = world.archive();

      scenario.play(world.with(Surety.connect(clientConfig(world))));

      World.eventually(() -> assertThat(archive.endings()).as("seed %s", SEED).isEqualTo(expected));
      assertThat(kindsOf(expected))
          .contains("COMPLETED", "DEAD_LETTERED", "ROLLED_BACK", "CANCELLED", "EXPIRED");
    }
  }

  @Test
  void aScenarioEndsInTheKitAlwaysTheSame() {
    Map<String, Ending> once = playInTheKit(new Scenario(SEED, MESSAGES, "orders"));
    Map<String, Ending> again = playInTheKit(new Scenario(SEED, MESSAGES, "orders"));

    assertThat(again).isEqualTo(once).hasSize(MESSAGES);
  }

  private static Map<String, Ending> playInTheKit(Scenario scenario) {
    try (SuretyTestKit kit = SuretyTestKit.create()) {
      scenario.play(kit.surety());
      kit.advance(Duration.ofMinutes(4));
      Map<String, Ending> endings = new TreeMap<>();
      kit.messages().forEach(message -> endings.put(message.id(), Ending.of(message)));
      return endings;
    }
  }

  private static Map<String, Object> clientConfig(World world) {
    Map<String, Object> config = new HashMap<>(world.client());
    config.put("surety.topic.prefix", world.topics().prefix());
    config.put("surety.registry.staleness.max.ms", World.STALENESS_MS);
    return config;
  }

  private static Set<String> kindsOf(Map<String, Ending> endings) {
    Set<String> kinds = new HashSet<>();
    endings.values().forEach(ending -> kinds.add(ending.status()));
    return kinds;
  }
}
