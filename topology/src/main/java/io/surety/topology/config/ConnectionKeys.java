package io.surety.topology.config;

import io.surety.schemas.Topics;
import io.surety.schemas.registry.RegistryConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/** Keys that say where everything is. */
final class ConnectionKeys {
  static final ConfigGroup GROUP =
      ConfigGroup.of(
          "Connections and names",
          "An application id and a topic prefix are a namespace of their own: two coordinators that"
              + " differ in both share nothing.");

  static final Key<List<String>> BOOTSTRAP_SERVERS =
      GROUP.requiredList(
          "surety.bootstrap.servers",
          Checks.addresses(),
          "Kafka brokers to begin with. One is enough to find the others; more survive its"
              + " absence.");

  static final Key<String> APPLICATION_ID =
      GROUP.text(
          "surety.application.id",
          "surety",
          Checks.matching("[A-Za-z0-9._-]{1,200}", "1..200 of the characters A-Z a-z 0-9 . _ -"),
          "The coordinator's consumer group, and the start of its transactional ids and of the names"
              + " of its changelog topics. Every instance of one coordinator has the same. Another"
              + " id is another coordinator, without the state of the first.");

  static final Key<String> TOPIC_PREFIX =
      GROUP.text(
          "surety.topic.prefix",
          Topics.DEFAULT_PREFIX,
          Checks.that(ConnectionKeys::prefixProblem, "1..236 of the characters A-Z a-z 0-9 . _ -"),
          "What the names of the coordinator's topics start with.");

  static final Key<Optional<String>> APPLICATION_SERVER =
      GROUP.optionalText(
          "surety.application.server",
          Checks.hostAndPort(),
          "Where the other instances reach the REST interface of this one, to forward a request to"
              + " the owner of a message. Empty: where it listens.");

  static final Key<String> STATE_DIR =
      GROUP.text(
          "surety.state.dir",
          "surety-state",
          Checks.matching("(?s).*\\S.*", "a path of a directory"),
          "Directory of the stores, relative to the working directory unless it starts with /. One"
              + " running coordinator each. It may be lost: it is then rebuilt from Kafka, which"
              + " takes time.");

  static final Key<Optional<String>> SCHEMA_REGISTRY_URL =
      GROUP.optionalText(
          RegistryConfig.URL,
          Checks.that(ConnectionKeys::registryProblem, "URLs with http or https, split by commas"),
          "A schema registry that speaks the Confluent REST interface. Empty: none is needed, and"
              + " records are in Avro single-object encoding.");

  static final Key<Optional<Password>> SCHEMA_REGISTRY_AUTH =
      GROUP.secret(
          RegistryConfig.BASIC_AUTH,
          "user:password for the schema registry. Empty: no authentication.");

  static final Key<Duration> SCHEMA_REGISTRY_TIMEOUT =
      GROUP.millis(
          RegistryConfig.TIMEOUT_MS,
          Duration.ofSeconds(3),
          Duration.ofMillis(1),
          Duration.ofMinutes(1),
          "How long the registry may take to answer. Larger rides out slow answers; smaller stalls"
              + " less while it is away.");

  static final Key<Boolean> SCHEMA_REGISTRY_AUTO_REGISTER =
      GROUP.flag(
          RegistryConfig.AUTO_REGISTER,
          true,
          "Whether schemas that the registry does not know are registered. False: somebody else"
              + " does, and ids are only looked up.");

  private ConnectionKeys() {}

  private static Optional<String> prefixProblem(String prefix) {
    try {
      Topics.of(prefix);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private static Optional<String> registryProblem(String urls) {
    try {
      RegistryConfig.of(urls);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }
}
