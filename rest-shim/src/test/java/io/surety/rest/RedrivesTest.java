package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dead letters sent again as jobs, notes, and what people decide by hand. */
class RedrivesTest {
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
    register(rest);
  }

  private static void register(Rest at) {
    at.put("destinations/" + orders, "").is(200);
    at.put("subscriptions/" + orders + "/billing", "{'redelivery': {'maxAttempts': 1}}").is(200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void sendsWhatIsDeadAndFollowsItToItsEnd() {
    String cause = cause();
    List<String> ids = dead(rest, cause, 4);
    String filter = "'filter': {'fingerprint': '" + cause + "', 'group': 'billing'}";
    Rest.Answer dryRun = rest.post("redrives", "{" + filter + ", 'dryRun': true}").is(200);
    assertThat(dryRun.json().path("count").asInt()).isEqualTo(4);
    rest.post("messages/" + ids.get(3) + "/resolve?group=billing", "{'reason': 'paid'}").is(200);

    Rest.Answer started =
        rest.post(
                "redrives",
                "{"
                    + filter
                    + ", 'name': 'again', 'ratePerSecond': 100, 'actor': 'ann', 'reason':"
                    + " 'mended'}")
            .is(201);
    String job = "redrives/" + started.text("/id");
    assertThat(started.header("Location")).endsWith(job);
    assertThat(started.json().path("items").asInt()).isEqualTo(3);
    awaitCount(rest, job, "sent", 3);
    assertThat(rest.get("messages/" + ids.get(0)).text("/deliveries/0/note"))
        .isEqualTo("ann: mended");
    report(rest, ids.get(0), 2, "consumed");
    report(rest, ids.get(1), 2, "consumed");
    report(rest, ids.get(2), 2, "rejected");

    awaitState(rest, job, "COMPLETED_WITH_FAILURES");
    assertThat(items(rest, job, ""))
        .containsExactlyInAnyOrder(
            ids.get(0) + " SUCCEEDED", ids.get(1) + " SUCCEEDED", ids.get(2) + " FAILED");
    Rest.Answer failed = rest.get(job + "/items?state=failed").is(200);
    assertThat(failed.text("/items/0/detail")).contains("REJECTED");
    rest.post(job + "/pause").isProblem(409, "redrive-over");
    rest.post(job + "/cancel").isProblem(409, "redrive-over");
    assertThat(rest.get("redrives").is(200).json().at("/items").findValuesAsText("id"))
        .contains(started.text("/id"));
  }

  @Test
  void leavesAloneWhatSomebodyElseHasDealtWith() {
    String cause = cause();
    List<String> ids = dead(rest, cause, 3);
    // Slow enough that the second one's turn has not come when it is resolved.
    String job = job(rest, cause, "'ratePerSecond': 0.01");
    awaitCount(rest, job, "sent", 1);
    String sent = idsIn(rest, job, "sent").get(0);
    List<String> others = ids.stream().filter(id -> !id.equals(sent)).toList();
    rest.post(job + "/pause", "{'actor': 'bob', 'reason': 'wait'}").is(200);
    assertThat(rest.post(job + "/pause").is(200).text("/state")).isEqualTo("PAUSED");

    rest.post("messages/" + others.get(0) + "/resolve?group=billing", "{'reason': 'paid'}").is(200);
    String second = job(rest, cause, "'ratePerSecond': 100");
    assertThat(rest.get(second).json().path("items").asInt()).isEqualTo(1);
    report(rest, sent, 2, "consumed");
    awaitCount(rest, second, "sent", 1);
    report(rest, others.get(1), 2, "consumed");

    awaitState(rest, second, "COMPLETED");
    awaitCount(rest, job, "succeeded", 1);
    assertThat(rest.post(job + "/cancel").is(200).text("/state")).isEqualTo("CANCELLED");
    assertThat(rest.post(job + "/cancel").is(200).text("/state")).isEqualTo("CANCELLED");
    rest.post(job + "/resume").isProblem(409, "redrive-over");
    assertThat(items(rest, job, "?state=pending")).hasSize(2);
  }

  @Test
  void stopsAfterFailuresAndGoesOnWhenTold() {
    String cause = cause();
    List<String> ids = dead(rest, cause, 3);
    String job = job(rest, cause, "'canary': true, 'ratePerSecond': 100");
    awaitCount(rest, job, "sent", 1);
    String canary = idsIn(rest, job, "sent").get(0);

    report(rest, canary, 2, "rejected");

    awaitState(rest, job, "STOPPED");
    assertThat(rest.get(job).json().at("/counts/pending").asInt()).isEqualTo(2);
    rest.post(job + "/resume", "{'reason': 'that one is hopeless'}").is(200);
    awaitCount(rest, job, "sent", 1);
    report(rest, idsIn(rest, job, "sent").get(0), 2, "consumed");
    awaitCount(rest, job, "succeeded", 1);
    awaitCount(rest, job, "sent", 1);
    report(rest, idsIn(rest, job, "sent").get(0), 2, "consumed");
    awaitState(rest, job, "COMPLETED_WITH_FAILURES");
    assertThat(items(rest, job, "")).hasSize(ids.size());
  }

  @Test
  void goesOnAfterARestart() throws Exception {
    Installation own = new Installation();
    String topic = own.topic("orders");
    Path state = Files.createTempDirectory("state");
    String job;
    List<String> ids;
    try (SuretyServer first = own.start(state)) {
      Rest at = new Rest(first);
      at.put("destinations/" + topic, "").is(200);
      at.put("subscriptions/" + topic + "/billing", "{'redelivery': {'maxAttempts': 1}}").is(200);
      ids = dead(at, topic, "f", 5);
      job = job(at, "f", "'canary': true, 'ratePerSecond': 100");
      awaitCount(at, job, "sent", 1);
    }

    // With its stores, and then as a machine that has never seen any of it.
    try (SuretyServer second = own.start(state)) {
      Rest at = new Rest(second);
      assertThat(at.get(job).is(200).text("/state")).isEqualTo("RUNNING");
      report(at, idsIn(at, job, "sent").get(0), 2, "consumed");
      awaitCount(at, job, "sent", 4);
      report(at, idsIn(at, job, "sent").get(0), 2, "consumed");
      awaitCount(at, job, "succeeded", 2);
    }
    try (SuretyServer third = own.start()) {
      Rest at = new Rest(third);
      assertThat(idsIn(at, job, "sent")).hasSize(3);
      idsIn(at, job, "sent").forEach(id -> report(at, id, 2, "consumed"));
      awaitState(at, job, "COMPLETED");
      assertThat(idsIn(at, job, "succeeded")).containsExactlyInAnyOrderElementsOf(ids);
      for (String id : ids) {
        assertThat(at.get("messages/" + id).is(200).text("/status")).isEqualTo("COMPLETED");
      }
    }
  }

  @Test
  void sendsAMessageThatHadNobodyToGoTo() {
    String unwanted = installation.topic("unwanted-" + System.nanoTime());
    rest.put("destinations/" + unwanted, "").is(200);
    String id = rest.post("messages", Rest.body("send", unwanted)).is(201).text("/id");
    rest.put("subscriptions/" + unwanted + "/late", "").is(200);

    String job =
        "redrives/"
            + rest.post("redrives", "{'filter': {'destination': '" + unwanted + "'}}")
                .is(201)
                .text("/id");

    awaitCount(rest, job, "sent", 1);
    report(rest, "late", id, 1, "consumed");
    awaitState(rest, job, "COMPLETED");
  }

  @Test
  void refusesWhatItCannotDo() {
    rest.post("redrives", "{'filter': {'fingerprint': 'nobody'}}").isProblem(409, "nothing-to-do");
    Rest.Answer wrong =
        rest.post(
                "redrives",
                "{'filter': {'group': 'a/b', 'minAttempts': 1, 'tag': []}, 'ratePerSecond': 0}")
            .isProblem(400, "invalid-request");
    assertThat(wrong.json().at("/errors").findValuesAsText("pointer"))
        .contains("/filter/tag", "/ratePerSecond");
    rest.post("redrives", "{'filter': {'group': 'a/b'}}").isProblem(400, "invalid-request");
    rest.post("redrives", "{'filter': {'colour': 'red'}}").isProblem(400, "invalid-request");
    rest.post("redrives", "{}").isProblem(400, "invalid-request");
    rest.get("redrives/nobody").isProblem(404, "redrive-not-found");
    rest.get("redrives/nobody/items").isProblem(404, "redrive-not-found");
    rest.post("redrives/nobody/cancel").isProblem(404, "redrive-not-found");
  }

  @Test
  void pagesThroughTheItems() {
    String cause = cause();
    List<String> ids = dead(rest, cause, 5);
    String job = job(rest, cause, "'ratePerSecond': 100");
    awaitCount(rest, job, "sent", 5);

    List<String> seen = new ArrayList<>();
    Rest.Answer page = rest.get(job + "/items?limit=2").is(200);
    while (page.json().has("nextCursor")) {
      seen.addAll(page.json().at("/items").findValuesAsText("messageId"));
      page = rest.get(job + "/items?limit=2&cursor=" + page.text("/nextCursor")).is(200);
    }
    seen.addAll(page.json().at("/items").findValuesAsText("messageId"));

    assertThat(seen).containsExactlyInAnyOrderElementsOf(ids).doesNotHaveDuplicates();
    rest.get(job + "/items?cursor=x").isProblem(400, "cursor-mismatch");
    rest.get(job + "/items?state=asleep").isProblem(400, "invalid-request");
  }

  @Test
  void notesWhatIsKnownOfACause() {
    String cause = "f/ä " + System.nanoTime();
    dead(rest, cause, 1);
    String path = "dead-letter-groups/note?fingerprint=" + encoded(cause);

    rest.put(path, "{'note': 'the driver', 'actor': 'ann'}").is(200);

    assertThat(group(cause).at("/note/text").asText()).isEqualTo("the driver");
    assertThat(group(cause).at("/note/actor").asText()).isEqualTo("ann");
    rest.delete(path).is(204);
    assertThat(group(cause).has("note")).isFalse();
    rest.put(path, "{}").isProblem(400, "invalid-request");
    rest.put("dead-letter-groups/note", "{'note': 'x'}").isProblem(400, "invalid-request");
  }

  @Test
  void decidesByHandInTheProducersPlace() {
    String confirmed = rest.message("prepare", orders);
    String rolledBack = rest.message("prepare", orders);
    rest.post("undecided/" + confirmed + "/confirm").isProblem(400, "invalid-request");
    rest.post("undecided/" + confirmed + "/confirm", "{'reason': ' '}")
        .isProblem(400, "invalid-request");

    assertThat(rest.post("undecided/" + confirmed + "/check-now").is(200).text("/status"))
        .isEqualTo("PREPARED");
    Rest.Answer done =
        rest.post("undecided/" + confirmed + "/confirm", "{'reason': 'paid', 'actor': 'ann'}")
            .is(200);

    assertThat(done.text("/status")).isEqualTo("DELIVERING");
    assertThat(done.text("/decision/source")).isEqualTo("OPERATOR");
    assertThat(done.text("/decision/actor")).isEqualTo("ann");
    assertThat(done.text("/decision/reason")).isEqualTo("paid");
    rest.post("undecided/" + confirmed + "/rollback", "{'reason': 'no'}")
        .isProblem(409, "contradiction");
    assertThat(
            rest.post("undecided/" + rolledBack + "/rollback", "{'reason': 'gone'}")
                .is(200)
                .text("/status"))
        .isEqualTo("ROLLED_BACK");
    rest.post("undecided/" + confirmed + "/check-now").isProblem(409, "nothing-to-do");
  }

  private static String cause() {
    return "f" + System.nanoTime();
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static JsonNode group(String fingerprint) {
    for (JsonNode group : rest.get("dead-letter-groups").is(200).json().at("/items")) {
      if (group.path("fingerprint").asText().equals(fingerprint)) {
        return group;
      }
    }
    throw new AssertionError(fingerprint + " is no group");
  }

  private static String job(Rest at, String cause, String fields) {
    return "redrives/"
        + at.post("redrives", "{'filter': {'fingerprint': '" + cause + "'}, " + fields + "}")
            .is(201)
            .text("/id");
  }

  private static List<String> dead(Rest at, String cause, int count) {
    return dead(at, orders, cause, count);
  }

  private static List<String> dead(Rest at, String topic, String cause, int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = at.message("send", topic);
      at.put(
              "messages/" + id + "/deliveries/billing",
              "{'status': 'failed', 'attempt': 1, 'error': {'type': 'E', 'fingerprint': '"
                  + cause
                  + "'}}")
          .is(200);
      assertThat(at.get("messages/" + id).text("/status")).isEqualTo("DEAD_LETTERED");
      ids.add(id);
    }
    return ids;
  }

  private static void report(Rest at, String id, int attempt, String status) {
    report(at, "billing", id, attempt, status);
  }

  private static void report(Rest at, String group, String id, int attempt, String status) {
    at.put(
            "messages/" + id + "/deliveries/" + group,
            "{'status': '" + status + "', 'attempt': " + attempt + "}")
        .is(200);
  }

  private static void awaitState(Rest at, String job, String state) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> at.get(job).is(200).text("/state"), state::equals);
  }

  private static void awaitCount(Rest at, String job, String which, int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> at.get(job).is(200).json().at("/counts/" + which).asInt(), n -> n == count);
    if (which.equals("sent")) {
      // It is said first, and done then.
      idsIn(at, job, "sent").forEach(id -> awaitOpen(at, id));
    }
  }

  private static void awaitOpen(Rest at, String id) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> at.get("messages/" + id).text("/status"), "DELIVERING"::equals);
  }

  private static List<String> idsIn(Rest at, String job, String state) {
    return at.get(job + "/items?state=" + state)
        .is(200)
        .json()
        .at("/items")
        .findValuesAsText("messageId");
  }

  private static List<String> items(Rest at, String job, String query) {
    List<String> shown = new ArrayList<>();
    for (JsonNode item : at.get(job + "/items" + query).is(200).json().at("/items")) {
      shown.add(item.path("messageId").asText() + " " + item.path("state").asText());
    }
    return shown;
  }
}
