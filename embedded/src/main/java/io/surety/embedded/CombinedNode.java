package io.surety.embedded;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server$;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Broker and controller in one, put together as {@code kafka.server.KafkaRaftServer} does it,
 * except that the sockets are ours.
 */
final class CombinedNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CombinedNode.class);

  private final ControllerServer controller;
  private final BrokerServer broker;

  private CombinedNode(ControllerServer controller, BrokerServer broker) {
    this.controller = controller;
    this.broker = broker;
  }

  static CombinedNode start(Map<String, Object> config, LoopbackSockets sockets) {
    CombinedNode node = of(new KafkaConfig(config, false), sockets);
    try {
      node.controller.startup();
      node.broker.startup();
      return node;
    } catch (Throwable e) {
      // Otherwise the controller's threads keep the JVM alive.
      node.close();
      throw e;
    }
  }

  /**
   * Broker first: it says goodbye to the controller. Each is idempotent, and logs what goes wrong.
   */
  @Override
  public void close() {
    broker.shutdown();
    controller.shutdown();
  }

  private static CombinedNode of(KafkaConfig config, LoopbackSockets sockets) {
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> loaded =
        KafkaRaftServer.initializeLogDirs(config, LOG, "[embedded] ");
    String clusterId = loaded._1().clusterId().orElseThrow();
    Metrics metrics = Server$.MODULE$.initializeMetrics(config, Time.SYSTEM, clusterId);
    InetSocketAddress voter = LoopbackSockets.loopback(sockets.port(LoopbackSockets.CONTROLLER));
    SharedServer shared =
        new SharedServer(
            config,
            loaded._1(),
            Time.SYSTEM,
            metrics,
            CompletableFuture.completedFuture(Map.of(BrokerConfig.NODE_ID, voter)),
            List.of(),
            new StandardFaultHandlerFactory(),
            sockets);
    BrokerServer broker = new BrokerServer(shared);
    return new CombinedNode(
        new ControllerServer(shared, KafkaRaftServer.configSchema(), loaded._2()), broker);
  }
}
