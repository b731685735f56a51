package io.surety.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import kafka.server.KafkaConfig;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * The broker's config: defaults for a small machine, then what the caller set, then what is ours to
 * set.
 */
final class BrokerConfig {
  static final int NODE_ID = 1;

  private static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry("auto.create.topics.enable", "false"),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("background.threads", "2"),
          // The default of 128 MB is taken from the heap at start.
          Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
          // After a kill the controller refuses the new broker until the old one's session has
          // ended.
          Map.entry("broker.session.timeout.ms", "3000"),
          Map.entry("broker.heartbeat.interval.ms", "500"),
          Map.entry("default.replication.factor", "1"),
          Map.entry("min.insync.replicas", "1"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "4"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", "4"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "1"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("group.streams.initial.rebalance.delay.ms", "0"));

  private static final Map<String, String> SECURED =
      Map.of(
          "authorizer.class.name",
          StandardAuthorizer.class.getName(),
          StandardAuthorizer.ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG,
          "true",
          StandardAuthorizer.SUPER_USERS_CONFIG,
          "User:ANONYMOUS",
          "sasl.enabled.mechanisms",
          "PLAIN");

  /** Read by the authorizer, and so missing from the broker's own list of keys. */
  private static final Set<String> OF_AUTHORIZER =
      Set.of(
          StandardAuthorizer.SUPER_USERS_CONFIG,
          StandardAuthorizer.ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG);

  private static final Set<String> OURS =
      Set.of(
          "process.roles",
          "node.id",
          "broker.id",
          "listeners",
          "advertised.listeners",
          "listener.security.protocol.map",
          "inter.broker.listener.name",
          "security.inter.broker.protocol",
          "controller.listener.names",
          "controller.quorum.voters",
          "controller.quorum.bootstrap.servers",
          "log.dir",
          "log.dirs",
          "metadata.log.dir");

  private BrokerConfig() {}

  static Map<String, Object> of(BrokerOptions options, Path directory, LoopbackSockets sockets) {
    Map<String, Object> config = new HashMap<>(SMALL);
    if (!options.users().isEmpty()) {
      config.putAll(SECURED);
      config.put(
          "listener.name.sasl_plaintext.plain.sasl.jaas.config",
          PlainUsers.of(options.users()).server());
    }
    config.putAll(options.config());
    config.put("process.roles", "broker,controller");
    config.put("node.id", Integer.toString(NODE_ID));
    config.put("listeners", sockets.listeners());
    config.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.put("inter.broker.listener.name", LoopbackSockets.PLAIN);
    config.put("controller.listener.names", LoopbackSockets.CONTROLLER);
    // A static quorum is not written to disk, so that the port may change from start to start.
    config.put(
        "controller.quorum.voters", NODE_ID + "@" + sockets.address(LoopbackSockets.CONTROLLER));
    config.put("log.dirs", directory.toString());
    return config;
  }

  /** Kafka ignores keys it does not know; a typing error should not pass in silence. */
  static void requireSettable(String key) {
    if (OURS.contains(key)) {
      throw new IllegalArgumentException(
          "config '" + key + "' is set by the embedded broker; use dataDir, port or user instead");
    }
    if (!key.startsWith("listener.name.")
        && !OF_AUTHORIZER.contains(key)
        && !KafkaConfig.configDef().names().contains(key)) {
      throw new IllegalArgumentException(
          "config '" + key + "' is not a broker config of this Kafka version; check the name");
    }
  }
}
