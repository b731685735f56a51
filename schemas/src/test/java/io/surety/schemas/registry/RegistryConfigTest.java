package io.surety.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryConfigTest {
  @Test
  void readsEveryKey() {
    Map<String, Object> settings =
        Map.of(
            "surety.schema.registry.url",
            "http://a:8081, https://b/apis/ccompat/v7/",
            "surety.schema.registry.basic.auth",
            "alice:se:cret",
            "surety.schema.registry.timeout.ms",
            500,
            "surety.schema.registry.auto.register",
            false);

    assertThat(RegistryConfig.from(settings))
        .contains(
            new RegistryConfig(
                List.of(URI.create("http://a:8081/"), URI.create("https://b/apis/ccompat/v7/")),
                Optional.of("alice:se:cret"),
                Duration.ofMillis(500),
                false));
  }

  @Test
  void noUrlIsNoRegistry() {
    assertThat(RegistryConfig.from(Map.of())).isEmpty();
    assertThat(RegistryConfig.from(Map.of(RegistryConfig.URL, " "))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "surety.schema.registry.url, localhost:8081",
    "surety.schema.registry.url, ftp://a",
    "surety.schema.registry.url, 'http://a b'",
    "surety.schema.registry.url, http://alice:secret@a",
    "surety.schema.registry.url, ','",
    "surety.schema.registry.basic.auth, alice",
    "surety.schema.registry.timeout.ms, soon",
    "surety.schema.registry.timeout.ms, 0",
    "surety.schema.registry.auto.register, yes",
  })
  void refusesBadValuesByKeyWithoutSecrets(String key, String value) {
    Map<String, String> settings = new java.util.HashMap<>(Map.of(RegistryConfig.URL, "http://a"));
    settings.put(key, value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegistryConfig.from(settings))
        .withMessageContaining(key)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  @Test
  void doesNotPrintThePassword() {
    RegistryConfig config =
        RegistryConfig.from(
                Map.of(RegistryConfig.URL, "http://a", RegistryConfig.BASIC_AUTH, "alice:secret"))
            .orElseThrow();

    assertThat(config.toString()).doesNotContain("secret");
  }
}
