package io.surety.client;

import io.surety.client.internal.config.ClientKeys;
import io.surety.client.internal.config.KafkaProperties;
import io.surety.schemas.Codec;
import io.surety.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The configuration of a client, checked.
 *
 * <p>Keys that start with {@code surety.} are listed in {@link #definition()}, and an unknown one
 * is refused, because it is usually a typing error. All others go to the Kafka clients: to the one
 * that knows them, or to all. With the prefix {@code producer.}, {@code consumer.} or {@code
 * admin.} a key is for one of them only. Kafka's {@code config.providers} work for all keys.
 *
 * <p>Where Kafka's defaults do not fit, these apply unless given: {@code delivery.timeout.ms} 30 s,
 * {@code request.timeout.ms} and {@code max.block.ms} 10 s, {@code linger.ms} 1, {@code
 * auto.offset.reset} earliest. What the guarantees rest on cannot be changed: {@code acks=all},
 * idempotence, no transactions, no automatic commits, bytes as they are.
 *
 * <p>Immutable.
 */
public final class SuretyClientConfig {
  private final AbstractConfig config;
  private final Topics topics;
  private final Codec codec;
  private final KafkaProperties kafka;
  private final String instanceId;

  private SuretyClientConfig(Map<String, ?> properties) {
    this.config = parse(properties);
    Map<String, Object> resolved = config.originals();
    ClientKeys.refuseUnknown(resolved.keySet());
    this.topics = topics(config.getString(ClientKeys.TOPIC_PREFIX));
    this.codec = Codec.from(resolved);
    this.kafka = KafkaProperties.of(resolved, messageMaxBytes());
    String given = config.getString(ClientKeys.INSTANCE_ID);
    this.instanceId = given.isEmpty() ? ClientKeys.defaultInstanceId() : given;
  }

  /**
   * Checks properties.
   *
   * @throws IllegalArgumentException naming key, value and remedy, when one is not valid
   */
  public static SuretyClientConfig of(Map<String, ?> properties) {
    return new SuretyClientConfig(properties);
  }

  /** The {@code surety.*} keys: type, default, what it means when it is larger or smaller. */
  public static ConfigDef definition() {
    return new ConfigDef(ClientKeys.DEFINITION);
  }

  /** The topics of the coordinator's installation. */
  public Topics topics() {
    return topics;
  }

  /** Writes and reads records in the encoding that is configured. */
  public Codec codec() {
    return codec;
  }

  /** Which process this is, for operators. */
  public String instanceId() {
    return instanceId;
  }

  /** How long after a registration it is certain that decisions are judged by it. */
  public Duration registryStalenessMax() {
    return Duration.ofMillis(config.getLong(ClientKeys.REGISTRY_STALENESS_MAX_MS));
  }

  /** Larger messages are refused. */
  public int messageMaxBytes() {
    return config.getInt(ClientKeys.MESSAGE_MAX_BYTES);
  }

  /** How long close waits. */
  public Duration closeTimeout() {
    return Duration.ofMillis(config.getLong(ClientKeys.CLOSE_TIMEOUT_MS));
  }

  /** How many check-backs of a producer are answered at the same time. */
  public int checkBackConcurrency() {
    return config.getInt(ClientKeys.CHECK_BACK_CONCURRENCY);
  }

  /** Properties of the Kafka producer. */
  public Map<String, Object> producerProperties() {
    return kafka.producer(instanceId());
  }

  /**
   * Properties of a Kafka consumer in a group.
   *
   * @param name tells it from this client's other consumers, in its client id
   */
  public Map<String, Object> consumerProperties(String group, String name) {
    return kafka.consumer(instanceId(), group, name);
  }

  /** Properties of the Kafka admin client. */
  public Map<String, Object> adminProperties() {
    return kafka.admin(instanceId());
  }

  /** Where the cluster is, for messages to people. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  private static AbstractConfig parse(Map<String, ?> properties) {
    try {
      return new AbstractConfig(ClientKeys.DEFINITION, properties, false);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Topics topics(String prefix) {
    try {
      return Topics.of(prefix);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(ClientKeys.TOPIC_PREFIX + ": " + e.getMessage(), e);
    }
  }
}
