package io.surety.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.World;
import io.surety.rest.SuretyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shop and a billing service in some other language: they have HTTP, a plain Kafka client, and
 * nothing of ours. The shop dies before it confirms whatever is not divisible by three, and only
 * knows from its database what it had decided.
 */
class HttpOnlyTest {
  private static final int ORDERS = 30;
  private static final byte[] KEY = new byte[32];
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path dir;

  private final Map<String, Boolean> paid = new ConcurrentHashMap<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Set<String> forged = ConcurrentHashMap.newKeySet();
  private String topic;
  private HttpServer shop;
  private SuretyServer server;

  @BeforeEach
  void start() throws Exception {
    String name = "http-only-" + UUID.randomUUID();
    topic = name + "-orders";
    try (Admin admin = Admin.create(Brokers.shared().clientConfig())) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(2), Optional.empty())))
          .all()
          .get();
    }
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    shop.createContext("/surety", this::answer);
    shop.start();
    Path secrets = dir.resolve("callbacks.properties");
    Files.writeString(secrets, "shop=whsec_" + Base64.getEncoder().encodeToString(KEY) + "\n");
    server = SuretyServer.start(settings(name, secrets));
    Awaitility.await().atMost(World.PATIENCE).until(server::isReady);
  }

  private Map<String, String> settings(String name, Path secrets) {
    Map<String, String> settings = new HashMap<>();
    settings.put("surety.bootstrap.servers", Brokers.shared().bootstrapServers());
    settings.put("surety.application.id", name);
    settings.put("surety.topic.prefix", name + ".");
    settings.put("surety.topics.create", "true");
    settings.put("surety.partitions", "2");
    settings.put("surety.replication.factor", "1");
    settings.put("surety.standby.replicas", "0");
    settings.put("surety.registry.staleness.max.ms", "100");
    settings.put("surety.state.dir", dir.resolve("state").toString());
    settings.put("surety.rest.port", "0");
    settings.put("surety.rest.wait.max.ms", "60000");
    settings.put("surety.callback.allowed", "http://127.0.0.1:" + shop.getAddress().getPort());
    settings.put("surety.callback.networks", "127.0.0.1/32");
    settings.put("surety.callback.secrets.file", secrets.toString());
    return settings;
  }

  @AfterEach
  void stop() {
    server.close();
    shop.stop(0);
  }

  @Test
  void whatWasPaidIsConsumedAndNothingElse() throws Exception {
    String callback =
        "{'url': 'http://127.0.0.1:" + shop.getAddress().getPort() + "/surety', 'secret': 'shop'}";
    call("PUT", "destinations/" + topic, "", 200);
    call("PUT", "subscriptions/" + topic + "/billing", "{'redelivery': {'initialMs': 10}}", 200);
    call("PUT", "producers/shop", "{'checkBackAfterMs': 200, 'callback': " + callback + "}", 200);

    Map<String, String> idOf = new HashMap<>();
    for (int i = 0; i < ORDERS; i++) {
      String order = "order-" + i;
      String message =
          "{'mode': 'prepare', 'producer': 'shop', 'destination': '"
              + topic
              + "', 'key': '"
              + order
              + "', 'payload': '"
              + order
              + "'}";
      String id = call("POST", "messages", message, 201).at("/id").asText();
      idOf.put(order, id);
      paid.put(order, i % 2 == 0);
      if (i % 3 == 0) {
        call("POST", "messages/" + id + (paid.get(order) ? "/confirm" : "/rollback"), "", 200);
      }
    }
    Set<String> billed = consume((int) paid.values().stream().filter(is -> is).count());

    for (int i = 0; i < ORDERS; i++) {
      String order = "order-" + i;
      JsonNode message = awaitEnd(idOf.get(order));
      assertThat(message.at("/status").asText())
          .as(order)
          .isEqualTo(paid.get(order) ? "COMPLETED" : "ROLLED_BACK");
      assertThat(billed.contains(order)).as(order).isEqualTo(paid.get(order));
      assertThat(i % 3 == 0 || asked.contains(order)).as(order).isTrue();
    }
    assertThat(forged).isEmpty();
    JsonNode stats = call("GET", "stats", "", 200);
    assertThat(stats.at("/messages/live").asInt()).isZero();
    assertThat(stats.at("/messages/unaccounted").asInt()).isZero();
    assertThat(stats.at("/incomplete").asBoolean()).isFalse();
  }

  /** Every fifth order fails at first; then it is delivered again. */
  private Set<String> consume(int expected) throws Exception {
    Map<String, Object> config = new HashMap<>(Brokers.shared().clientConfig());
    config.put("group.id", topic + "-billing");
    config.put("auto.offset.reset", "earliest");
    Set<String> billed = new HashSet<>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      Awaitility.await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .atMost(World.PATIENCE)
          .until(
              () -> {
                for (ConsumerRecord<String, String> record :
                    consumer.poll(Duration.ofMillis(100))) {
                  bill(record, billed);
                }
                return billed.size() == expected;
              });
    }
    return billed;
  }

  private void bill(ConsumerRecord<String, String> record, Set<String> billed) throws Exception {
    int attempt = Integer.parseInt(header(record, "surety-attempt"));
    assertThat(header(record, "surety-groups")).isEqualTo("billing");
    String delivery = "messages/" + header(record, "surety-id") + "/deliveries/billing";
    String report = "{'status': '%s', 'attempt': " + attempt + "}";
    call("PUT", delivery, String.format(report, "received"), 200);
    if (attempt == 1 && Integer.parseInt(record.value().substring(6)) % 5 == 0) {
      call("PUT", delivery, String.format(report, "failed"), 200);
    } else {
      billed.add(record.value());
      call("PUT", delivery, String.format(report, "consumed"), 200);
    }
  }

  private JsonNode awaitEnd(String id) {
    return Awaitility.await()
        .atMost(World.PATIENCE)
        .until(
            () -> call("GET", "messages/" + id, "", 200),
            message -> message.at("/source").asText().equals("settled"));
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private JsonNode call(String method, String path, String body, int status) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/" + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  /** The shop answers from its database, and only to Surety. */
  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!isFromSurety(exchange, body)) {
      forged.add(new String(body, UTF_8));
      exchange.sendResponseHeaders(401, -1);
      exchange.close();
      return;
    }
    JsonNode question = JSON.readTree(body).at("/data");
    String order = question.at("/businessKey").asText();
    asked.add(order);
    Boolean isPaid = paid.get(order);
    String verdict = isPaid == null ? "IN_PROGRESS" : isPaid ? "CONFIRM" : "ROLL_BACK";
    byte[] answer =
        JSON.writeValueAsBytes(
            Map.of(
                "messageId", question.at("/messageId").asText(),
                "nonce", question.at("/nonce").asText(),
                "verdict", verdict));
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static boolean isFromSurety(HttpExchange exchange, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      String id = exchange.getRequestHeaders().getFirst("webhook-id");
      String time = exchange.getRequestHeaders().getFirst("webhook-timestamp");
      mac.update((id + "." + time + ".").getBytes(UTF_8));
      String right = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
      return right.equals(exchange.getRequestHeaders().getFirst("webhook-signature"));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
