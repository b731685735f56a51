package io.surety.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {
  private static final String BROKERS = "bootstrap.servers";

  @Test
  void givesClientsWhatTheGuaranteesRestOn() {
    StreamsConfig config = config(Map.of(BROKERS, "localhost:1"));

    assertThat(config.getMainConsumerConfigs("surety", "c", 1))
        .containsEntry("session.timeout.ms", 10_000)
        .containsEntry("heartbeat.interval.ms", 3_000)
        .containsEntry("max.poll.interval.ms", 120_000)
        .containsEntry("isolation.level", "read_committed");
    assertThat(config.getProducerConfigs("p"))
        .containsEntry("transaction.timeout.ms", 10_000)
        .containsEntry("max.request.size", CoreSettings.DEFAULT.recordMaxBytes())
        .containsEntry("batch.size", 65_536)
        .containsEntry("compression.type", "lz4");
    assertThat(config.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
    assertThat(config.getString("group.protocol")).isEqualTo("classic");
    assertThat(config.getLong("max.task.idle.ms")).isEqualTo(-1);
    assertThat(config.getString("application.server")).isEqualTo("host:8080");
  }

  @Test
  void whatIsPassedThroughCannotTakeTheGuaranteesAway() {
    StreamsConfig config =
        config(
            Map.of(
                BROKERS,
                "localhost:1",
                "processing.guarantee",
                "at_least_once",
                "group.protocol",
                "streams",
                "producer.max.request.size",
                1_000,
                "consumer.isolation.level",
                "read_uncommitted"));

    assertThat(config.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
    assertThat(config.getString("group.protocol")).isEqualTo("classic");
    assertThat(config.getProducerConfigs("p"))
        .containsEntry("max.request.size", CoreSettings.DEFAULT.recordMaxBytes());
    assertThat(config.getMainConsumerConfigs("surety", "c", 1))
        .containsEntry("isolation.level", "read_committed");
  }

  @Test
  void whatChangesOnlySpeedCanBeChanged() {
    StreamsConfig config =
        config(
            Map.of(
                BROKERS,
                "localhost:1",
                "producer.compression.type",
                "zstd",
                "main.consumer.fetch.max.bytes",
                1_000_000));

    assertThat(config.getProducerConfigs("p")).containsEntry("compression.type", "zstd");
    assertThat(config.getMainConsumerConfigs("surety", "c", 1))
        .containsEntry("fetch.max.bytes", 1_000_000);
  }

  @Test
  void refusesSettingsThatCannotWork() {
    assertThatThrownBy(() -> settings(Map.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("streamThreads must be >= 1, was 0");
  }

  private static StreamsConfig config(Map<String, Object> kafka) {
    return new StreamsConfig(StreamsProperties.of(settings(kafka, 2), CoreSettings.DEFAULT));
  }

  private static StreamsSettings settings(Map<String, Object> kafka, int threads) {
    return new StreamsSettings(
        "surety",
        kafka,
        Path.of("state"),
        Optional.of("host:8080"),
        threads,
        Duration.ofMillis(200),
        1,
        (short) 3,
        64 << 20,
        Duration.ofMillis(-1));
  }
}
