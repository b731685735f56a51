package io.surety.topology.config;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;

/** Kinds of Kafka clients whose own settings can be passed through. */
public enum KafkaClient {
  /** Every client: security, mostly. */
  ALL("kafka."),
  /** Kafka Streams, with its {@code consumer.}, {@code producer.} and the like behind it. */
  STREAMS("kafka.streams."),
  /** The producer that writes to destinations. */
  PRODUCER("kafka.producer."),
  /** Consumers outside of Kafka Streams. */
  CONSUMER("kafka.consumer."),
  /** Clients that ask brokers about topics. */
  ADMIN("kafka.admin.");

  /** What the product depends on, or has a key of its own for. */
  private static final Map<String, String> TAKEN =
      Map.ofEntries(
          Map.entry("bootstrap.servers", "set surety.bootstrap.servers"),
          Map.entry("application.id", "set surety.application.id"),
          Map.entry("application.server", "set surety.application.server"),
          Map.entry("state.dir", "set surety.state.dir"),
          Map.entry("num.stream.threads", "set surety.stream.threads"),
          Map.entry("num.standby.replicas", "set surety.standby.replicas"),
          Map.entry("commit.interval.ms", "set surety.commit.interval.ms"),
          Map.entry("session.timeout.ms", "set surety.session.timeout.ms"),
          Map.entry("linger.ms", "set surety.dispatch.linger.ms"),
          Map.entry("delivery.timeout.ms", "set surety.dispatch.delivery.timeout.ms"),
          Map.entry("max.request.size", "it follows surety.message.max.bytes"),
          Map.entry("buffer.memory", "it follows surety.dispatch.in.flight.max.bytes"),
          Map.entry("rocksdb.config.setter", "set surety.rocksdb.memory.bytes"),
          Map.entry("deserialization.exception.handler", "nothing may be skipped"),
          Map.entry("processing.exception.handler", "nothing may be skipped"),
          Map.entry("production.exception.handler", "nothing may be skipped"),
          Map.entry("max.task.idle.ms", "the rules take signals in any order"),
          Map.entry("replication.factor", "set surety.replication.factor"),
          Map.entry("processing.guarantee", "the coordinator needs exactly_once_v2"),
          Map.entry("group.protocol", "the coordinator needs classic"),
          Map.entry("isolation.level", "the coordinator needs read_committed"),
          Map.entry("acks", "the coordinator needs all"),
          Map.entry("enable.idempotence", "the coordinator needs true"),
          Map.entry("transactional.id", "Kafka Streams makes it"),
          Map.entry("max.block.ms", "the coordinator must not wait"),
          Map.entry("max.in.flight.requests.per.connection", "order depends on it"),
          Map.entry("metadata.max.idle.ms", "the coordinator keeps destinations in memory"),
          Map.entry("enable.auto.commit", "the coordinator commits in its transactions"),
          Map.entry("group.id", "it is surety.application.id"));

  private static final List<String> INNER_PREFIXES =
      List.of("main.consumer.", "global.consumer.", "restore.consumer.", "consumer.", "producer.");

  private final String prefix;

  KafkaClient(String prefix) {
    this.prefix = prefix;
  }

  /** What its keys start with in a file. */
  public String prefix() {
    return prefix;
  }

  /** Whom a key is for: the longest prefix decides; empty for keys of ours. */
  static Optional<KafkaClient> of(String key) {
    return Stream.of(values())
        .filter(client -> key.startsWith(client.prefix))
        .max(Comparator.comparing(client -> client.prefix.length()));
  }

  /** The key as the client knows it. */
  String inner(String key) {
    return key.substring(prefix.length());
  }

  /** Why this key may not be passed through; empty when it may. */
  Optional<String> refusal(String inner) {
    return Optional.ofNullable(TAKEN.get(plain(inner)));
  }

  /** True if Kafka knows the key and it holds nothing secret. */
  boolean isPrintable(String inner) {
    ConfigDef.ConfigKey key = knownBy().get(plain(inner));
    return key != null && key.type != ConfigDef.Type.PASSWORD;
  }

  /** True if a client of this kind has such a key. */
  boolean knows(String inner) {
    return knownBy().containsKey(plain(inner));
  }

  /** The keys that Kafka documents for this kind. */
  Set<String> names() {
    return new TreeSet<>(knownBy().keySet());
  }

  private Map<String, ConfigDef.ConfigKey> knownBy() {
    return Known.BY.getOrDefault(this, Map.of());
  }

  private String plain(String inner) {
    if (this != STREAMS) {
      return inner;
    }
    return INNER_PREFIXES.stream()
        .filter(inner::startsWith)
        .findFirst()
        .map(found -> inner.substring(found.length()))
        .orElse(inner);
  }

  /** What Kafka documents; apart from the constants, which are made first. */
  private static final class Known {
    static final Map<KafkaClient, Map<String, ConfigDef.ConfigKey>> BY =
        new EnumMap<>(KafkaClient.class);

    static {
      BY.put(PRODUCER, ProducerConfig.configDef().configKeys());
      BY.put(CONSUMER, ConsumerConfig.configDef().configKeys());
      BY.put(ADMIN, AdminClientConfig.configDef().configKeys());
      Map<String, ConfigDef.ConfigKey> all = new HashMap<>(StreamsConfig.configDef().configKeys());
      List.of(PRODUCER, CONSUMER, ADMIN).forEach(client -> all.putAll(client.knownBy()));
      BY.put(STREAMS, all);
      BY.put(ALL, all);
    }
  }
}
