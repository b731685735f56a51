package io.surety.acceptance.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.acceptance.harness.World;
import io.surety.client.ConsumerBuilder;
import io.surety.client.Surety;
import io.surety.connectors.postgres.EmbeddedPostgres;
import io.surety.connectors.tables.ArchiveTables;
import io.surety.connectors.worker.SinkSettings;
import io.surety.embedded.EmbeddedKafka;
import io.surety.rest.SuretyServer;
import io.surety.schemas.Topics;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.Settings;
import io.surety.topology.setup.Acl;
import io.surety.topology.setup.AclPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/**
 * A broker that allows nothing by default, and who connects to it: a server, an application that is
 * asked, one that only sends, a consumer, and a Connect worker; each with its own list.
 */
final class SecuredInstallation implements AutoCloseable {
  static final String SERVER = "server";
  static final String SHOP = "shop";
  static final String TILL = "till";
  static final String BILLING = "billing";
  static final String CONNECT = "connect";
  static final Set<String> USERS = Set.of(SERVER, SHOP, TILL, BILLING, CONNECT);

  static final String ORDERS = "acl-orders";
  static final List<String> STORAGE =
      List.of("acl-connect.configs", "acl-connect.offsets", "acl-connect.status");
  static final String WORKERS = "acl-connect";
  private static final String SINK = "acl-sink";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final Topics topics = Topics.of("acl.");
  final EmbeddedKafka kafka;
  final Admin admin;
  final EmbeddedPostgres postgres;
  final Map<String, Grants> grants = new TreeMap<>();
  private final Path directory;
  private SuretyServer server;

  SecuredInstallation(Path directory) throws Exception {
    this.directory = directory;
    var builder =
        EmbeddedKafka.builder()
            .tempDir()
            .config("authorizer.class.name", AskedRights.class.getName())
            .config("allow.everyone.if.no.acl.found", "false");
    for (String user : USERS) {
      builder = builder.user(user, user + "-secret");
    }
    kafka = builder.start();
    admin = Admin.create(kafka.clientConfig());
    postgres = EmbeddedPostgres.start(directory.resolve("postgres"), freePort());
    try (Connection connection = postgres.connect()) {
      ArchiveTables.install(connection);
    }
    AclPlan plan = AclPlan.of(config());
    List<Acl> servers = new ArrayList<>(plan.server(true, Optional.of("connect-" + SINK)));
    servers.addAll(plan.destination(ORDERS));
    List<Acl> workers = new ArrayList<>(plan.archiveSink(SINK));
    workers.addAll(AclPlan.connectCluster(WORKERS, STORAGE.get(0), STORAGE.get(1), STORAGE.get(2)));
    for (Grants list :
        List.of(
            new Grants(SERVER, servers),
            new Grants(SHOP, plan.producer(SHOP)),
            new Grants(TILL, plan.sender()),
            new Grants(BILLING, plan.consumer(BILLING, ORDERS, true)),
            new Grants(CONNECT, workers))) {
      grants.put(list.user(), list);
      list.add(admin);
    }
  }

  /** Of the server. */
  CoordinatorConfig config() {
    return CoordinatorConfig.of(Settings.of(settings(), SuretyServer.GROUPS));
  }

  private Map<String, String> settings() {
    Map<String, String> all = new HashMap<>();
    kafka
        .clientConfig(SERVER)
        .forEach((key, value) -> all.put("kafka." + key, String.valueOf(value)));
    all.put("surety.bootstrap.servers", String.valueOf(all.remove("kafka.bootstrap.servers")));
    all.put("surety.application.id", "acl-app");
    all.put("surety.topic.prefix", topics.prefix());
    all.put("surety.topics.create", "true");
    all.put("surety.partitions", "2");
    all.put("surety.replication.factor", "1");
    all.put("surety.standby.replicas", "0");
    all.put("surety.stream.threads", "1");
    all.put("surety.registry.staleness.max.ms", "100");
    all.put("surety.state.dir", directory.resolve("state").toString());
    all.put("surety.rest.port", "0");
    all.put("surety.callback.allowed", "http://127.0.0.1:1");
    all.put("surety.archive.url", postgres.jdbcUrl());
    all.put("surety.archive.user", EmbeddedPostgres.USER);
    all.put("surety.archive.password", postgres.password());
    all.put("surety.archive.connect.group", "connect-" + SINK);
    return all;
  }

  /** Starts the server and waits until it is ready. */
  void startServer() {
    server = SuretyServer.start(settings());
    Awaitility.await().atMost(World.PATIENCE).until(server::isReady);
  }

  void stopServer() {
    server.close();
  }

  Path stateDirectory() {
    return directory.resolve("state");
  }

  ConnectCluster startConnect() throws IOException {
    Map<String, String> settings = new HashMap<>();
    for (String clients : List.of("", "producer.", "consumer.", "admin.")) {
      kafka
          .clientConfig(CONNECT)
          .forEach((key, value) -> settings.put(clients + key, String.valueOf(value)));
    }
    settings.put("group.id", WORKERS);
    settings.put("config.storage.topic", STORAGE.get(0));
    settings.put("offset.storage.topic", STORAGE.get(1));
    settings.put("status.storage.topic", STORAGE.get(2));
    for (String storage : List.of("config", "offset", "status")) {
      settings.put(storage + ".storage.replication.factor", "1");
    }
    settings.put("offset.storage.partitions", "1");
    settings.put("status.storage.partitions", "1");
    settings.put("offset.flush.interval.ms", "1000");
    settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    settings.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    return ConnectCluster.start(directory.resolve("connect"), freePort(), settings);
  }

  void runSink(ConnectCluster workers) throws IOException {
    Map<String, String> sink =
        new HashMap<>(
            new SinkSettings(
                    topics.archive(),
                    topics.archiveDeadLetter(),
                    postgres.jdbcUrl(),
                    EmbeddedPostgres.USER,
                    postgres.password())
                .toMap());
    sink.put("name", SINK);
    workers.run(SINK, sink);
  }

  /** The SDK, as this user. */
  Surety connect(String user) {
    Map<String, Object> config = new HashMap<>(kafka.clientConfig(user));
    config.put("surety.topic.prefix", topics.prefix());
    config.put("surety.registry.staleness.max.ms", "100");
    config.put("surety.close.timeout.ms", "5000");
    return Surety.connect(config);
  }

  ConsumerBuilder billing(Surety surety) {
    return surety.consumer(BILLING).destination(ORDERS);
  }

  /** What the server answers with this status. */
  JsonNode call(String method, String path, String body, int status) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.url().resolve("/api/v1/" + path))
            .method(method, BodyPublishers.ofString(body.replace('\'', '"')));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode())
        .as(method + " " + path + ": " + answer.body())
        .isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  /** Waits until a message has come so far. */
  void awaitStatus(String id, String status) {
    World.eventually(
        () ->
            assertThat(call("GET", "messages/" + id, "", 200).path("status").asText())
                .as(id)
                .isEqualTo(status));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    postgres.close();
    admin.close();
    kafka.close();
  }
}
