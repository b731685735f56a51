package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.rest.access.Role;
import io.surety.schemas.MessageIds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route, called by everybody: without a key, with a wrong one, as each role, as the
 * application whose own it is, and as another. The routes and their roles are those of the OpenAPI
 * file, which {@code OpenApiTest} holds to the routes; a new one fails here until it has a row.
 *
 * <p>Two servers take turns, so that requests are answered here and handed over.
 */
class AccessMatrixTest {
  private static final String NOBODY = "nobody";
  private static final String WRONG_KEY = "wrong key";
  private static final String FOREIGN = "foreign application";

  private static final Installation INSTALLATION = new Installation();
  private static final Map<String, String> KEYS = new LinkedHashMap<>();
  private static final List<SuretyServer> SERVERS = new ArrayList<>();
  private static String orders = "";
  private static Rest admin;
  private static ArchiveRows archive;
  private static int turn;

  /**
   * How a route is called, and what is answered to those who may and to a foreign application.
   *
   * @param path made anew for each call, of something that is the application's own
   */
  private record Row(Supplier<String> path, String body, int ok, int foreign, String code) {
    static Row of(String path) {
      return new Row(() -> path, "", 200, 200, "");
    }

    static Row of(Supplier<String> path) {
      return new Row(path, "", 200, 200, "");
    }

    Row sending(String json) {
      return new Row(path, json, ok, foreign, code);
    }

    Row answering(int status) {
      return new Row(path, body, status, foreign, code);
    }

