package io.surety.embedded;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * A running single-node Kafka broker whose records and cluster id live in a data directory and
 * survive a restart.
 *
 * <pre>{@code
 * try (EmbeddedKafka kafka = EmbeddedKafka.builder().dataDir(Path.of("data/kafka")).start()) {
 *   Map<String, Object> client = kafka.clientConfig();
 * }
 * }</pre>
 *
 * <p>Broker and controller are the real ones, started from Kafka's internal classes, so this module
 * is tied to one Kafka version. As with any Kafka broker, a fatal fault (a data directory that
 * vanishes, a disk that fails) halts the JVM. Not for production: one node, no replica, no
 * encryption, loopback only.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private final BrokerOptions options;
  private final Path dataDir;
  private final String clusterId;
  private final LoopbackSockets sockets;
  private final CloseStack running;

  private EmbeddedKafka(
      BrokerOptions options,
      Path dataDir,
      String clusterId,
      LoopbackSockets sockets,
      CloseStack running) {
    this.options = options;
    this.dataDir = dataDir;
    this.clusterId = clusterId;
    this.sockets = sockets;
    this.running = running;
  }

  /** A new builder; without any call it starts on a free port in a temporary directory. */
  public static EmbeddedKafkaBuilder builder() {
    return new EmbeddedKafkaBuilder();
  }

  static EmbeddedKafka start(BrokerOptions options) {
    CloseStack running = new CloseStack();
    try {
      Path dataDir =
          options.dataDir().isPresent()
              ? options.dataDir().get()
              : running.push(TempDirectory.create()).path();
      DataDirectory directory = running.push(DataDirectory.open(dataDir));
      LoopbackSockets sockets = running.push(LoopbackSockets.open(options));
      Map<String, Object> config = BrokerConfig.of(options, directory.path(), sockets);
      String clusterId = directory.format();
      running.push(CombinedNode.start(config, sockets));
      EmbeddedKafka kafka =
          new EmbeddedKafka(options, directory.path(), clusterId, sockets, running);
      Serving.await(kafka.clientConfig(), options.startTimeout());
      return kafka;
    } catch (Throwable e) {
      running.closeAfter(e);
      throw EmbeddedKafkaException.of(options, e);
    }
  }

  /** Host and port of the plain listener, as for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return sockets.address(LoopbackSockets.PLAIN);
  }

  /** The port of the plain listener. */
  public int port() {
    return sockets.port(LoopbackSockets.PLAIN);
  }

  /** Made on the first start in this directory, and read back on every later one. */
  public String clusterId() {
    return clusterId;
  }

  /** Where the records are; absolute. Nobody else may write here while the broker runs. */
  public Path dataDir() {
    return dataDir;
  }

  /** What a client without a name needs to connect. With users, such a client is a super user. */
  public Map<String, Object> clientConfig() {
    return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
  }

  /**
   * What a client needs to connect as this user (principal {@code User:name}), over SASL/PLAIN.
   *
   * @throws IllegalArgumentException if the builder was not given this user
   */
  public Map<String, Object> clientConfig(String user) {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        sockets.address(LoopbackSockets.SASL),
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        "SASL_PLAINTEXT",
        SaslConfigs.SASL_MECHANISM,
        "PLAIN",
        SaslConfigs.SASL_JAAS_CONFIG,
        PlainUsers.of(options.users()).login(user));
  }

  /**
   * Stops the broker cleanly and frees port and directory; a temporary directory is deleted.
   * Idempotent.
   */
  @Override
  public void close() {
    running.close();
  }
}
