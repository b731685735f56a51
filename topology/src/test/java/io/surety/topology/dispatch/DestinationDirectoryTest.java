package io.surety.topology.dispatch;

import static io.surety.topology.support.TestTopics.await;
import static io.surety.topology.support.TestTopics.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.embedded.EmbeddedKafka;
import io.surety.embedded.SharedBroker;
import io.surety.topology.support.TestTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DestinationDirectoryTest {
  @TempDir Path dataDir;

  @Test
  void looksAtOnceAtWhatIsNew() {
    TestTopics topics = new TestTopics(SharedBroker.get().clientConfig());
    String there = topics.create(fresh("there"), 1, Map.of("max.message.bytes", "12345"));
    try (DestinationDirectory directory =
        directory(SharedBroker.get(), Duration.ofDays(1)).start()) {

      directory.watch(Set.of(there, "not-there"));
      await().until(() -> directory.state(there).kind() != DestinationState.Kind.UNKNOWN);

      assertThat(directory.states())
          .isEqualTo(
              Map.of(
                  there,
                  DestinationState.ready(12_345),
                  "not-there",
                  DestinationState.missing("not-there")));

      String later = topics.create(fresh("later"));
      directory.watch(Set.of(later));
      await().until(() -> directory.state(later).kind() == DestinationState.Kind.READY);
      assertThat(directory.states()).containsOnlyKeys(later);
    }
  }

  @Test
  void keepsWhatItKnewWhileTheBrokerIsAway() {
    EmbeddedKafka first = EmbeddedKafka.builder().dataDir(dataDir).start();
    int port = first.port();
    try (DestinationDirectory directory = directory(first, Duration.ofMillis(200)).start()) {
      new TestTopics(first.clientConfig()).create("orders");
      directory.watch(Set.of("orders"));
      await().until(() -> directory.state("orders").kind() == DestinationState.Kind.READY);

      first.close();
      Duration before = directory.age();
      directory.watch(Set.of("orders", "unseen"));
      await().until(() -> directory.age().compareTo(before.plusSeconds(1)) > 0);

      // A broker that stops may still have told that the topic has no leader.
      assertThat(directory.state("orders").kind())
          .isIn(DestinationState.Kind.READY, DestinationState.Kind.LEADERLESS);
      assertThat(directory.state("unseen").kind()).isEqualTo(DestinationState.Kind.UNKNOWN);

      try (EmbeddedKafka second = EmbeddedKafka.builder().dataDir(dataDir).port(port).start()) {
        await().until(() -> directory.state("unseen").kind() == DestinationState.Kind.MISSING);
        assertThat(second.port()).isEqualTo(port);
      }
    } finally {
      first.close();
    }
  }

  private static DestinationDirectory directory(EmbeddedKafka kafka, Duration refresh) {
    return new DestinationDirectory(Admin.create(new HashMap<>(kafka.clientConfig())), refresh);
  }
}
