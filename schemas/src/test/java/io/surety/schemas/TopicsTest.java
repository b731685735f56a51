package io.surety.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
  @Test
  void namesAreThePrefixAndAWord() {
    assertThat(Topics.withDefaultPrefix().all())
        .containsExactly(
            "surety.prepare",
            "surety.confirm",
            "surety.receive",
            "surety.consume",
            "surety.registry",
            "surety.check-back",
            "surety.consume-check",
            "surety.dead-letter",
            "surety.archive",
            "surety.events",
            "surety.malformed",
            "surety.operations",
            "surety.audit");
  }

  @Test
  void theSignalsHaveAnOrder() {
    assertThat(Topics.of("eu-").signals())
        .containsExactly("eu-prepare", "eu-confirm", "eu-receive", "eu-consume");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "ä.", "a\n"})
  void refusesPrefixesThatKafkaWould(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Topics.of(prefix))
        .withMessageStartingWith("topic prefix must");
  }

  @Test
  void theLongestPrefixStillMakesLegalTopics() {
    Topics topics = Topics.of("a".repeat(Topics.PREFIX_LENGTH_MAX));

    assertThat(topics.all())
        .allSatisfy(topic -> assertThat(Names.DESTINATION.problem(topic)).isEmpty());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Topics.of(topics.prefix() + "a"))
        .withMessageContaining("1..236");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders-42~0197a5", "orders-42~", "orders-42~a~b", "orders-42"})
  void theRoutingKeyEndsAtTheFirstTilde(String id) {
    assertThat(RoutingKey.of(id)).isEqualTo("orders-42");
  }

  @Test
  void registryKeysSayTheirKind() {
    assertThat(RegistryKey.producer("orders")).isEqualTo("producer/orders");
    assertThat(RegistryKey.destination("orders.created")).isEqualTo("destination/orders.created");
    assertThat(RegistryKey.subscription("orders.created", "billing"))
        .isEqualTo("subscription/orders.created/billing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegistryKey.producer("a/b"))
        .withMessageContaining("a/b");
  }
}
