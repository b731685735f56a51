package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Looking at one message, and at many. */
class ReadsTest {
  private static SuretyServer server;
  private static Rest rest;
  private static String orders;
  private static String unwanted;

  @BeforeAll
  static void start() {
    Installation installation = new Installation();
    server = installation.start();
    rest = new Rest(server);
    orders = installation.topic("orders");
    unwanted = installation.topic("unwanted");
    rest.put("destinations/" + orders, "").is(200);
    rest.put("destinations/" + unwanted, "").is(200);
    rest.put("subscriptions/" + orders + "/billing", "{'redelivery': {'maxAttempts': 1}}").is(200);
    rest.put("subscriptions/" + orders + "/mail", "{'tagFilter': 'mail.#'}").is(200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void givesThePayloadBackAsItCame() throws Exception {
    byte[] bytes = {0, 1, (byte) 0xff, '\r', '\n', 'x'};
    String id = prepared("'payloadBase64': '" + Base64.getEncoder().encodeToString(bytes) + "'");

    HttpResponse<byte[]> answer = bytes("messages/" + id + "/payload");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(bytes);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Content-Disposition"))
        .isEqualTo("attachment; filename=\"" + id + ".bin\"");
    assertThat(header(answer, "Content-Security-Policy")).contains("sandbox");
  }

  @Test
  void saysWhatThePayloadIsOnlyIfThatIsAMediaType() throws Exception {
    String json = prepared("'payload': '1', 'headers': {'Content-Type': 'application/json'}");
    String evil = prepared("'payload': '1', 'headers': {'content-type': 'text/html, x'}");

    assertThat(header(bytes("messages/" + json + "/payload"), "Content-Type"))
        .isEqualTo("application/json");
    assertThat(header(bytes("messages/" + evil + "/payload"), "Content-Type"))
        .isEqualTo("application/octet-stream");
    JsonNode headers = rest.get("messages/" + evil + "/headers").is(200).json().at("/headers");
    assertThat(headers.at("/0/name").asText()).isEqualTo("content-type");
    assertThat(headers.at("/0/value").asText()).isEqualTo("text/html, x");
  }

  @Test
  void hasNoPayloadOfWhatHasFinishedOrNotBegun() {
    String id = rest.message("prepare", orders);
    rest.post("messages/" + id + "/rollback").is(200);

    rest.get("messages/" + id + "/payload").isProblem(404, "payload-not-found");
    rest.get("messages/nobody/payload").isProblem(404, "message-not-found");
    rest.post("messages/not-there-yet/confirm").is(202);
    rest.get("messages/not-there-yet/payload").isProblem(404, "payload-not-found");
  }

  @Test
  void tellsWhatHappenedInOrder() {
    String id = dead("boom", "f-timeline");
    rest.post("messages/" + id + "/redrive?group=billing", "{'reason': 'again'}").is(200);

    JsonNode timeline = rest.get("messages/" + id + "/timeline").is(200).json();

    assertThat(timeline.at("/entries").findValuesAsText("what"))
        .containsSubsequence("PREPARED", "DECIDED", "DISPATCHED", "FAILED", "DISPATCHED");
    assertThat(timeline.at("/entries").findValuesAsText("at")).isSorted();
    assertThat(timeline.at("/entries").findValuesAsText("fingerprint")).contains("f-timeline");
  }

  @Test
  void tellsWhoSentItAgainAndWhoClosedIt() {
    String id = dead("boom", "f-closed");
    rest.post("messages/" + id + "/redrive?group=billing", "{'reason': 'mended', 'actor': 'bo'}")
        .is(200);

    JsonNode redriven = entry(rest.get("messages/" + id + "/timeline").is(200).json(), "REDRIVEN");
    fail(id, 2);
    rest.post("messages/" + id + "/resolve?group=billing", "{'reason': 'paid', 'actor': 'ann'}")
        .is(200);
    JsonNode timeline = rest.get("messages/" + id + "/timeline").is(200).json();

    assertThat(redriven.at("/actor").asText()).isEqualTo("bo");
    assertThat(redriven.at("/reason").asText()).isEqualTo("mended");
    assertThat(timeline.at("/source").asText()).isEqualTo("settled");
    assertThat(timeline.at("/incomplete").asBoolean()).isTrue();
    assertThat(timeline.at("/archive").asText()).isEqualTo("/api/v1/archive/messages/" + id);
    assertThat(timeline.at("/detail").asText()).contains("surety.archive.url");
    assertThat(entry(timeline, "RESOLVED").at("/actor").asText()).isEqualTo("ann");
  }

  @Test
  void saysWhoClosedADeadLetterFirstAndWhy() {
    String id = dead("boom", "f-twice");
    String resolve = "messages/" + id + "/resolve?group=billing";

    assertThat(
            rest.post(resolve, "{'actor': 'ann'}")
                .isProblem(400, "invalid-request")
                .text("/errors/0/pointer"))
        .isEqualTo("/reason");
    rest.post(resolve, "{'reason': 'paid', 'actor': 'ann'}").is(200);
    rest.post(resolve, "{'reason': 'paid', 'actor': 'ann'}").is(200);
    Rest.Answer second =
        rest.post(resolve, "{'reason': 'lost', 'actor': 'bo'}").isProblem(409, "already-resolved");

    assertThat(second.text("/resolved/actor")).isEqualTo("ann");
    assertThat(second.text("/resolved/reason")).isEqualTo("paid");
    assertThat(second.text("/resolved/group")).isEqualTo("billing");
    assertThat(second.text("/resolved/at")).isNotEmpty();
  }

  @Test
  void tellsWhatWasHeldBackAndForHowLong() {
    String late = "late-" + System.nanoTime();
    rest.put("destinations/" + late, "").is(200);
    rest.put("subscriptions/" + late + "/billing", "").is(200);
    String id = rest.message("send", late);

    Awaitility.await()
        .until(
            () ->
                rest.get("messages/" + id + "/timeline")
                    .is(200)
                    .json()
                    .at("/entries")
                    .findValuesAsText("what")
                    .contains("HELD_BACK"));

    JsonNode timeline = rest.get("messages/" + id + "/timeline").is(200).json();
    assertThat(entry(timeline, "HELD_BACK").at("/reason").asText())
        .isEqualTo("DESTINATION_MISSING");
    assertThat(entry(timeline, "HELD_BACK").at("/until").asText()).isNotEmpty();
    assertThat(timeline.at("/entries").findValuesAsText("what")).doesNotContain("DISPATCHED");
  }

  @Test
  void tellsWhenTheProducerWasAsked() {
    String id = rest.message("prepare", orders);
    rest.post("undecided/" + id + "/check-now").is(200);

    JsonNode timeline = rest.get("messages/" + id + "/timeline").is(200).json();

    assertThat(timeline.at("/source").asText()).isEqualTo("live");
    assertThat(entry(timeline, "ASKED").at("/attempt").asInt()).isEqualTo(1);
  }

  /** What was said before {@code asOf} is in the answer, however fast it was said. */
  @Test
  void holdsAllThatWasSaidBeforeItsAsOf() {
    for (int i = 0; i < 20; i++) {
      String id = rest.message("prepare", orders);
      List<JsonNode> seen = new CopyOnWriteArrayList<>();
      CompletableFuture<Void> reader =
          CompletableFuture.runAsync(
              () -> {
                do {
                  seen.add(rest.get("messages/" + id).is(200).json());
                } while (!seen.get(seen.size() - 1).has("decision"));
              });
      rest.post("messages/" + id + "/confirm").is(200);
      reader.join();
      JsonNode decided = seen.get(seen.size() - 1);
      Instant at = Instant.parse(decided.at("/decision/at").asText());
      Awaitility.await().until(() -> asOf(rest.get("messages/" + id).json()).isAfter(at));

      assertThat(seen)
          .filteredOn(message -> asOf(message).isAfter(at))
          .allSatisfy(message -> assertThat(message.has("decision")).isTrue());
    }
  }

  private static Instant asOf(JsonNode message) {
    return message.has("asOf") ? Instant.parse(message.at("/asOf").asText()) : Instant.MIN;
  }

  private static JsonNode entry(JsonNode timeline, String what) {
    for (JsonNode entry : timeline.at("/entries")) {
      if (entry.at("/what").asText().equals(what)) {
        return entry;
      }
    }
    throw new AssertionError("no " + what + " in " + timeline);
  }

  @Test
  void readsWhatWasWritten() {
    Rest.Answer created = rest.post("messages", Rest.body("prepare", orders)).is(201);
    String path = "messages/" + created.text("/id");
    String position = created.header("Surety-Position");
    assertThat(position).matches("prepare\\.[0-3]\\.[0-9]+");
    assertThat(rest.get(path + "?atLeast=" + position).is(200).text("/status"))
        .isEqualTo("PREPARED");

    Rest.Answer confirmed = rest.post(path + "/confirm").is(200);
    String decided = confirmed.header("Surety-Position");
    assertThat(decided).startsWith("confirm.");
    assertThat(rest.get(path + "?atLeast=" + decided).is(200).text("/status"))
        .isEqualTo("DELIVERING");
    assertThat(
            rest.post(path + "/rollback").isProblem(409, "contradiction").header("Surety-Position"))
        .startsWith("confirm.");

    rest.get(path + "?atLeast=confirm.x").isProblem(400, "invalid-request");
    rest.get(path + "?atLeast=archive.0.1").isProblem(400, "invalid-request");
    int other = (Integer.parseInt(position.split("\\.")[1]) + 1) % 4;
    rest.get(path + "?atLeast=confirm." + other + ".0").isProblem(400, "invalid-request");
  }

  @Test
  void listsByWhatIsAskedFor() {
    String key = "k" + System.nanoTime();
    String one = prepared("'payload': '1', 'tag': 'mail.a', 'key': '" + key + "'");
    String two = prepared("'payload': '1', 'tag': 'b', 'key': '" + key + "'");
    rest.post("messages/" + two + "/confirm").is(200);

    assertThat(ids("messages?key=" + key)).containsExactly(one, two);
    assertThat(ids("messages?order=desc&key=" + key)).containsExactly(two, one);
    assertThat(ids("messages?status=prepared&key=" + key)).containsExactly(one);
    assertThat(ids("messages?status=prepared,delivering&key=" + key)).containsExactly(one, two);
    assertThat(ids("messages?tag=mail.%23&key=" + key)).containsExactly(one);
    assertThat(ids("messages?producer=shop&key=" + key)).containsExactly(one, two);
    assertThat(ids("messages?producer=other&key=" + key)).isEmpty();
    assertThat(ids("messages?destination=" + unwanted + "&key=" + key)).isEmpty();
    assertThat(ids("messages?group=billing&key=" + key)).containsExactly(two);
    assertThat(ids("messages?group=mail&key=" + key)).isEmpty();
    assertThat(ids("messages?group=billing&deliveryStatus=dispatched&minAttempts=1&key=" + key))
        .containsExactly(two);
    assertThat(ids("messages?minAttempts=2&key=" + key)).isEmpty();
    assertThat(ids("messages?preparedAfter=2126-01-01T00:00:00Z&key=" + key)).isEmpty();
    assertThat(ids("messages?preparedBefore=2126-01-01T00:00:00Z&key=" + key)).hasSize(2);
    assertThat(ids("messages?minAgeMs=3600000&key=" + key)).isEmpty();
    assertThat(ids("messages?dueBefore=2020-01-01T00:00:00Z&key=" + key)).isEmpty();
    assertThat(ids("undecided?key=" + key)).containsExactly(one);
  }

  @Test
  void listsEveryPageOnce() {
    String key = "p" + System.nanoTime();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      all.add(prepared("'payload': '1', 'key': '" + key + "'"));
    }

    List<String> listed = new ArrayList<>();
    String list = "messages?limit=4&key=" + key;
    Rest.Answer page = rest.get(list).is(200);
    String second = page.text("/nextCursor");
    while (page.json().has("nextCursor")) {
      listed.addAll(idsOf(page));
      page = rest.get(list + "&cursor=" + page.text("/nextCursor")).is(200);
      assertThat(page.json().at("/incomplete").asBoolean()).isFalse();
    }
    listed.addAll(idsOf(page));

    assertThat(listed).containsExactlyElementsOf(all);
    rest.get("messages?limit=4&key=other&cursor=" + second).isProblem(400, "cursor-mismatch");
    rest.get(list + "&order=desc&cursor=" + second).isProblem(400, "cursor-mismatch");
    assertThat(idsOf(rest.get("messages?limit=9&key=" + key + "&cursor=" + second)))
        .containsExactlyElementsOf(all.subList(4, 13));
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    for (String query :
        List.of(
            "status=asleep",
            "status=completed",
            "status=dead-lettered,rolled-back",
            "status=absent",
            "limit=0",
            "limit=201",
            "limit=x",
            "order=up",
            "preparedAfter=yesterday",
            "minAttempts=-1",
            "key=",
            "group=a/b",
            "tag=a..b",
            "atLeast=7")) {
      Rest.Answer answer = rest.get("messages?" + query).isProblem(400, "invalid-request");
      assertThat(answer.text("/errors/0/pointer"))
          .isEqualTo("?" + query.substring(0, query.indexOf('=')));
    }
    rest.get("messages?cursor=x").isProblem(400, "cursor-mismatch");
    rest.get("messages?colour=red").isProblem(400, "invalid-request");
  }

  @Test
  void groupsDeadLettersByCause() {
    String mine = "fp" + System.nanoTime();
    String first = dead("boom", mine);
    String second = dead("boom again", mine);

    Rest.Answer list = rest.get("dead-letters?fingerprint=" + mine).is(200);

    assertThat(list.json().at("/items").findValuesAsText("messageId"))
        .containsExactlyInAnyOrder(first, second);
    assertThat(list.text("/items/0/group")).isEqualTo("billing");
    assertThat(list.text("/items/0/reason")).isEqualTo("ATTEMPTS_EXHAUSTED");
    assertThat(list.text("/items/0/failure/message")).startsWith("boom");
    JsonNode group = group(mine);
    assertThat(group.path("count").asInt()).isEqualTo(2);
    assertThat(group.path("firstAt").asText()).isLessThanOrEqualTo(group.path("lastAt").asText());
    assertThat(group.at("/sample/messageId").asText()).isIn(first, second);

    rest.post("messages/" + first + "/resolve?group=billing", "{'reason': 'paid'}").is(200);

    assertThat(rest.get("dead-letters?fingerprint=" + mine).json().at("/items")).hasSize(1);
    assertThat(group(mine).path("count").asInt()).isEqualTo(1);
  }

  @Test
  void listsWhatWasGivenUpAsAWhole() {
    Rest.Answer given = rest.post("messages", Rest.body("send", unwanted)).is(201);
    String id = given.text("/id");

    JsonNode items =
        rest.get("dead-letters?reason=no-subscriber&destination=" + unwanted)
            .is(200)
            .json()
            .at("/items");

    assertThat(items.findValuesAsText("messageId")).contains(id);
    assertThat(items.get(0).has("group")).isFalse();
    assertThat(items.get(0).path("fingerprint").asText()).isEqualTo("no-subscriber");
    assertThat(ids("messages?reason=no-subscriber&destination=" + unwanted)).contains(id);
  }

  private static JsonNode group(String fingerprint) {
    for (JsonNode group : rest.get("dead-letter-groups").is(200).json().at("/items")) {
      if (group.path("fingerprint").asText().equals(fingerprint)) {
        return group;
      }
    }
    throw new AssertionError(fingerprint + " is no group");
  }

  /** A message that is dead for the group that may try once. */
  private static String dead(String what, String fingerprint) {
    String id = rest.message("send", orders);
    fail(id, 1, "{'type': 'E', 'message': '" + what + "', 'fingerprint': '" + fingerprint + "'}");
    return id;
  }

  private static void fail(String id, int attempt) {
    fail(id, attempt, "{'type': 'E', 'message': 'again'}");
  }

  private static void fail(String id, int attempt, String error) {
    Awaitility.await()
        .until(
            () ->
                rest.put(
                        "messages/" + id + "/deliveries/billing",
                        "{'status': 'failed', 'attempt': " + attempt + ", 'error': " + error + "}")
                    .text("/status")
                    .equals("DEAD_LETTERED"));
  }

  private static String prepared(String fields) {
    return rest.post(
            "messages",
            "{'mode': 'prepare', 'producer': 'shop', 'destination': '"
                + orders
                + "', "
                + fields
                + "}")
        .is(201)
        .text("/id");
  }

  private static List<String> ids(String path) {
    Rest.Answer answer = rest.get(path).is(200);
    assertThat(answer.json().at("/incomplete").asBoolean()).isFalse();
    return idsOf(answer);
  }

  private static List<String> idsOf(Rest.Answer page) {
    List<String> ids = new ArrayList<>();
    page.json().at("/items").forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }

  private static HttpResponse<byte[]> bytes(String path) throws Exception {
    URI uri = server.url().resolve("/api/v1/").resolve(path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
