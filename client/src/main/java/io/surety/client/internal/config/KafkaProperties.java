package io.surety.client.internal.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What the user gave, less what is ours, plus our defaults: for each of Kafka's clients. */
public final class KafkaProperties {
  private static final List<String> PREFIXES = List.of("producer.", "consumer.", "admin.");
  private static final List<Set<String>> NAMES =
      List.of(
          ProducerConfig.configNames(),
          ConsumerConfig.configNames(),
          AdminClientConfig.configNames());
  // Kafka's client forgets topics that are idle for five minutes, and the next sender would block
  // until they are fetched again. A year is for ever; Long.MAX_VALUE would overflow there.
  private static final long METADATA_KEPT_MS = 365L * 24 * 3600 * 1000;
  private static final int FRAME_BYTES = 64 * 1024;

  private final Map<String, Object> given;
  private final int messageMaxBytes;

  private KafkaProperties(Map<String, Object> given, int messageMaxBytes) {
    this.given = given;
    this.messageMaxBytes = messageMaxBytes;
  }

  /**
   * Checks what was given.
   *
   * @param messageMaxBytes the largest value that is sent
   * @throws IllegalArgumentException naming key, value and remedy
   */
  public static KafkaProperties of(Map<String, Object> given, int messageMaxBytes) {
    FixedKeys.check(given);
    Object bootstrap = given.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    if (bootstrap == null || bootstrap.toString().isBlank()) {
      throw new IllegalArgumentException(
          "bootstrap.servers is missing; give it host:port of one or more brokers");
    }
    return new KafkaProperties(Map.copyOf(withoutNulls(given)), messageMaxBytes);
  }

  /** For the producer of all signals. */
  public Map<String, Object> producer(String clientId) {
    Map<String, Object> config = of(0);
    config.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 1);
    config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    config.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    config.putIfAbsent(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_KEPT_MS);
    config.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, messageMaxBytes + FRAME_BYTES);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return config;
  }

  /**
   * For a consumer in a group.
   *
   * @param name ends its client id: two with the same would share their metrics
   */
  public Map<String, Object> consumer(String clientId, String group, String name) {
    Map<String, Object> config = of(1);
    config.merge(
        CommonClientConfigs.CLIENT_ID_CONFIG,
        clientId + "-" + name,
        (id, unused) -> id + "-" + name);
    config.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return config;
  }

  /** For the admin client. */
  public Map<String, Object> admin(String clientId) {
    Map<String, Object> config = of(2);
    config.merge(
        CommonClientConfigs.CLIENT_ID_CONFIG, clientId + "-admin", (id, unused) -> id + "-admin");
    config.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    return config;
  }

  /** Where the cluster is. */
  public String bootstrapServers() {
    return String.valueOf(given.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
  }

  /** What is for this kind of client: its own keys, and those that no kind knows (plug-ins'). */
  private Map<String, Object> of(int kind) {
    Map<String, Object> config = new HashMap<>();
    given.forEach(
        (key, value) -> {
          boolean prefixed = PREFIXES.stream().anyMatch(key::startsWith);
          boolean isKnown = NAMES.stream().anyMatch(names -> names.contains(key));
          if (!key.startsWith("surety.")
              && !prefixed
              && (NAMES.get(kind).contains(key) || !isKnown)) {
            config.put(key, value);
          }
        });
    String prefix = PREFIXES.get(kind);
    given.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            config.put(key.substring(prefix.length()), value);
          }
        });
    return config;
  }

  private static Map<String, Object> withoutNulls(Map<String, Object> given) {
    Map<String, Object> config = new HashMap<>(given);
    config.values().removeIf(value -> value == null);
    return config;
  }
}
