package io.surety.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final Map<String, String> LEAST = Map.of("surety.bootstrap.servers", "a:9092");

  @TempDir Path directory;

  @Test
  void namesTheNearestKeyOfAnUnknownOne() {
    assertThatThrownBy(() -> with("surety.partition", "12"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(
            "unknown key 'surety.partition'; the nearest known one is 'surety.partitions'");
  }

  @Test
  void refusesAKeyWithoutOurPrefix() {
    assertThatThrownBy(() -> with("topic.prefix", "x."))
        .hasMessageContaining("the nearest known one is 'surety.topic.prefix'");
  }

  @Test
  void namesEveryProblemAtOnceWithKeyAndValue() {
    Map<String, String> values =
        Map.of(
            "surety.partitions", "many",
            "surety.stream.threads", "0",
            "surety.application.server", "here",
            "surety.events", "some",
            "surety.topic.prefix", "a b",
            "surety.schema.registry.url", "ftp://x");

    assertThatThrownBy(() -> Settings.of(values, CoordinatorConfig.GROUPS))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(7)
                    .anyMatch(p -> p.contains("surety.bootstrap.servers"))
                    .anyMatch(p -> p.contains("many") && p.contains("surety.partitions"))
                    .anyMatch(p -> p.contains("0") && p.contains("surety.stream.threads"))
                    .anyMatch(p -> p.contains("here") && p.contains("must be host:port"))
                    .anyMatch(p -> p.contains("some") && p.contains("exceptional, all, none"))
                    .anyMatch(p -> p.contains("a b") && p.contains("surety.topic.prefix"))
                    .anyMatch(p -> p.contains("ftp://x") && p.contains("http")));
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws Exception {
    Path file =
        write(
            """
            surety.bootstrap.servers = a:9092, b:9092
            surety.topic.prefix = größe.
            surety.partitions = 3
            kafka.security.protocol = PLAINTEXT
            """
                .replace("größe", "file"));

    Settings settings =
        read(
            file,
            Map.of("SURETY_PARTITIONS", "5", "SURETY_KAFKA_SECURITY_PROTOCOL", "SSL", "HOME", "x"));

    assertThat(settings.get(TopicKeys.PARTITIONS)).isEqualTo(5);
    assertThat(settings.get(ConnectionKeys.TOPIC_PREFIX)).isEqualTo("file.");
    assertThat(settings.get(ConnectionKeys.BOOTSTRAP_SERVERS)).containsExactly("a:9092", "b:9092");
    assertThat(settings.kafka(KafkaClient.ADMIN))
        .containsExactly(Map.entry("security.protocol", "SSL"));
    assertThat(settings.printable())
        .contains(
            new Setting("surety.partitions", "5", Origin.ENVIRONMENT),
            new Setting("surety.topic.prefix", "file.", Origin.FILE),
            new Setting("surety.events", "exceptional", Origin.DEFAULT));
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void warnsOfVariablesThatLookLikeOursButNotOfKubernetesServiceLinks() {
    Settings settings =
        Settings.read(
            Optional.empty(),
            Map.of(
                "SURETY_BOOTSTRAP_SERVERS", "a:9092",
                "SURETY_PARTITION", "3",
                "SURETY_SERVICE_HOST", "10.0.0.1",
                "SURETY_PORT_8080_TCP_PORT", "8080",
                "SURETY_PORT", "tcp://10.0.0.1:8080",
                "SURETY_JAVA_OPTS", "-Xmx1g",
                "SURETY_KAFKA_PORT", "tcp://10.0.0.2:9092"),
            CoordinatorConfig.GROUPS);

    assertThat(settings.warnings())
        .containsExactly(
            "environment variable SURETY_PARTITION is not a setting and is ignored;"
                + " the nearest one is SURETY_PARTITIONS");
  }

  @Test
  void takesSecretsFromAFileAndNeverPrintsThem() throws Exception {
    Path secrets = Files.writeString(directory.resolve("secrets"), "auth=me:s3cret\njaas=j4as\n");
    Settings settings =
        with(
            Map.of(
                "surety.schema.registry.url", "http://registry:8081",
                "surety.schema.registry.basic.auth", "${file:" + secrets + ":auth}",
                "kafka.sasl.jaas.config", "${file:" + secrets + ":jaas}",
                "kafka.streams.reporter.token", "t0ken",
                "kafka.producer.compression.type", "zstd"));

    CoordinatorConfig config = CoordinatorConfig.of(settings);

    assertThat(config.schemaRegistry().orElseThrow().basicAuth()).contains("me:s3cret");
    assertThat(config.kafka(KafkaClient.ADMIN)).containsEntry("sasl.jaas.config", "j4as");
    assertThat(config.toString() + settings.warnings())
        .doesNotContain("s3cret")
        .doesNotContain("j4as")
        .doesNotContain("t0ken")
        .contains("kafka.producer.compression.type = zstd");
  }

  @Test
  void aValueFromAProviderIsNotPrintedEvenWhenItIsWrong() throws Exception {
    Path secrets = Files.writeString(directory.resolve("secrets"), "word=s3cret\n");

    assertThatThrownBy(() -> with("surety.partitions", "${file:" + secrets + ":word}"))
        .hasMessageContaining("surety.partitions")
        .hasMessageContaining("${file:")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void refusesAVariableThatNobodyResolves() throws Exception {
    Path secrets = Files.writeString(directory.resolve("secrets"), "auth=x\n");

    assertThatThrownBy(() -> with("kafka.ssl.key.password", "${file:" + secrets + ":other}"))
        .hasMessageContaining("'kafka.ssl.key.password' has a variable");
    assertThatThrownBy(() -> with("kafka.ssl.key.password", "${vault:a:b}"))
        .hasMessageContaining("'${vault:a:b}'");
    assertThatThrownBy(() -> with("kafka.ssl.key.password", "${file:/nowhere:b}"))
        .hasMessageContaining("/nowhere");
  }

  @Test
  void passesOnlyItsOwnKeysToAClient() {
    Settings settings =
        with(
            Map.of(
                "kafka.security.protocol", "SSL",
                "kafka.request.timeout.ms", "1",
                "kafka.admin.request.timeout.ms", "2",
                "kafka.streams.consumer.max.poll.records", "3"));

    assertThat(settings.kafka(KafkaClient.ADMIN))
        .isEqualTo(Map.of("security.protocol", "SSL", "request.timeout.ms", "2"));
    assertThat(settings.kafka(KafkaClient.STREAMS))
        .isEqualTo(
            Map.of(
                "security.protocol", "SSL",
                "request.timeout.ms", "1",
                "consumer.max.poll.records", "3"));
  }

  @Test
  void refusesToPassThroughWhatTheCoordinatorDependsOn() {
    assertThatThrownBy(() -> with("kafka.streams.processing.guarantee", "at_least_once"))
        .hasMessageContaining("exactly_once_v2");
    assertThatThrownBy(() -> with("kafka.streams.main.consumer.session.timeout.ms", "1"))
        .hasMessageContaining("set surety.session.timeout.ms");
    assertThatThrownBy(() -> with("kafka.bootstrap.servers", "b:1"))
        .hasMessageContaining("set surety.bootstrap.servers");
  }

  @Test
  void warnsOfAKeyThatKafkaDoesNotDocument() {
    assertThat(with(Map.of("kafka.secuirty.protocol", "SSL")).warnings())
        .containsExactly(
            "'kafka.secuirty.protocol' is passed to Kafka, which does not document"
                + " 'secuirty.protocol'; the nearest one is 'kafka.security.protocol'");
  }

  @Test
  void namesAFileThatCannotBeRead() {
    assertThatThrownBy(() -> read(directory.resolve("none"), Map.of()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("none' cannot be read");
  }

  private static Settings with(String key, String value) {
    return with(Map.of(key, value));
  }

  private static Settings with(Map<String, String> more) {
    Map<String, String> values = new java.util.HashMap<>(LEAST);
    values.putAll(more);
    return Settings.of(values, CoordinatorConfig.GROUPS);
  }

  private static Settings read(Path file, Map<String, String> environment) {
    return Settings.read(Optional.of(file), environment, List.copyOf(CoordinatorConfig.GROUPS));
  }

  private Path write(String text) throws Exception {
    return Files.writeString(directory.resolve("surety.properties"), text);
  }
}
