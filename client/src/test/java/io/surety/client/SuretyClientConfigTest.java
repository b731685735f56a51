package io.surety.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SuretyClientConfigTest {

  @Test
  void hasDefaultsThatFitTheGuarantees() {
    SuretyClientConfig config = config(Map.of());

    assertThat(config.topics().prefix()).isEqualTo("surety.");
    assertThat(config.registryStalenessMax()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.messageMaxBytes()).isEqualTo(1_000_000);
    assertThat(config.closeTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.checkBackConcurrency()).isEqualTo(4);
    assertThat(config.instanceId()).endsWith("-" + ProcessHandle.current().pid());
    assertThat(config.producerProperties())
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("delivery.timeout.ms", 30_000)
        .containsEntry("max.request.size", 1_065_536)
        .doesNotContainKey("group.id");
    assertThat(config.consumerProperties("billing", "billing-t"))
        .containsEntry("group.id", "billing")
        .containsEntry("auto.offset.reset", "earliest")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("allow.auto.create.topics", false)
        .doesNotContainKey("acks");
  }

  @Test
  void givesEachKafkaClientWhatItKnowsAndPlugInsToAll() {
    SuretyClientConfig config =
        config(
            Map.of(
                "security.protocol", "SSL",
                "linger.ms", "7",
                "max.poll.records", "50",
                "my.login.module.key", "x",
                "consumer.client.rack", "r1",
                "producer.linger.ms", "8",
                "surety.topic.prefix", "acme."));

    assertThat(config.producerProperties())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("linger.ms", "8")
        .containsEntry("my.login.module.key", "x")
        .doesNotContainKeys("max.poll.records", "client.rack", "surety.topic.prefix");
    assertThat(config.consumerProperties("g", "g-t"))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("max.poll.records", "50")
        .containsEntry("client.rack", "r1")
        .containsEntry("my.login.module.key", "x")
        .doesNotContainKeys("linger.ms", "producer.linger.ms");
    assertThat(config.adminProperties())
        .containsEntry("security.protocol", "SSL")
        .doesNotContainKeys("linger.ms", "max.poll.records", "client.rack");
    assertThat(config.topics().prepare()).isEqualTo("acme.prepare");
  }

  @Test
  void clientIdsTellTheClientsApart() {
    SuretyClientConfig config = config(Map.of("surety.instance.id", "pod-3"));
    SuretyClientConfig named = config(Map.of("client.id", "orders"));

    assertThat(config.producerProperties()).containsEntry("client.id", "pod-3");
    assertThat(config.consumerProperties("g", "g-t")).containsEntry("client.id", "pod-3-g-t");
    assertThat(config.adminProperties()).containsEntry("client.id", "pod-3-admin");
    assertThat(named.producerProperties()).containsEntry("client.id", "orders");
    assertThat(named.consumerProperties("g", "g-t")).containsEntry("client.id", "orders-g-t");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsNamedWithKeyValueAndRemedy(String key, Object value, String... says) {
    assertThatThrownBy(() -> config(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(says);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("bootstrap.servers", " ", "bootstrap.servers is missing", "give it host:port"),
        mistake("surety.topic.prefx", "x", "surety.topic.prefx", "knows", "surety.topic.prefix"),
        mistake("surety.topic.prefix", "a b", "surety.topic.prefix: ", "letters", "'a b'"),
        mistake(
            "surety.registry.staleness.max.ms", "soon", "surety.registry.staleness.max.ms", "soon"),
        mistake("surety.message.max.bytes", 0, "surety.message.max.bytes", "0", "at least 1"),
        mistake("surety.check.back.concurrency", 0, "surety.check.back.concurrency"),
        mistake("surety.close.timeout.ms", -1, "surety.close.timeout.ms", "-1"),
        mistake("surety.schema.registry.url", "ftp://x", "surety.schema.registry.url", "ftp://x"),
        mistake("acks", "1", "acks cannot be set, was '1'", "all in-sync replicas", "remove it"),
        mistake("producer.acks", 0, "producer.acks cannot be set, was '0'"),
        mistake("enable.idempotence", false, "enable.idempotence cannot be set, was 'false'"),
        mistake("enable.auto.commit", "true", "enable.auto.commit cannot be set"),
        mistake("transactional.id", "t", "transactional.id cannot be set"),
        mistake("group.id", "g", "group.id cannot be set", "consumer(group)"),
        mistake(
            "value.deserializer", "x.Y", "value.deserializer cannot be set", "payloads are bytes"));
  }

  private static Arguments mistake(String key, Object value, String... says) {
    return Arguments.of(key, value, says);
  }

  @Test
  void whatIsFixedMayBeSaidAsItIs() {
    SuretyClientConfig config =
        config(Map.of("acks", "-1", "enable.idempotence", "true", "enable.auto.commit", false));

    assertThat(config.producerProperties()).containsEntry("acks", "all");
  }

  @Test
  void everyKeyIsDescribed() {
    assertThat(SuretyClientConfig.definition().configKeys().values())
        .allSatisfy(
            key -> {
              assertThat(key.name).startsWith("surety.");
              assertThat(key.documentation).endsWith(".");
            });
  }

  private static SuretyClientConfig config(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(Map.of("bootstrap.servers", "localhost:9092"));
    all.putAll(more);
    return SuretyClientConfig.of(all);
  }
}
