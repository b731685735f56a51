package io.surety.topology;

import static io.surety.topology.support.TestTopics.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.embedded.EmbeddedKafka;
import io.surety.embedded.SharedBroker;
import io.surety.lifecycle.RedeliveryPolicy;
import io.surety.lifecycle.Status;
import io.surety.lifecycle.Subscription;
import io.surety.lifecycle.TagFilter;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.Outcome;
import io.surety.topology.TaskProgress.Progress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreOnBrokerTest {
  private final EmbeddedKafka kafka = SharedBroker.get();
  private final CoreSettings settings = CoreSettings.DEFAULT;
  private final Topics topics = CoreOnBroker.createTopics(kafka, settings);
  private final TestPolicies policies =
      new TestPolicies()
          .subscribe(
              new Subscription(
                  "billing",
                  "orders",
                  TagFilter.ALL,
                  1_000,
                  60_000,
                  false,
                  new RedeliveryPolicy(100, 1, 100, 0, 3, List.of())));

  @TempDir private Path stateDir;

  /**
   * Nothing is written but by the coordinator itself: its timers must see that the quiet topics,
   * and the one with the markers of its own transactions, hold nothing that they would overtake.
   */
  @Test
  void timersFireOnAQuietLogAlsoAfterTransactionMarkers() {
    try (CoreOnBroker core = start()) {
      core.say(
          topics.prepare(),
          "m1",
          Signals.prepare("m1")
              .setMode(Mode.SEND)
              .setDeliverAt(System.currentTimeMillis() + 500)
              .build());

      await().until(() -> core.dispatcher().requests().size() >= 3);

      assertThat(core.dispatcher().requests())
          .extracting(Object::toString)
          .startsWith(
              "m1 #1 to orders for [billing]",
              "m1 #2 to orders for [billing]",
              "m1 #3 to orders for [billing]");
      await().until(() -> core.counts().entered(Status.DEAD_LETTERED) == 1);
      assertThat(core.counts().defects()).isZero();
    }
  }

  @Test
  void tellsItsProgress() {
    try (CoreOnBroker core = start()) {
      core.say(topics.prepare(), "m1", Signals.prepare("m1").build());

      await()
          .untilAsserted(
              () -> {
                long now = System.currentTimeMillis();
                assertThat(core.progress().of(now))
                    .hasSize(CoreOnBroker.PARTITIONS)
                    .allSatisfy(
                        (partition, progress) -> {
                          assertThat(progress.horizon()).isGreaterThan(now - 5_000);
                          assertThat(progress.isBehind()).isFalse();
                          assertThat(progress.ageOfOldestUnprocessedMs(now)).isZero();
                        });
                assertThat(core.progress().of(now).values())
                    .extracting(Progress::live)
                    .containsExactlyInAnyOrder(0, 1);
                assertThat(core.progress().of(now).values())
                    .extracting(Progress::lastCommit)
                    .allMatch(commit -> commit > now - 60_000);
              });
    }
  }

  @Test
  void goesOnWithItsStateWhereItStopped() {
    try (CoreOnBroker core = start()) {
      core.say(topics.prepare(), "m1", Signals.prepare("m1").build());
      await().until(() -> core.counts().entered(Status.PREPARED) == 1);
    }
    try (CoreOnBroker core = start()) {
      core.say(topics.confirm(), "m1", Signals.decide("m1", Decision.CONFIRM).build());

      await().until(() -> !core.dispatcher().requests().isEmpty());

      assertThat(core.dispatcher().requests().get(0).payload())
          .isEqualTo("payload of m1".getBytes());
      assertThat(core.restored()).as("records restored after a clean stop").isZero();
    }
  }

  @Test
  void dispatchesAgainAfterARestartWhatWasNotAnswered() {
    try (CoreOnBroker core = start()) {
      core.say(topics.prepare(), "m1", Signals.prepare("m1").setMode(Mode.SEND).build());
      core.say(topics.prepare(), "m2", Signals.prepare("m2").setMode(Mode.SEND).build());
      await().until(() -> core.dispatcher().requests().size() == 2);
      core.say(
          topics.consume(), "m2", Signals.consume("m2", "billing", Outcome.CONSUMED, 1).build());
      await().until(() -> core.counts().entered(Status.COMPLETED) == 1);
    }
    try (CoreOnBroker core = start()) {
      await().until(() -> !core.dispatcher().requests().isEmpty());

      assertThat(core.dispatcher().requests()).extracting(r -> r.messageId()).containsOnly("m1");
    }
  }

  @Test
  void theLargestRecordsDoNotStopIt() {
    try (CoreOnBroker core = start()) {
      byte[] random = new byte[settings.messageMaxBytes() - 300];
      new Random(1).nextBytes(random);
      core.say(
          topics.prepare(),
          "m1",
          Signals.prepare("m1").setMode(Mode.SEND).setPayload(ByteBuffer.wrap(random)).build());
      core.say(
          topics.consume(),
          "m1",
          Signals.consume("m1", "billing", Outcome.REJECTED, 1)
              .setError(Signals.error("x".repeat(200_000)))
              .build());

      await().until(() -> core.counts().entered(Status.DEAD_LETTERED) == 1);

      core.say(topics.prepare(), "m2", Signals.prepare("m2").setMode(Mode.SEND).build());
      await().until(() -> core.dispatcher().requests().size() >= 1);
    }
  }

  private CoreOnBroker start() {
    return new CoreOnBroker(kafka, topics, settings, policies, stateDir);
  }
}
