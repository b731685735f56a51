package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.Delivered;
import io.surety.acceptance.harness.Groups;
import io.surety.acceptance.harness.Outcome;
import io.surety.acceptance.harness.Reaction;
import io.surety.acceptance.harness.Signals;
import io.surety.acceptance.harness.SteadyWriter;
import io.surety.acceptance.harness.World;
import io.surety.embedded.TopicAcls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** A destination that cannot take records is nobody's trouble but its own. */
class BadDestinationTest {
  private static final Duration LONGEST_GAP = Duration.ofSeconds(2);

  @Test
  void othersGoOnWhileDestinationsAreMissingForbiddenOrDeleted() throws Exception {
    try (World world = World.on(Brokers.shared(), "bad")) {
      world.signIn(Brokers.shared().clientConfig(Brokers.COORDINATOR));
      world.start();
      String good = world.destination("good");
      String forbidden = world.destination("forbidden");
      String deleted = world.destination("deleted");
      String missing = world.name() + "-missing";
      world.registerDestination(missing);
      TopicAcls.denyWrite(world.admin(), "User:" + Brokers.COORDINATOR, forbidden);
      for (String destination : List.of(good, forbidden, missing)) {
        world.subscribe(destination, "billing");
      }
      world.subscribe(World.subscription("billing", deleted).setAckTimeoutMs(5_000).build());
      world.awaitRegistered();
      ArchiveLog archive = world.archive();
      Reaction.Script consume = (id, attempt) -> Reaction.CONSUME;
      Groups atGood = world.groups(good, Map.of("billing", consume));
      SteadyWriter toGood = world.with(new SteadyWriter(world.signals(), "good", good));
      World.eventually(() -> assertThat(atGood.delivered()).hasSizeGreaterThan(50));

      List<String> held = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        for (String destination : List.of(forbidden, missing)) {
          held.add(destination + "-" + i);
          world.signals().write(Signals.send(destination + "-" + i, destination));
        }
      }
      SteadyWriter toDeleted = world.with(new SteadyWriter(world.signals(), "deleted", deleted));
      World.eventually(() -> assertThat(world.deliveries(deleted)).hasSizeGreaterThan(50));
      World.get(world.admin().deleteTopics(List.of(deleted)).all());
      int written = toDeleted.written();
      World.eventually(() -> assertThat(toDeleted.written()).isGreaterThan(written + 300));

      // All are well again; nobody tells the coordinator.
      TopicAcls.allowWrite(world.admin(), "User:" + Brokers.COORDINATOR, forbidden);
      world.create(new NewTopic(missing, 2, (short) 1));
      world.create(new NewTopic(deleted, 2, (short) 1));
      for (String destination : List.of(forbidden, missing, deleted)) {
        world.groups(destination, Map.of("billing", consume));
      }
      int resumed = atGood.delivered().size();
      World.eventually(() -> assertThat(atGood.delivered()).hasSizeGreaterThan(resumed + 200));
      toGood.close();
      toDeleted.close();

      // Those that lay in the deleted topic are delivered again when their acknowledgement is late.
      archive.awaitAll(held);
      archive.awaitAll(toGood.ids());
      archive.awaitAll(toDeleted.ids());
      assertThat(archive.outcomes().values()).extracting(Outcome::status).containsOnly("COMPLETED");
      assertThat(longestGap(atGood.delivered()))
          .as("longest gap between deliveries to the good destination")
          .isLessThan(LONGEST_GAP);
    }
  }

  private static Duration longestGap(List<Delivered> deliveries) {
    long longest = 0;
    for (int i = 1; i < deliveries.size(); i++) {
      longest = Math.max(longest, deliveries.get(i).seenAt() - deliveries.get(i - 1).seenAt());
    }
    return Duration.ofNanos(longest);
  }
}
