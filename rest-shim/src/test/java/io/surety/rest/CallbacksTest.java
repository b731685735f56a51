package io.surety.rest;

import static io.surety.rest.Receiver.echo;
import static io.surety.rest.Receiver.reply;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Producers and groups are asked over HTTP; everything is real: broker, coordinator, sockets. */
class CallbacksTest {
  private static final String NODE = "http://127.0.0.1:" + freePort();

  @TempDir private static Path dir;

  private static Receiver receiver;
  private static Installation installation;
  private static SuretyServer server;
  private static Rest rest;
  private static String topic;

  @BeforeAll
  static void start() throws IOException {
    Path secrets = dir.resolve("callbacks.properties");
    Files.writeString(
        secrets, "shop=" + Receiver.SECRET + "\nshop.for=*\nmail=" + Receiver.SECRET + "\n");
    receiver = new Receiver();
    installation =
        new Installation()
            .with("surety.callback.allowed", "http://127.0.0.1:" + receiver.port() + "," + NODE)
            .with("surety.callback.networks", "127.0.0.1/32")
            .with("surety.callback.secrets.file", secrets.toString());
    server = installation.start();
    rest = new Rest(server);
    topic = installation.topic("asked");
    rest.put("destinations/" + topic, "").is(200);
    rest.put("subscriptions/" + topic + "/billing", "").is(200);
  }

  @AfterAll
  static void stop() {
    server.close();
    receiver.close();
  }

  @Test
  void decidesAMessageWhoseConfirmWasLost() {
    register("p-confirm", "'checkBackAfterMs': 100");
    receiver.answering(question -> echo(question, "verdict", "CONFIRM"));

    String id = prepare("p-confirm");

    awaitStatus(id, "DELIVERING");
    assertThat(rest.get("messages/" + id).text("/decision/source")).isEqualTo("CHECK_BACK");
    assertThat(rest.get("messages/" + id).text("/checkBack/answered")).isEqualTo("true");
    assertThat(rest.get("messages/" + id).text("/decision/actor"))
        .isEqualTo("callback 127.0.0.1:" + receiver.port());
    try (Deliveries deliveries = installation.deliveries(topic)) {
      assertThat(new String(deliveries.of(id, 1).value(), UTF_8)).isEqualTo("hello");
    }
    JsonNode question = receiver.asked(id).get(0);
    assertThat(question.at("/type").asText()).isEqualTo("surety.check-back");
    assertThat(question.at("/data/producer").asText()).isEqualTo("p-confirm");
    assertThat(question.at("/data/destination").asText()).isEqualTo(topic);
    assertThat(question.at("/data/businessKey").asText()).isEqualTo("order-42");
    assertThat(question.at("/data/attempt").asInt()).isEqualTo(1);
  }

  @Test
  void rollsBackWhatTheProducerDoesNotWant() {
    register("p-roll-back", "'checkBackAfterMs': 100");
    receiver.answering(question -> echo(question, "verdict", "ROLL_BACK"));

    awaitStatus(prepare("p-roll-back"), "ROLLED_BACK");
  }

  @Test
  void takesWhatIsNoVerdictForUnknown() {
    register("p-yes", "'checkBackAfterMs': 100, 'checkBackBudget': 1");
    receiver.answering(question -> reply(200, "{\"verdict\": \"CONFIRM\"}"));

    String id = prepare("p-yes");

    awaitStatus(id, "UNRESOLVED");
    assertThat(receiver.asked(id)).hasSize(1);
  }

