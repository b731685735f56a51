package io.surety.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.schemas.Codec;
import io.surety.schemas.RegistryKey;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.RedeliveryPolicy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** The oracle is judged before it judges. */
class LogFoldTest {
  private static final Topics TOPICS = Topics.of("fold.");

  private final Codec codec = Codec.bundled();
  private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();

  @Test
  void readsTheTopicsAsOneLogInTheOrderOfTheirTimes() {
    append(1_000, TOPICS.prepare(), Signals.prepare("m", "orders").build());
    append(1_200, TOPICS.confirm(), Signals.rollBack("m"));
    append(1_100, TOPICS.confirm(), Signals.confirm("m"));
    append(1_300, TOPICS.consume(), Signals.consumed("m", "billing", 1));

    assertThat(outcomes(2_000))
        .isEqualTo(Map.of("m", new Outcome("COMPLETED", "CONFIRM", Map.of("billing", "CONSUMED"))));
  }

  @Test
  void judgesADecisionByItsTimeAndLetsTimePassAfterTheLastSignal() {
    append(1_000, TOPICS.prepare(), Signals.prepare("mortal", "orders").setTtlMs(500L).build());
    append(1_600, TOPICS.confirm(), Signals.confirm("mortal"));
    append(2_000, TOPICS.prepare(), Signals.send("unheard", "orders"));

    assertThat(outcomes(3_000))
        .containsEntry("mortal", new Outcome("EXPIRED", "NONE", Map.of()))
        .containsEntry(
            "unheard", new Outcome("DELIVERING", "CONFIRM", Map.of("billing", "DISPATCHED")));
    assertThat(outcomes(1_000_000))
        .containsEntry(
            "unheard",
            new Outcome("DEAD_LETTERED", "CONFIRM", Map.of("billing", "DEAD:ATTEMPTS_EXHAUSTED")));
  }

  @Test
  void keepsTheOutcomeOfAFinishedMessageWhateverComesAfterIt() {
    append(1_000, TOPICS.prepare(), Signals.prepare("m", "orders").build());
    append(1_100, TOPICS.confirm(), Signals.rollBack("m"));
    append(1_200, TOPICS.confirm(), Signals.confirm("m"));
    append(1_300, TOPICS.consume(), Signals.consumed("m", "billing", 1));

    assertThat(outcomes(9_999_999))
        .isEqualTo(Map.of("m", new Outcome("ROLLED_BACK", "ROLL_BACK", Map.of())));
  }

  @Test
  void aDecisionAboutABundleIsOneAboutEachOfItsMessages() {
    append(1_000, TOPICS.prepare(), Signals.prepare("b~1of2", "orders").build());
    append(1_000, TOPICS.prepare(), Signals.prepare("b~2of2", "orders").build());
    append(1_100, TOPICS.confirm(), Signals.bundle(Decision.ROLL_BACK, "b~1of2", "b~2of2"));
    append(1_200, TOPICS.confirm(), Signals.confirm("b~2of2"));

    Outcome rolledBack = new Outcome("ROLLED_BACK", "ROLL_BACK", Map.of());
    assertThat(outcomes(2_000)).isEqualTo(Map.of("b~1of2", rolledBack, "b~2of2", rolledBack));
  }

  @Test
  void passesOverWhatIsNoSignal() {
    log.add(record(1_000, TOPICS.prepare(), "m", new byte[] {1, 2, 3}));

    assertThat(outcomes(2_000)).isEmpty();
  }

  private Map<String, Outcome> outcomes(long until) {
    String destination = RegistryKey.destination("orders");
    String subscription = RegistryKey.subscription("orders", "billing");
    RedeliveryPolicy three = RedeliveryPolicy.newBuilder().setMaxAttempts(3).build();
    RegistryFold policies =
        new RegistryFold(
            codec,
            List.of(
                record(
                    1,
                    TOPICS.registry(),
                    destination,
                    codec.encode(DestinationRegistration.newBuilder().setTopic("orders").build())),
                record(
                    2,
                    TOPICS.registry(),
                    subscription,
                    codec.encode(
                        World.subscription("billing", "orders").setRedelivery(three).build()))));
    return LogFold.of(policies, TOPICS, codec, log, until);
  }

  private void append(long time, String topic, SpecificRecord signal) {
    log.add(record(time, topic, "m", codec.encode(signal)));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      long time, String topic, String key, byte[] value) {
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        time,
        TimestampType.LOG_APPEND_TIME,
        key.length(),
        value.length,
        key.getBytes(StandardCharsets.UTF_8),
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
