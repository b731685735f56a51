package io.surety.rest;

import io.surety.embedded.EmbeddedKafka;
import io.surety.embedded.SharedBroker;
import io.surety.schemas.MessageIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

/** A namespace of its own on the shared broker, and the servers that share its work. */
final class Installation {
  private static final EmbeddedKafka KAFKA = SharedBroker.get();

  private final String name = "t" + MessageIds.newId().replace("-", "");
  private final Map<String, String> settings = new HashMap<>();

  Installation() {
    settings.put("surety.bootstrap.servers", KAFKA.bootstrapServers());
    settings.put("surety.application.id", name);
    settings.put("surety.topic.prefix", name + ".");
    settings.put("surety.topics.create", "true");
    settings.put("surety.partitions", "4");
    settings.put("surety.replication.factor", "1");
    settings.put("surety.standby.replicas", "0");
    settings.put("surety.registry.staleness.max.ms", "100");
    settings.put("surety.rest.port", "0");
  }

  Installation with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  Map<String, String> settings(Path stateDir) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("surety.state.dir", stateDir.toString());
    return all;
  }

  /** A server with a state directory of its own, ready. */
  SuretyServer start() {
    try {
      return start(Files.createTempDirectory("state"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that goes on with what is in the directory, ready. */
  SuretyServer start(Path stateDir) {
    SuretyServer server = SuretyServer.start(settings(stateDir));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(server::isReady);
    return server;
  }

  /** A topic of this installation's application, created. */
  String topic(String word) {
    return topic(word, Map.of());
  }

  /** The same, with settings of the topic. */
  String topic(String word, Map<String, String> topicSettings) {
    String topic = name + "-" + word;
    try (Admin admin = Admin.create(KAFKA.clientConfig())) {
      admin
          .createTopics(
              List.of(new NewTopic(topic, Optional.of(1), Optional.empty()).configs(topicSettings)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return topic;
  }

  /** What is delivered to a topic, from its beginning. */
  Deliveries deliveries(String topic) {
    return new Deliveries(KAFKA.clientConfig(), topic);
  }

  static void closeAll(Collection<SuretyServer> servers) {
    servers.forEach(SuretyServer::close);
  }
}
