package io.surety.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.lifecycle.Limits;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.schemas.Topics;
import io.surety.topology.CoreSettings;
import io.surety.topology.EventsMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoordinatorConfigTest {

  @Test
  void needsNothingButBrokers() {
    CoordinatorConfig config = config(Map.of());

    assertThat(config.core()).isEqualTo(CoreSettings.DEFAULT);
    assertThat(config.producerDefaults()).isEqualTo(ProducerPolicy.DEFAULT);
    assertThat(config.topics()).isEqualTo(Topics.withDefaultPrefix());
    assertThat(config.applicationServer()).isEmpty();
    assertThat(config.schemaRegistry()).isEmpty();
    assertThat(config.topicSettings())
        .isEqualTo(
            new TopicSettings(
                false,
                12,
                (short) 3,
                2,
                Duration.ofDays(7),
                Duration.ofDays(30),
                Duration.ofDays(365)));
    assertThat(config.kafka(KafkaClient.PRODUCER))
        .isEqualTo(Map.of("bootstrap.servers", "a:9092,b:9092"));
  }

  @Test
  void oneReplicaNeedsOneInSync() {
    assertThat(config(Map.of("surety.replication.factor", "1")).topicSettings().minInsyncReplicas())
        .isEqualTo(1);
  }

  @Test
  void readsWhatIsSet() {
    CoordinatorConfig config =
        config(
            Map.of(
                "surety.early.timeout.ms", "1000",
                "surety.dispatch.backoff.min.ms", "20",
                "surety.check.back.on.exhausted", "roll_back",
                "surety.check.back.budget", "3",
                "surety.events", "all",
                "surety.application.server", "[::1]:8080"));

    assertThat(config.core().limits())
        .isEqualTo(
            new Limits(
                1_000,
                Limits.DEFAULT.unresolvedRetentionMs(),
                Limits.DEFAULT.deadLetterRetentionMs(),
                20,
                Limits.DEFAULT.dispatchBackoffMaxMs(),
                Limits.DEFAULT.deliveryRequestTimeoutMs()));
    assertThat(config.core().events()).isEqualTo(EventsMode.ALL);
    assertThat(config.producerDefaults())
        .isEqualTo(
            new ProducerPolicy(
                10_000, 60_000, 3, 72 * 3_600_000L, ProducerPolicy.OnExhausted.ROLL_BACK));
    assertThat(config.applicationServer()).contains("[::1]:8080");
  }

  @Test
  void refusesValuesThatContradictEachOther() {
    assertThatThrownBy(
            () ->
                config(
                    Map.of(
                        "surety.replication.factor", "2",
                        "surety.min.insync.replicas", "3",
                        "surety.message.max.bytes", "20000000",
                        "surety.dispatch.linger.ms", "1000",
                        "surety.dispatch.delivery.timeout.ms", "2000",
                        "surety.dispatch.backoff.min.ms", "60000",
                        "surety.schema.registry.url", "http://r:1",
                        "surety.schema.registry.basic.auth", "s3cret")))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(4)
                    .anyMatch(p -> p.contains("surety.min.insync.replicas must be at most"))
                    .anyMatch(p -> p.contains("surety.dispatch.backoff.min.ms must be at most"))
                    .anyMatch(
                        p -> p.contains("surety.dispatch.in.flight.max.bytes must be at least"))
                    .anyMatch(p -> p.contains("basic.auth") && !p.contains("s3cret")));
  }

  private static CoordinatorConfig config(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("surety.bootstrap.servers", "a:9092,b:9092");
    return CoordinatorConfig.of(values);
  }
}