    /** What is not told to others, or not allowed to them. */
    Row foreign(int status, String problem) {
      return new Row(path, body, ok, status, problem);
    }
  }

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    archive = ArchiveRows.in(directory);
    archive.add("order-42", "COMPLETED", "2026-11-02");
    KeyFile file = new KeyFile();
    for (Role role : List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN)) {
      KEYS.put(role.word(), file.add(role.word(), role));
    }
    KEYS.put(
        Role.APPLICATION.word(),
        file.addApplication("shop", Set.of("shop", "spare"), Set.of("billing", "spare")));
    KEYS.put(FOREIGN, file.addApplication("other", Set.of("other"), Set.of("mail")));
    KEYS.put(NOBODY, "");
    KEYS.put(WRONG_KEY, new KeyFile().add("admin", Role.ADMIN));
    archive
        .readBy(INSTALLATION)
        .with("surety.rest.auth.keys.file", file.path().toString())
        .with("surety.rest.peer.secret", "0123456789abcdef0123456789abcdef")
        .with("surety.settled.retention.ms", "60000");
    SERVERS.add(INSTALLATION.start());
    SERVERS.add(INSTALLATION.start());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                SERVERS.stream()
                    .allMatch(
                        s -> s.isReady() && s.coordinator().health().partitions().size() == 2));
    orders = INSTALLATION.topic("orders");
    admin = new Rest(SERVERS.get(0), KEYS.get("admin"));
    admin.put("destinations/" + orders, "").is(200);
    admin.put("producers/shop", "").is(200);
    admin.put("producers/other", "").is(200);
    admin.put("subscriptions/" + orders + "/billing", "").is(200);
  }

  @AfterAll
  static void stop() {
    Installation.closeAll(SERVERS);
    archive.close();
  }

  static List<OpenApi.Operation> operations() {
    return OpenApi.FILE.operations();
  }

  private static Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    rows.put("listMessages", Row.of("messages"));
    rows.put("listUndecided", Row.of("undecided"));
    rows.put("listDeadLetters", Row.of("dead-letters"));
    rows.put("listDeadLetterGroups", Row.of("dead-letter-groups"));
    rows.put("listAudit", Row.of("audit"));
    rows.put("stats", Row.of("stats"));
    rows.put("listNodes", Row.of("nodes"));
    rows.put("nodeHere", Row.of("nodes/self"));
    rows.put("statsHere", Row.of("nodes/self/stats"));
    rows.put("metrics", Row.of("/metrics"));
    rows.put("listMessagesHere", Row.of("nodes/self/messages"));
    rows.put("listDeadLetterGroupsHere", Row.of("nodes/self/dead-letter-groups"));
    rows.put(
        "createMessage",
        Row.of("messages")
            .sending(Rest.body("prepare", orders))
            .answering(201)
            .foreign(403, "not-yours"));
    rows.put("getMessage", hidden(AccessMatrixTest::prepared, ""));
    rows.put("getTimeline", hidden(AccessMatrixTest::prepared, "/timeline"));
    rows.put("getHeaders", hidden(AccessMatrixTest::prepared, "/headers"));
    rows.put("getPayload", hidden(AccessMatrixTest::prepared, "/payload"));
    rows.put("confirmMessage", hidden(AccessMatrixTest::prepared, "/confirm"));
    rows.put("rollBackMessage", hidden(AccessMatrixTest::prepared, "/rollback"));
    rows.put("cancelMessage", hidden(AccessMatrixTest::scheduled, "/cancel"));
    rows.put(
        "rescheduleMessage",
        hidden(AccessMatrixTest::scheduled, "/reschedule").sending("{'delayMs': 7200000}"));
    rows.put("deliverMessageNow", hidden(AccessMatrixTest::scheduled, "/deliver-now"));
    rows.put("redriveMessage", hidden(AccessMatrixTest::dead, "/redrive?group=billing"));
    rows.put(
        "resolveMessage",
        hidden(AccessMatrixTest::dead, "/resolve?group=billing").sending("{'reason': 'paid'}"));
    String because = "{'reason': 'because'}";
    rows.put("checkUndecidedNow", Row.of(() -> "undecided/" + prepared() + "/check-now"));
    rows.put(
        "confirmUndecided", Row.of(() -> "undecided/" + prepared() + "/confirm").sending(because));
    rows.put(
        "rollBackUndecided",
        Row.of(() -> "undecided/" + prepared() + "/rollback").sending(because));
    String note = "dead-letter-groups/note?fingerprint=f";
    rows.put("putDeadLetterNote", Row.of(note).sending("{'note': 'known'}"));
    rows.put("deleteDeadLetterNote", Row.of(note).answering(204));
    rows.put("listRedrives", Row.of("redrives"));
    rows.put("startRedrive", Row.of("redrives").sending("{'filter': {}, 'dryRun': true}"));
    rows.put("getRedrive", Row.of(AccessMatrixTest::job));
    rows.put("listRedriveItems", Row.of(() -> job() + "/items"));
    rows.put("pauseRedrive", Row.of(() -> job() + "/pause"));
    rows.put("resumeRedrive", Row.of(() -> job() + "/resume"));
    rows.put("cancelRedrive", Row.of(() -> job() + "/cancel"));
    rows.put(
        "reportDelivery",
        Row.of(() -> "messages/" + sent() + "/deliveries/billing")
            .sending("{'status': 'consumed', 'attempt': 1}")
            .foreign(403, "not-yours"));
    rows.put("listDestinations", Row.of("destinations"));
    rows.put("getDestination", Row.of(() -> "destinations/" + orders));
    rows.put("putDestination", Row.of("destinations/spare"));
    rows.put("deleteDestination", Row.of("destinations/spare").answering(204));
    rows.put("listProducers", Row.of("producers"));
    rows.put("getProducer", Row.of("producers/shop").foreign(404, "registration-not-found"));
    rows.put("putProducer", Row.of("producers/spare").foreign(403, "not-yours"));
    rows.put("deleteProducer", Row.of("producers/spare").answering(204).foreign(403, "not-yours"));
    rows.put("listSubscriptions", Row.of("subscriptions"));
    rows.put(
        "getSubscription",
        Row.of(() -> "subscriptions/" + orders + "/billing")
            .foreign(404, "registration-not-found"));
    rows.put("putSubscription", Row.of("subscriptions/spare/spare").foreign(403, "not-yours"));
    rows.put(
        "deleteSubscription",
        Row.of("subscriptions/spare/spare").answering(204).foreign(403, "not-yours"));
    rows.put("listArchive", Row.of("archive/messages"));
    rows.put("getArchived", Row.of("archive/messages/order-42").foreign(404, "message-not-found"));
    rows.put("whichAreSettled", Row.of("settled").sending("{'ids': ['order-42']}"));
    rows.put("index", Row.of("/"));
    rows.put("openapi", Row.of("/openapi.yaml"));
    rows.put("live", Row.of("/health/live"));
    rows.put("ready", Row.of("/health/ready"));
    rows.put("version", Row.of("/version"));
    rows.put("metrics", Row.of("/metrics"));
    rows.put("stats", Row.of("stats"));
    rows.put("statsHere", Row.of("nodes/self/stats"));
    rows.put("listNodes", Row.of("nodes"));
    rows.put("nodeHere", Row.of("nodes/self"));
    return rows;
  }

  private static Row hidden(Supplier<String> message, String what) {
    return Row.of(() -> "messages/" + message.get() + what).foreign(404, "message-not-found");
  }

  private static String prepared() {
    return admin.message("prepare", orders);
  }

  private static String sent() {
    return admin.message("send", orders);
  }

  private static String scheduled() {
    String body = Rest.body("send", orders).replace("'payload'", "'delayMs': 3600000, 'payload'");
    return admin.post("messages", body).is(201).text("/id");
  }

  private static String dead() {
    String id = sent();
    admin
        .put("messages/" + id + "/deliveries/billing", "{'status': 'rejected', 'attempt': 1}")
        .is(200);
    return id;
  }

  /** One that nobody has cancelled. */
  private static String job() {
    for (JsonNode job : admin.get("redrives").is(200).json().at("/items")) {
      if (!job.path("state").asText().equals("CANCELLED")) {
        return "redrives/" + job.path("id").asText();
      }
    }
    dead();
    String filter = "{'filter': {'destination': '" + orders + "'}}";
    return "redrives/" + admin.post("redrives", filter).is(201).text("/id");
  }

  private static Rest as(String caller) {
    return new Rest(SERVERS.get(turn++ % SERVERS.size()), KEYS.get(caller));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void answersEachCallerAsItsRoleDemands(OpenApi.Operation operation) {
    String name = operation.node().get("operationId").asText();
    List<String> roles = OpenApi.texts(operation.node().path("x-roles"));
    Row row = rows().get(name);
    assertThat(row)
        .as("a row for " + name + ": how it is called, and what is answered")
        .isNotNull();
    List<String> wrong = new ArrayList<>();

    for (String caller : KEYS.keySet()) {
      // Twice where it matters whose it is, so that each server is asked.
      int times = caller.endsWith("application") && roles.contains("application") ? 2 : 1;
      for (int i = 0; i < times; i++) {
        Rest.Answer answer = as(caller).send(operation.method(), row.path().get(), row.body());
        String expected = expected(caller, roles, row);
        String got = answer.status() + (answer.status() < 400 ? "" : " " + answer.text("/code"));
        if (got.equals("403 role-not-allowed")) {
          assertThat(OpenApi.texts(answer.json().path("neededRoles")))
              .containsExactlyInAnyOrderElementsOf(roles);
          assertThat(answer.text("/detail")).contains(answer.text("/role"));
        }
        if (!got.equals(expected)) {
          wrong.add(caller + " got " + got + ", not " + expected + ": " + answer.response().body());
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  private static String expected(String caller, List<String> roles, Row row) {
    if (roles.isEmpty()) {
      return "" + row.ok();
    }
    return switch (caller) {
      case NOBODY, WRONG_KEY -> "401 unauthenticated";
      case FOREIGN ->
          !roles.contains("application")
              ? "403 role-not-allowed"
              : row.code().isEmpty() ? "" + row.ok() : row.foreign() + " " + row.code();
      default -> roles.contains(caller) ? "" + row.ok() : "403 role-not-allowed";
    };
  }

  @Test
  void hasARowForNoRouteThatIsGone() {
    assertThat(rows().keySet())
        .containsExactlyInAnyOrderElementsOf(
            operations().stream()
                .map(operation -> operation.node().get("operationId").asText())
                .toList());
  }

  @Test
  void listsOnlyWhatIsTheApplicationsOwn() {
    assertThat(as("application").get("producers").json().findValuesAsText("name"))
        .contains("shop")
        .doesNotContain("other");
    assertThat(as(FOREIGN).get("producers").json().findValuesAsText("name"))
        .containsExactly("other");
    assertThat(as(FOREIGN).get("subscriptions").json().findValuesAsText("group"))
        .doesNotContain("billing");
    assertThat(as("application").get("subscriptions").json().findValuesAsText("group"))
        .contains("billing");
  }

  @Test
  void aGroupSeesWhatIsForItAndDecidesNothing() {
    String topic = INSTALLATION.topic("mails");
    admin.put("destinations/" + topic, "").is(200);
    admin.put("subscriptions/" + topic + "/mail", "").is(200);
    String id = admin.message("prepare", topic);
    String path = "messages/" + id;

    as(FOREIGN).get(path).isProblem(404, "message-not-found");
    admin.post(path + "/confirm").is(200);

    assertThat(as(FOREIGN).get(path).is(200).text("/status")).isEqualTo("DELIVERING");
    as(FOREIGN).post(path + "/rollback").isProblem(403, "not-yours");
    as(FOREIGN).put(path + "/deliveries/mail", "{'status': 'consumed', 'attempt': 1}").is(200);
  }

  @Test
  void saysNothingOfTheMessageWhoseIdIsTaken() {
    String id = prepared();
    String body = "{'mode': 'prepare', 'producer': 'other', 'destination': '" + orders + "'";

    Rest.Answer refused =
        as(FOREIGN).post("messages", body + ", 'payload': 'x', 'id': '" + id + "'}");

    refused.isProblem(409, "different-content");
    assertThat(refused.json().has("message")).isFalse();
    assertThat(refused.response().body()).doesNotContain("shop");
  }

  @Test
  void anApplicationDecidesAboutNoMessageThatIsStillToCome() {
    String id = MessageIds.newId();

    as("application").post("messages/" + id + "/confirm").isProblem(404, "message-not-found");
    as("operator").post("messages/" + id + "/confirm").is(202);
  }

  @Test
  void noBundleIsDecidedThroughOneMessageOfIt() {
    String bundle = "b" + MessageIds.newId();
    String own = bundle + "~1of2";
    String foreign = bundle + "~2of2";
    String body = Rest.body("prepare", orders);
    as("application").post("messages", body.replace("'payload'", "'id': '" + own + "', 'payload'"));
    as(FOREIGN)
        .post(
            "messages",
            body.replace("'shop'", "'other'")
                .replace("'payload'", "'id': '" + foreign + "', 'payload'"))
        .is(201);

    as("application").post("messages/" + own + "/confirm").isProblem(404, "message-not-found");

    assertThat(admin.get("messages/" + foreign).is(200).text("/status")).isEqualTo("PREPARED");
  }

  @Test
  void recordsWhoDecidedAndNotWhoSaysSo() {
    String byOperator = prepared();
    String byApplication = prepared();

    as("operator").post("messages/" + byOperator + "/confirm", "{'actor': 'ann'}").is(200);
    as("application").post("messages/" + byApplication + "/confirm").is(200);

    Rest.Answer one = admin.get("messages/" + byOperator);
    assertThat(one.text("/decision/actor")).isEqualTo("operator (ann)");
    assertThat(one.text("/decision/source")).isEqualTo("OPERATOR");
    Rest.Answer two = admin.get("messages/" + byApplication);
    assertThat(two.text("/decision/actor")).isEqualTo("shop");
    assertThat(two.text("/decision/source")).isEqualTo("PRODUCER");
  }

  @Test
  void writesDownWhatPeopleDoAndNotWhatApplicationsDo() {
    String id = prepared();
    String path = "messages/" + id;
    as("application").get(path).is(200);
    as("viewer").get(path).is(200);
    as("operator").get(path + "/payload").is(200);
    as("operator").post(path + "/rollback", "{'actor': 'ann', 'reason': 'card declined'}").is(200);
    as("admin").post(path + "/confirm").isProblem(409, "contradiction");
    String own = prepared();
    as("application").post("messages/" + own + "/confirm").is(200);

    JsonNode deeds = as("viewer").get("audit?messageId=" + id).is(200).json().at("/items");

    assertThat(deeds.findValuesAsText("path"))
        .containsExactly(
            "/api/v1/" + path + "/confirm",
            "/api/v1/" + path + "/rollback",
            "/api/v1/" + path + "/payload");
    assertThat(deeds.findValuesAsText("caller")).containsExactly("admin", "operator", "operator");
    assertThat(deeds.findValuesAsText("status")).containsExactly("409", "200", "200");
    assertThat(deeds.get(1).path("actor").asText()).isEqualTo("ann");
    assertThat(deeds.get(1).path("reason").asText()).isEqualTo("card declined");
    assertThat(deeds.get(1).path("from").asText()).isEqualTo("127.0.0.1");
    assertThat(deeds.toString()).doesNotContain("hello");
    assertThat(as("viewer").get("audit?messageId=" + own).is(200).json().at("/items")).isEmpty();
    assertThat(as("viewer").get("audit?caller=shop").is(200).json().at("/items")).isEmpty();
  }

  @Test
  void writesDownWhatIsAskedOfAJobAndSignsWhatItDoes() {
    String id = dead();
    String filter = "{'filter': {'destination': '" + orders + "'}, 'actor': 'ann'}";
    Rest.Answer job = as("operator").post("redrives", filter).is(201);
    assertThat(job.text("/actor")).isEqualTo("operator (ann)");
    as("operator").post("redrives/" + job.text("/id") + "/pause", "{'reason': 'wait'}").is(200);

    JsonNode deeds = as("viewer").get("audit?caller=operator&limit=2").is(200).json().at("/items");

    assertThat(deeds.findValuesAsText("path"))
        .containsExactly("/api/v1/redrives/" + job.text("/id") + "/pause", "/api/v1/redrives");
    assertThat(deeds.findValuesAsText("status")).containsExactly("200", "201");
    assertThat(deeds.get(0).path("reason").asText()).isEqualTo("wait");
    as("operator").post("redrives/" + job.text("/id") + "/resume").is(200);
    // Handed over between the two servers, with authentication, and as the caller's.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> admin.get("messages/" + id).text("/status"), "DELIVERING"::equals);
    assertThat(admin.get("messages/" + id).text("/deliveries/0/note")).isEqualTo("operator (ann)");
  }

  @Test
  void aRepeatedRequestIsTheSameMessageAtEveryServer() {
    String key = "order-42/" + MessageIds.newId();
    String body = Rest.body("prepare", orders);

    Rest.Answer first = as("application").with("Idempotency-Key", key).post("messages", body);
    Rest.Answer second = as("application").with("Idempotency-Key", key).post("messages", body);
    Rest.Answer other =
        as("application")
            .with("Idempotency-Key", key)
            .post("messages", body.replace("hello", "bye"));

    assertThat(second.is(201).text("/id")).isEqualTo(first.is(201).text("/id"));
    other.isProblem(409, "different-content");
    String foreign =
        as(FOREIGN)
            .with("Idempotency-Key", key)
            .post("messages", body.replace("'shop'", "'other'"))
            .is(201)
            .text("/id");
    assertThat(foreign).as("the key of another caller").isNotEqualTo(first.text("/id"));
  }

  @Test
  void refusesAKeyThatCannotKeepItsPromise() {
    String body = Rest.body("prepare", orders);
    Rest keyed = as("application").with("Idempotency-Key", "k");

    keyed
        .post("messages", body.replace("'payload'", "'delayMs': 5, 'payload'"))
        .isProblem(400, "invalid-request");
    keyed
        .post("messages", body.replace("'payload'", "'id': 'x', 'payload'"))
        .isProblem(400, "invalid-request");
    as("application")
        .with("Idempotency-Key", "a b")
        .post("messages", body)
        .isProblem(400, "invalid-request");
  }

  @Test
  void decidesOnlyAboutTheStateThatWasSeen() {
    // Twice, so that each server is asked.
    for (int i = 0; i < 4; i++) {
      String path = "messages/" + scheduled();
      String seen = as("operator").get(path).is(200).header("ETag");
      String changed =
          as("operator").post(path + "/reschedule", "{'delayMs': 7200000}").is(200).header("ETag");

      assertThat(changed).isNotEqualTo(seen).matches("\"[A-Za-z0-9_-]{16}\"");
      as("operator")
          .with("If-Match", seen)
          .post(path + "/cancel")
          .isProblem(412, "precondition-failed");
      assertThat(as("operator").get(path).text("/status")).isEqualTo("SCHEDULED");
      assertThat(as("viewer").get(path).header("ETag")).as("at either server").isEqualTo(changed);
      as("operator").with("If-Match", seen + ", " + changed).post(path + "/cancel").is(200);
    }
    as("operator")
        .with("If-Match", "*")
        .post("messages/" + MessageIds.newId() + "/confirm")
        .isProblem(412, "precondition-failed");
  }

  @Test
  void registersOnlyOverWhatWasSeen() {
    String path = "producers/spare";
    as("application").delete(path).is(204);

    as("application").with("If-None-Match", "*").put(path, "").is(200);
    as("application")
        .with("If-None-Match", "*")
        .put(path, "{'checkBackAfterMs': 5}")
        .isProblem(412, "precondition-failed");
    String seen = as("application").get(path).header("ETag");
    as("application").with("If-Match", seen).put(path, "{'checkBackAfterMs': 7}").is(200);
    as("application").with("If-Match", seen).delete(path).isProblem(412, "precondition-failed");
    assertThat(as("application").get(path).text("/checkBackAfterMs")).isEqualTo("7");
  }

  @Test
  void turnsThePagesOfTheAudit() {
    for (int i = 0; i < 3; i++) {
      as("operator").post("messages/" + prepared() + "/confirm").is(200);
    }
    List<String> all =
        as("viewer").get("audit?caller=operator&limit=5").is(200).json().findValuesAsText("id");

    List<String> turned = new ArrayList<>();
    String cursor = "";
    while (turned.size() < all.size()) {
      Rest.Answer page = as("viewer").get("audit?caller=operator&limit=1" + cursor).is(200);
      turned.addAll(page.json().at("/items").findValuesAsText("id"));
      cursor = "&cursor=" + page.text("/nextCursor");
    }

    assertThat(turned).isEqualTo(all).doesNotHaveDuplicates().hasSize(5);
    as("viewer").get("audit?cursor=x").isProblem(400, "invalid-request");
  }

  @Test
  void aListIsOfAllServersWhoeverAsks() {
    Instant before = Instant.now();
    for (int i = 0; i < 8; i++) {
      prepared();
    }

    Rest.Answer list = as("viewer").get("messages?limit=200&preparedAfter=" + before);

    assertThat(list.is(200).json().at("/incomplete").asBoolean()).isFalse();
    assertThat(list.json().at("/items")).hasSizeGreaterThanOrEqualTo(8);
  }
}
