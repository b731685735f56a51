package io.surety.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.schemas.MessageIds;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final String FAR = "'deliverAt': '2126-01-01T00:00:00Z'";

  private static Installation installation;
  private static SuretyServer server;
  private static Rest rest;
  private static String orders;

  @BeforeAll
  static void start() {
    installation = new Installation();
    server = installation.start();
    rest = new Rest(server);
    orders = installation.topic("orders");
    rest.put("destinations/" + orders, "").is(200);
    rest.put("subscriptions/" + orders + "/billing", "{'redelivery': {'maxAttempts': 1}}").is(200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void followsAMessageFromPrepareUntilItIsConsumed() {
    Rest.Answer created =
        rest.post(
            "messages",
            "{'mode': 'prepare', 'producer': 'shop', 'destination': '"
                + orders
                + "', 'tag': 'eu.paid', 'key': 'k1', 'payload': 'héllo',"
                + " 'headers': {'x': 'y'}, 'ttlMs': 600000}");
    String id = created.is(201).text("/id");
    assertThat(created.header("Location")).isEqualTo("/api/v1/messages/" + id);
    assertThat(created.text("/status")).isEqualTo("PREPARED");

    Rest.Answer prepared = rest.get("messages/" + id).is(200);
    assertThat(prepared.text("/source")).isEqualTo("live");
    assertThat(prepared.text("/asOf")).endsWith("Z");
    assertThat(prepared.text("/nextDue")).endsWith("Z");
    assertThat(prepared.text("/content/tag")).isEqualTo("eu.paid");
    assertThat(prepared.text("/content/key")).isEqualTo("k1");
    assertThat(prepared.text("/content/expiresAt")).endsWith("Z");

    Rest.Answer confirmed =
        rest.post("messages/" + id + "/confirm", "{'actor': 'ann', 'reason': 'paid'}").is(200);
    assertThat(confirmed.text("/decision/kind")).isEqualTo("CONFIRM");
    assertThat(confirmed.text("/decision/actor")).isEqualTo("ann");
    assertThat(confirmed.text("/deliveries/0/group")).isEqualTo("billing");

    ConsumerRecord<String, byte[]> delivered = delivery(id, 1);
    assertThat(delivered.key()).isEqualTo("k1");
    assertThat(new String(delivered.value(), UTF_8)).isEqualTo("héllo");
    assertThat(Deliveries.header(delivered, "x")).isEqualTo("y");
    assertThat(Deliveries.header(delivered, "surety-groups")).isEqualTo("billing");

    report(id, "{'status': 'received', 'attempt': 1, 'instance': 'pod-1'}").is(200);
    assertThat(rest.get("messages/" + id).text("/deliveries/0/status")).isEqualTo("RECEIVED");

    Rest.Answer consumed = report(id, "{'status': 'consumed', 'attempt': 1}").is(200);
    assertThat(consumed.text("/status")).isEqualTo("COMPLETED");
    Rest.Answer settled = rest.get("messages/" + id).is(200);
    assertThat(settled.text("/source")).isEqualTo("settled");
    assertThat(settled.text("/decision/kind")).isEqualTo("CONFIRM");
    report(id, "{'status': 'consumed', 'attempt': 1}").is(200);
  }

  @Test
  void sendsInOneRequest() {
    String id = rest.message("send", orders);

    assertThat(new String(delivery(id, 1).value(), UTF_8)).isEqualTo("hello");
    assertThat(rest.get("messages/" + id).text("/status")).isEqualTo("DELIVERING");
  }

  @Test
  void deliversDirectlyWithoutTracking() {
    String id = rest.message("direct", orders);

    assertThat(Deliveries.header(delivery(id, 1), "surety-groups")).isEmpty();
    assertThat(rest.get("messages/" + id).text("/status")).isEqualTo("COMPLETED");
  }

  @Test
  void carriesEveryByteUnchanged() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String base64 = Base64.getEncoder().encodeToString(all);

    String id =
        rest.post(
                "messages",
                "{'mode': 'send', 'producer': 'shop', 'destination': '"
                    + orders
                    + "', 'payloadBase64': '"
                    + base64
                    + "', 'headers': [{'name': 'h', 'valueBase64': '"
                    + base64
                    + "'}]}")
            .is(201)
            .text("/id");

    ConsumerRecord<String, byte[]> delivered = delivery(id, 1);
    assertThat(delivered.value()).isEqualTo(all);
    assertThat(delivered.headers().lastHeader("h").value()).isEqualTo(all);
  }

  @Test
  void rollsBackForGood() {
    String id = rest.message("prepare", orders);

    Rest.Answer rolledBack = rest.post("messages/" + id + "/rollback").is(200);

    assertThat(rolledBack.text("/status")).isEqualTo("ROLLED_BACK");
    rest.post("messages/" + id + "/rollback").is(200);
    Rest.Answer late = rest.post("messages/" + id + "/confirm").isProblem(409, "contradiction");
    assertThat(late.text("/message/status")).isEqualTo("ROLLED_BACK");
    assertThat(late.text("/message/decision/kind")).isEqualTo("ROLL_BACK");
  }

  @Test
  void answersARollBackAfterAConfirmWithTheConfirm() {
    String id = rest.message("prepare", orders);

    rest.post("messages/" + id + "/confirm").is(200);

    rest.post("messages/" + id + "/confirm").is(200);
    Rest.Answer late = rest.post("messages/" + id + "/rollback").isProblem(409, "contradiction");
    assertThat(late.text("/message/decision/kind")).isEqualTo("CONFIRM");
  }

  @Test
  void keepsAnEarlyDecisionUntilItsMessageComes() {
    String id = MessageIds.newId();

    Rest.Answer early = rest.post("messages/" + id + "/confirm").is(202);
    assertThat(early.header("Location")).isEqualTo("/api/v1/messages/" + id);
    assertThat(early.text("/status")).isEqualTo("EARLY");
    assertThat(early.text("/waiting/decisions/0")).isEqualTo("CONFIRM");
    rest.post("messages/" + id + "/confirm").is(202);
    rest.post("messages/" + id + "/rollback").isProblem(409, "contradiction");

    Rest.Answer created = rest.post("messages", withId(id, "prepare", "hello")).is(201);
    assertThat(created.text("/status")).isEqualTo("DELIVERING");
    rest.post("messages/" + id + "/confirm").is(200);
  }

  @Test
  void answersAtTheAcknowledgementWhoPrefersIt() {
    Rest async = rest.with("Prefer", "respond-async");

    Rest.Answer written = async.post("messages", Rest.body("prepare", orders)).is(202);
    String id = written.text("/id");
    assertThat(written.header("Preference-Applied")).isEqualTo("respond-async");
    assertThat(written.header("Location")).isEqualTo("/api/v1/messages/" + id);
    assertThat(written.text("/position")).isEqualTo(written.header("Surety-Position"));
    assertThat(readBack(id, written).text("/status")).isEqualTo("PREPARED");

    Rest.Answer confirmed = async.post("messages/" + id + "/confirm").is(202);
    assertThat(readBack(id, confirmed).text("/decision/kind")).isEqualTo("CONFIRM");

    String consumed = "{'status': 'consumed', 'attempt': 1}";
    Rest.Answer reported = async.put("messages/" + id + "/deliveries/billing", consumed).is(202);
    assertThat(readBack(id, reported).text("/status")).isEqualTo("COMPLETED");
  }

  @Test
  void tellsWhoeverLooksWhatBecameOfWhatWasAcknowledged() {
    Rest async = rest.with("Prefer", "respond-async");
    String id = MessageIds.newId();
    async.post("messages", withId(id, "prepare", "hello")).is(202);

    Rest.Answer other = async.post("messages", withId(id, "prepare", "other")).is(202);
    async.post("messages/" + id + "/confirm").is(202);
    Rest.Answer contrary = async.post("messages/" + id + "/rollback").is(202);

    assertThat(readBack(id, other).text("/content/producer")).isEqualTo("shop");
    assertThat(rest.get("messages/" + id + "/payload").is(200).response().body())
        .isEqualTo("hello");
    assertThat(readBack(id, contrary).text("/decision/kind")).isEqualTo("CONFIRM");
    // The same once more, without the preference, is told what stands.
    rest.post("messages", withId(id, "prepare", "hello")).is(201);
    rest.post("messages", withId(id, "prepare", "other")).isProblem(409, "different-content");
    rest.post("messages/" + id + "/confirm").is(200);
    rest.post("messages/" + id + "/rollback").isProblem(409, "contradiction");
  }

  @Test
  void refusesAtOnceWhatNeedsNoLogWhateverIsPreferred() {
    Rest async = rest.with("Prefer", "respond-async");
    String id = rest.message("prepare", orders);

    async.post("messages", "{}").isProblem(400, "invalid-request");
    async
        .post("messages", Rest.body("send", "nowhere"))
        .isProblem(404, "destination-not-registered");
    async
        .with("If-Match", "\"another\"")
        .post("messages/" + id + "/confirm")
        .isProblem(412, "precondition-failed");
    assertThat(rest.get("messages/" + id).text("/status")).isEqualTo("PREPARED");
  }

  @Test
  void waitsAsLongAsIsPreferred() {
    Rest.Answer waited =
        rest.with("Prefer", "wait=60").post("messages", Rest.body("prepare", orders)).is(201);
    Rest.Answer notAtAll =
        rest.with("Prefer", "wait=0").post("messages", Rest.body("prepare", orders)).is(202);

    assertThat(waited.header("Preference-Applied")).isEqualTo("wait=60");
    assertThat(notAtAll.header("Preference-Applied")).isEqualTo("wait=0");
  }

  @Test
  void recognisesARepeatedMessage() {
    String id = MessageIds.newId();
    rest.post("messages", withId(id, "prepare", "hello")).is(201);

    rest.post("messages", withId(id, "prepare", "hello")).is(201);
    rest.post("messages", withId(id, "prepare", "other")).isProblem(409, "different-content");

    rest.post("messages/" + id + "/rollback").is(200);
    rest.post("messages", withId(id, "prepare", "hello")).is(201);
    rest.post("messages", withId(id, "prepare", "other")).isProblem(409, "different-content");
  }

  @Test
  void refusesADestinationThatIsNotRegistered() {
    Rest.Answer refused =
        rest.post("messages", Rest.body("send", "nowhere"))
            .isProblem(404, "destination-not-registered");

    assertThat(refused.text("/detail")).contains("PUT /api/v1/destinations/nowhere");
  }

  @Test
  void refusesWhatIsTooLarge() {
    String large =
        "{'mode': 'send', 'producer': 'shop', 'destination': '"
            + orders
            + "', 'payload': '"
            + "x".repeat(1_000_001)
            + "'}";

    rest.post("messages", large).isProblem(413, "too-large");
    rest.post("messages", large.replace("x", "xxxxx")).isProblem(413, "too-large");
  }

  @Test
  void refusesWhatIsTooLargeForItsDestination() {
    String small = installation.topic("small", Map.of("max.message.bytes", "1000"));
    rest.put("destinations/" + small, "").is(200);
    Awaitility.await()
        .until(() -> server.coordinator().destinations().state(small).messageMaxBytes() == 1_000);

    Rest.Answer refused =
        rest.post("messages", Rest.body("send", small).replace("hello", "x".repeat(1_001)))
            .isProblem(413, "too-large");

    assertThat(refused.text("/detail")).contains("takes 1000", "raise the topic's");
  }

  @Test
  void namesWhatIsWrongWithAMessage() {
    Rest.Answer refused =
        rest.post("messages", "{'mode': 'send', 'destination': 'a b', 'delay': 5}")
            .isProblem(400, "invalid-request");

    JsonNode errors = refused.json().at("/errors");
    assertThat(errors.findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/producer", "/destination", "/payload", "/delay");
    assertThat(errors.findValuesAsText("remedy")).noneMatch(String::isBlank);
  }

  @Test
  void knowsNothingOfOtherMessages() {
    rest.get("messages/" + MessageIds.newId()).isProblem(404, "message-not-found");
  }

  @Test
  void cancelsAndReschedulesUntilTheDispatch() {
    String id = scheduled();

    Rest.Answer moved =
        rest.post("messages/" + id + "/reschedule", "{'deliverAt': '2127-01-01T00:00:00Z'}")
            .is(200);
    assertThat(moved.text("/status")).isEqualTo("SCHEDULED");
    assertThat(moved.text("/content/deliverAt")).isEqualTo("2127-01-01T00:00:00.000Z");
    assertThat(rest.post("messages/" + id + "/cancel").is(200).text("/status"))
        .isEqualTo("CANCELLED");
    rest.post("messages/" + id + "/cancel").is(200);
    rest.post("messages/" + id + "/reschedule", "{'delayMs': 1000}").isProblem(409, "too-late");
    rest.post("messages/" + id + "/deliver-now").isProblem(409, "too-late");
  }

  @Test
  void deliversAScheduledMessageNow() {
    String id = scheduled();

    assertThat(rest.post("messages/" + id + "/deliver-now").is(200).text("/status"))
        .isEqualTo("DELIVERING");

    delivery(id, 1);
    rest.post("messages/" + id + "/cancel").isProblem(409, "too-late");
    rest.post("messages/" + id + "/reschedule", "{" + FAR + "}").isProblem(409, "too-late");
  }

  @Test
  void deliversAtOnceWhatIsRescheduledToThePast() {
    String id = scheduled();

    rest.post("messages/" + id + "/reschedule", "{'deliverAt': '2020-01-01T00:00:00Z'}").is(200);

    delivery(id, 1);
  }

  @Test
  void cancelsNothingThatIsNotConfirmed() {
    String id = rest.message("prepare", orders);

    rest.post("messages/" + id + "/cancel").isProblem(409, "not-decided");
    rest.post("messages/" + id + "/reschedule", "{" + FAR + "}").isProblem(409, "not-decided");
  }

  @Test
  void redrivesAndResolvesDeadLetters() {
    String id = rest.message("send", orders);
    rest.post("messages/" + id + "/redrive?group=billing").isProblem(409, "nothing-to-do");

    Rest.Answer dead =
        report(id, "{'status': 'rejected', 'attempt': 1, 'error': 'no such order'}").is(200);
    assertThat(dead.text("/status")).isEqualTo("DEAD_LETTERED");
    assertThat(dead.text("/deliveries/0/reason")).isEqualTo("REJECTED");
    assertThat(dead.text("/deliveries/0/failure/message")).isEqualTo("no such order");
    assertThat(dead.text("/deliveries/0/history/0/outcome")).isEqualTo("REJECTED");
    rest.post("messages/" + id + "/redrive?group=other").isProblem(404, "group-not-found");

    assertThat(rest.post("messages/" + id + "/redrive?group=billing").is(200).text("/status"))
        .isEqualTo("DELIVERING");
    delivery(id, 2);
    report(id, "{'status': 'failed', 'attempt': 2, 'error': {'type': 'T', 'message': 'm'}}")
        .is(200);
    assertThat(rest.get("messages/" + id).text("/deliveries/0/reason"))
        .isEqualTo("ATTEMPTS_EXHAUSTED");

    Rest.Answer resolved =
        rest.post("messages/" + id + "/resolve?group=billing", "{'reason': 'by hand'}").is(200);
    assertThat(resolved.text("/status")).isEqualTo("DEAD_LETTERED");
    rest.post("messages/" + id + "/resolve?group=billing", "{'reason': 'by hand'}").is(200);
    rest.post("messages/" + id + "/redrive?group=billing").isProblem(409, "too-late");
  }

  @Test
  void redrivesNothingThatItDoesNotKnow() {
    rest.post("messages/" + MessageIds.newId() + "/redrive").isProblem(404, "message-not-found");
    rest.post("messages/" + MessageIds.newId() + "/resolve", "{'reason': 'gone'}")
        .isProblem(404, "message-not-found");
  }

  @Test
  void takesReportsOnlyOfGroupsTheMessageIsFor() {
    String id = rest.message("send", orders);

    rest.put("messages/" + id + "/deliveries/strangers", "{'status': 'consumed', 'attempt': 1}")
        .isProblem(404, "group-not-found");
  }

  @Test
  void keepsAReportThatComesEarly() {
    String id = rest.message("prepare", orders);

    Rest.Answer early = report(id, "{'status': 'consumed', 'attempt': 1}").is(202);

    assertThat(early.text("/waiting/groups/0/group")).isEqualTo("billing");
  }

  @Test
  void refusesARejectionOfWhatWasConsumed() {
    rest.put("subscriptions/" + orders + "/stock", "{'tagFilter': 'both'}").is(200);
    String id =
        rest.post("messages", Rest.body("send", orders).replace("}", ", 'tag': 'both'}"))
            .is(201)
            .text("/id");
    report(id, "{'status': 'consumed', 'attempt': 1}").is(200);

    report(id, "{'status': 'rejected', 'attempt': 1}").isProblem(409, "contradiction");
    report(id, "{'status': 'failed', 'attempt': 1}").is(200);
  }

  @Test
  void tellsBothOfTwoWhoDecideAtTheSameTimeTheSame() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      ids.add(rest.message("prepare", orders));
    }

    for (String id : ids) {
      CompletableFuture<Rest.Answer> confirm = ask("messages/" + id + "/confirm");
      CompletableFuture<Rest.Answer> rollBack = ask("messages/" + id + "/rollback");
      Rest.Answer confirmed = confirm.join();
      Rest.Answer rolledBack = rollBack.join();

      boolean won = confirmed.status() == 200;
      assertThat(List.of(confirmed.status(), rolledBack.status()))
          .isEqualTo(won ? List.of(200, 409) : List.of(409, 200));
      String kind = won ? "CONFIRM" : "ROLL_BACK";
      assertThat((won ? confirmed : rolledBack).text("/decision/kind")).isEqualTo(kind);
      assertThat((won ? rolledBack : confirmed).text("/message/decision/kind")).isEqualTo(kind);
      assertThat(rest.get("messages/" + id).text("/decision/kind")).isEqualTo(kind);
    }
  }

  @Test
  void createsOneMessageOfTwoWithTheSameId() {
    for (int i = 0; i < 10; i++) {
      String id = MessageIds.newId();

      CompletableFuture<Rest.Answer> one = askToCreate(withId(id, "prepare", "one"));
      CompletableFuture<Rest.Answer> two = askToCreate(withId(id, "prepare", "two"));

      assertThat(List.of(one.join().status(), two.join().status()))
          .containsExactlyInAnyOrder(201, 409);
    }
  }

  private static Rest.Answer readBack(String id, Rest.Answer written) {
    return rest.get("messages/" + id + "?atLeast=" + written.header("Surety-Position")).is(200);
  }

  private static CompletableFuture<Rest.Answer> ask(String path) {
    return CompletableFuture.supplyAsync(() -> rest.post(path));
  }

  private static CompletableFuture<Rest.Answer> askToCreate(String body) {
    return CompletableFuture.supplyAsync(() -> rest.post("messages", body));
  }

  private static String scheduled() {
    Rest.Answer created =
        rest.post("messages", Rest.body("send", orders).replace("}", ", " + FAR + "}")).is(201);
    assertThat(created.text("/status")).isEqualTo("SCHEDULED");
    return created.text("/id");
  }

  private static String withId(String id, String mode, String payload) {
    return Rest.body(mode, orders).replace("hello", payload).replace("}", ", 'id': '" + id + "'}");
  }

  private static Rest.Answer report(String id, String body) {
    return rest.put("messages/" + id + "/deliveries/billing", body);
  }

  private static ConsumerRecord<String, byte[]> delivery(String id, int attempt) {
    try (Deliveries deliveries = installation.deliveries(orders)) {
      return deliveries.of(id, attempt);
    }
  }
}