  @Test
  void whoIsNotReachedSpendsNothing() {
    register("p-away", "'checkBackAfterMs': 100, 'checkBackMaxDelayMs': 100, 'checkBackBudget': 1");
    AtomicInteger asked = new AtomicInteger();
    receiver.answering(
        question ->
            asked.incrementAndGet() < 4
                ? reply(503, "{\"verdict\": \"ROLL_BACK\"}")
                : echo(question, "verdict", "CONFIRM"));

    awaitStatus(prepare("p-away"), "DELIVERING");

    assertThat(asked.get()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void asksAGroupBeforeItIsDeliveredToAgain() {
    String checked = installation.topic("checked");
    rest.put("destinations/" + checked, "").is(200);
    rest.put(
            "subscriptions/" + checked + "/audit",
            "{'consumeCheck': true, 'ackTimeoutMs': 200, " + callback() + "}")
        .is(200);
    receiver.answering(question -> echo(question, "state", "CONSUMED"));

    String id = rest.message("send", checked);

    awaitStatus(id, "COMPLETED");
    JsonNode question = receiver.asked(id).get(0);
    assertThat(question.at("/type").asText()).isEqualTo("surety.consume-check");
    assertThat(question.at("/data/group").asText()).isEqualTo("audit");
  }

  @Test
  void showsACallbackSoThatItCanBeWrittenBack() {
    register("p-shown", "'checkBackAfterMs': 5");

    Rest.Answer shown = rest.get("producers/p-shown").is(200);

    assertThat(shown.json().at("/callback"))
        .hasToString(
            "{\"url\":\"http://127.0.0.1:" + receiver.port() + "/surety\",\"secret\":\"shop\"}");
    rest.put("producers/p-shown", shown.response().body()).is(200);
    assertThat(rest.get("producers/p-shown").json()).isEqualTo(shown.json());
  }

  @Test
  void refusesACallbackThatMustNotBeCalled() {
    String port = ":" + receiver.port();
    refused("http://127.0.0.2" + port + "/", "shop", "/callback/url", "is not among the targets");
    refused("http://169.254.169.254/latest/", "shop", "/callback/url", "is not among the targets");
    refused("http://2130706433" + port + "/", "shop", "/callback/url", "not written as 192.0.2.1");
    refused("file:///etc/passwd", "shop", "/callback/url", "is neither https nor http");
    refused("http://127.0.0.1" + port + "/", "shops", "/callback/secret", "is not one that");
    refused("http://127.0.0.1" + port + "/", "mail", "/callback/secret", "is not one that");
    rest.put(
            "producers/mail",
            "{'callback': {'url': 'http://127.0.0.1" + port + "/', 'secret': 'mail'}}")
        .is(200);
    assertThat(
            rest.put(
                    "producers/p-bad",
                    "{'callback': {'url': 'https://ann:pass@evil.example/x?key=1', 'secret':"
                        + " 'shop'}}")
                .text("/errors/0/value"))
        .isEqualTo("https://***@evil.example/x?***");
    rest.put("producers/p-bad", "{'callback': {'secret': 'shop'}}")
        .isProblem(400, "invalid-request");
    rest.put("producers/p-bad", "{'callback': {'url': 'http://127.0.0.1" + port + "/'}}")
        .isProblem(400, "invalid-request");
    rest.put("producers/p-bad", "{'callback': 'http://127.0.0.1" + port + "/'}")
        .isProblem(400, "invalid-request");
    rest.get("producers/p-bad").isProblem(404, "registration-not-found");
  }

  private static void refused(String url, String secret, String pointer, String detail) {
    Rest.Answer answer =
        rest.put(
            "producers/p-bad", "{'callback': {'url': '" + url + "', 'secret': '" + secret + "'}}");
    answer.isProblem(400, "invalid-request");
    assertThat(answer.text("/errors/0/pointer")).isEqualTo(pointer);
    assertThat(answer.text("/errors/0/detail")).contains(detail);
  }

  /** What docs/callbacks.md shows is run as it stands there. */
  @Test
  void theReceiverOfTheDocsVerifiesAndAnswers() throws Exception {
    assumeTrue(isThere("node", "--version"), "node is not installed");
    Path script = dir.resolve("receiver.mjs");
    Files.writeString(script, block("js"));
    ProcessBuilder node = new ProcessBuilder("node", script.toString()).redirectErrorStream(true);
    node.environment().put("SURETY_SECRETS", Receiver.SECRET);
    node.environment().put("PORT", NODE.substring(NODE.lastIndexOf(':') + 1));
    Process process = node.start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(NODE).endsWith(":" + out.readLine());
      rest.put(
              "producers/p-node",
              "{'checkBackAfterMs': 100, 'callback': {'url': '" + NODE + "/x', 'secret': 'shop'}}")
          .is(200);

      awaitStatus(prepare("p-node"), "DELIVERING");

      HttpRequest forged =
          HttpRequest.newBuilder(URI.create(NODE))
              .header("webhook-id", "msg_1")
              .header("webhook-timestamp", String.valueOf(System.currentTimeMillis() / 1000))
              .header("webhook-signature", "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      assertThat(HttpClient.newHttpClient().send(forged, BodyHandlers.ofString()).statusCode())
          .isEqualTo(401);
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  /** The example that the libraries of Standard Webhooks are tested with. */
  @Test
  void theShellOfTheDocsSignsAsTheSpecificationDoes() throws Exception {
    assumeTrue(isThere("openssl", "version"), "openssl is not installed");
    Files.writeString(dir.resolve("body.json"), "{\"test\": 2432232314}");
    String shell = block("sh", "key=");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", shell).directory(dir.toFile()).redirectErrorStream(true);
    builder.environment().put("SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    builder.environment().put("id", "msg_p5jXN8AQM9LWM0D4loKWxJek");
    builder.environment().put("timestamp", "1614265330");
    Process process = builder.start();

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).strip())
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  private static void register(String producer, String policy) {
    rest.put("producers/" + producer, "{" + policy + ", " + callback() + "}").is(200);
  }

  private static String callback() {
    return "'callback': {'url': 'http://127.0.0.1:"
        + receiver.port()
        + "/surety', 'secret': 'shop'}";
  }

  private static String prepare(String producer) {
    return rest.post(
            "messages",
            "{'mode': 'prepare', 'producer': '"
                + producer
                + "', 'destination': '"
                + topic
                + "', 'key': 'order-42', 'payload': 'hello'}")
        .is(201)
        .text("/id");
  }

  private static void awaitStatus(String id, String status) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> rest.get("messages/" + id).text("/status"), status::equals);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isThere(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String block(String language) throws IOException {
    return block(language, "");
  }

  private static String block(String language, String start) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "callbacks.md"));
    Matcher block =
        Pattern.compile("```" + language + "\n(" + start + ".*?)```", Pattern.DOTALL).matcher(page);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }
}
