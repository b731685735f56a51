package io.surety.cli;

import io.surety.embedded.EmbeddedKafka;
import io.surety.embedded.SharedBroker;
import io.surety.rest.SuretyServer;
import io.surety.schemas.MessageIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One server on one broker for all tests of this JVM, and what its consumers do, by HTTP. Each test
 * has a destination of its own.
 */
final class Platform {
  private static final EmbeddedKafka KAFKA = SharedBroker.get();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String NAME = "t" + MessageIds.newId().replace("-", "");
  private static final SuretyServer SERVER = start();

  private Platform() {}

  private static SuretyServer start() {
    SuretyServer server = SuretyServer.start(settings("0"));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(server::isReady);
    return server;
  }

  /** Closes the server when the last test is over, before the broker goes. */
  static final class Lifetime implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .getOrComputeIfAbsent(
              Platform.class,
              key -> (ExtensionContext.Store.CloseableResource) SERVER::close,
              ExtensionContext.Store.CloseableResource.class);
    }
  }

  /** Of a server of this installation. */
  static Map<String, String> settings(String port) {
    Map<String, String> settings = new HashMap<>();
    settings.put("surety.bootstrap.servers", bootstrap());
    settings.put("surety.application.id", NAME);
    settings.put("surety.topic.prefix", NAME + ".");
    settings.put("surety.topics.create", "true");
    settings.put("surety.partitions", "2");
    settings.put("surety.replication.factor", "1");
    settings.put("surety.standby.replicas", "0");
    settings.put("surety.registry.staleness.max.ms", "100");
    settings.put("surety.rest.port", port);
    settings.put("surety.state.dir", directory("state").toString());
    return settings;
  }

  static String bootstrap() {
    return KAFKA.bootstrapServers();
  }

  static EmbeddedKafka kafka() {
    return KAFKA;
  }

  static Path directory(String name) {
    try {
      return Files.createTempDirectory(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static URI url() {
    return SERVER.url();
  }

  /** A command about this server. */
  static Run surety(String... args) {
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--url";
    all[args.length + 1] = url().toString();
    return Run.surety(all);
  }

  /** A topic that is registered, with groups that try once. */
  static String destination(String... groups) {
    String topic = "d" + MessageIds.newId();
    try (Admin admin = Admin.create(KAFKA.clientConfig())) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    register(topic);
    for (String group : groups) {
      http("PUT", "subscriptions/" + topic + "/" + group, "{\"redelivery\": {\"maxAttempts\": 1}}");
    }
    return topic;
  }

  /** A destination, whether there is such a topic or not. */
  static void register(String topic) {
    http("PUT", "destinations/" + topic, "");
  }

  /** A group says what became of a delivery. */
  static void report(String id, String group, int attempt, String status, String cause) {
    String error =
        cause.isEmpty()
            ? ""
            : ", \"error\": {\"type\": \"E\", \"message\": \"no connection\", \"fingerprint\": \""
                + cause
                + "\"}";
    http(
        "PUT",
        "messages/" + id + "/deliveries/" + group,
        "{\"status\": \"" + status + "\", \"attempt\": " + attempt + error + "}");
  }

  static void consumed(String id, String group, int attempt) {
    report(id, group, attempt, "consumed", "");
  }

  /** A message that the group has given up. */
  static String dead(String destination, String group, String cause) {
    String id = surety("send", destination, "--body", "x", "-o", "id").is(0).out().strip();
    report(id, group, 1, "rejected", cause);
    return id;
  }

  private static void http(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url().resolve("/api/v1/" + path))
            .method(method, BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new AssertionError(method + " " + path + ": " + response.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
