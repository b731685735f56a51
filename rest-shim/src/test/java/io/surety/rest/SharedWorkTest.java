package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.schemas.MessageIds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Several servers, and servers that come back. */
class SharedWorkTest {

  @Test
  void answersEveryMessageFromEitherServer() {
    Installation installation = new Installation();
    String orders = installation.topic("orders");
    SuretyServer one = installation.start();
    SuretyServer two = installation.start();
    try {
      Rest first = new Rest(one);
      Rest second = new Rest(two);
      awaitBothOwnSomething(one, two);
      first.put("destinations/" + orders, "").is(200);
      second.put("subscriptions/" + orders + "/g", "").is(200);

      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        ids.add((i % 2 == 0 ? first : second).message("prepare", orders));
      }

      for (String id : ids) {
        assertThat(first.get("messages/" + id).is(200).text("/status")).isEqualTo("PREPARED");
        assertThat(second.get("messages/" + id).is(200).text("/status")).isEqualTo("PREPARED");
      }
      for (int i = 0; i < ids.size(); i++) {
        String path = "messages/" + ids.get(i);
        Rest asked = i % 2 == 0 ? first : second;
        Rest other = i % 2 == 0 ? second : first;
        assertThat(asked.post(path + "/confirm").is(200).text("/status")).isEqualTo("DELIVERING");
        other.post(path + "/rollback").isProblem(409, "contradiction");
        other.put(path + "/deliveries/g", "{'status': 'consumed', 'attempt': 1}").is(200);
        assertThat(asked.get(path).is(200).text("/status")).isEqualTo("COMPLETED");
      }
      String all = "{'ids': ['" + String.join("', '", ids) + "', 'nobody']}";
      for (Rest rest : List.of(first, second)) {
        var settled = rest.post("settled", all).is(200).json();
        assertThat(OpenApi.texts(settled.path("settled"))).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(OpenApi.texts(settled.path("unknown"))).containsExactly("nobody");
      }
      first.get("messages/" + MessageIds.newId()).isProblem(404, "message-not-found");
      second.get("messages/" + MessageIds.newId()).isProblem(404, "message-not-found");
    } finally {
      Installation.closeAll(List.of(one, two));
    }
  }

  @Test
  void neverGuessesWhileServersComeAndGo() {
    Installation installation = new Installation();
    String orders = installation.topic("orders");
    SuretyServer one = installation.start();
    Rest first = new Rest(one);
    first.put("destinations/" + orders, "").is(200);
    first.put("subscriptions/" + orders + "/g", "").is(200);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.add(first.message("prepare", orders));
    }

    SuretyServer two = installation.start();
    Rest second = new Rest(two);
    try {
      for (String id : ids) {
        for (Rest rest : List.of(first, second)) {
          Awaitility.await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> statusOf(rest, id).equals("PREPARED"));
        }
      }
      one.close();
      for (String id : ids) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> statusOf(second, id).equals("PREPARED"));
      }
    } finally {
      Installation.closeAll(List.of(one, two));
    }
  }

  @Test
  void answersTheSameAfterARestart() throws Exception {
    Installation installation = new Installation();
    String orders = installation.topic("orders");
    Path state = Files.createTempDirectory("state");
    String confirmed;
    String rolledBack;
    String prepared;
    try (SuretyServer server = installation.start(state)) {
      Rest rest = new Rest(server);
      rest.put("destinations/" + orders, "").is(200);
      rest.put("subscriptions/" + orders + "/g", "").is(200);
      confirmed = rest.message("send", orders);
      rolledBack = rest.message("prepare", orders);
      rest.post("messages/" + rolledBack + "/rollback").is(200);
      prepared = rest.message("prepare", orders);
    }

    try (SuretyServer server = installation.start(state)) {
      assertSame(new Rest(server), confirmed, rolledBack, prepared);
    }
    try (SuretyServer server = installation.start()) {
      assertSame(new Rest(server), confirmed, rolledBack, prepared);
    }
  }

  @Test
  void doesNotPretendToKnowWhatItDoesNotKnowInTime() {
    Installation installation = new Installation().with("surety.rest.wait.max.ms", "1");
    String orders = installation.topic("orders");
    try (SuretyServer server = installation.start()) {
      Rest rest = new Rest(server);
      Awaitility.await()
          .until(() -> rest.put("destinations/" + orders, "").status(), status -> status == 200);

      Rest.Answer unsure =
          Awaitility.await()
              .until(
                  () -> rest.post("messages", Rest.body("prepare", orders)),
                  answer -> answer.is202WithoutStatus());

      assertThat(unsure.header("Retry-After")).isEqualTo("1");
      String path = "messages/" + unsure.text("/id");
      assertThat(unsure.header("Location")).isEqualTo("/api/v1/" + path);
      Awaitility.await().until(() -> rest.get(path).text("/status").equals("PREPARED"));
    }
  }

  private static void assertSame(Rest rest, String confirmed, String rolledBack, String prepared) {
    awaitStatus(rest, confirmed, "DELIVERING");
    awaitStatus(rest, rolledBack, "ROLLED_BACK");
    awaitStatus(rest, prepared, "PREPARED");
    rest.post("messages/" + confirmed + "/confirm").is(200);
    rest.post("messages/" + confirmed + "/rollback").isProblem(409, "contradiction");
    rest.post("messages/" + rolledBack + "/rollback").is(200);
    rest.post("messages/" + rolledBack + "/confirm").isProblem(409, "contradiction");
    assertThat(rest.get("subscriptions").json().findValuesAsText("group")).containsExactly("g");
  }

  @Test
  void listsFromEitherServerWhatIsOnBoth() {
    Installation installation = new Installation();
    String orders = installation.topic("orders");
    SuretyServer one = installation.start();
    SuretyServer two = installation.start();
    try {
      Rest first = new Rest(one);
      Rest second = new Rest(two);
      awaitBothOwnSomething(one, two);
      first.put("destinations/" + orders, "").is(200);
      List<String> prepared = new ArrayList<>();
      List<String> unwanted = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        prepared.add((i % 2 == 0 ? first : second).message("prepare", orders));
        unwanted.add((i % 2 == 0 ? second : first).message("send", orders));
      }

      for (Rest rest : List.of(first, second)) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> {
                  assertThat(listed(rest, "undecided?limit=7", "id"))
                      .containsExactlyInAnyOrderElementsOf(prepared);
                  assertThat(listed(rest, "dead-letters?limit=7", "messageId"))
                      .containsExactlyInAnyOrderElementsOf(unwanted);
                  JsonNode groups = rest.get("dead-letter-groups").is(200).json();
                  assertThat(groups.at("/incomplete").asBoolean()).isFalse();
                  assertThat(groups.at("/items/0/count").asInt()).isEqualTo(20);
                });
      }
      Rest.Answer dryRun = second.post("redrives", "{'filter': {}, 'dryRun': true}").is(200);
      assertThat(dryRun.json().path("count").asInt()).isEqualTo(20);
      String job = first.post("redrives", "{'filter': {}}").is(201).text("/id");
      assertThat(second.get("redrives/" + job).is(200).text("/id")).isEqualTo(job);
      assertThat(second.post("redrives/" + job + "/cancel").is(200).text("/state"))
          .isEqualTo("CANCELLED");
      assertThat(first.get("redrives/" + job).is(200).text("/state")).isEqualTo("CANCELLED");
    } finally {
      Installation.closeAll(List.of(one, two));
    }
  }

  /** Every page; one that is incomplete is none. */
  private static List<String> listed(Rest rest, String list, String field) {
    List<String> found = new ArrayList<>();
    String cursor = "";
    do {
      Rest.Answer page = rest.get(list + cursor).is(200);
      assertThat(page.json().at("/incomplete").asBoolean()).isFalse();
      for (JsonNode item : page.json().at("/items")) {
        found.add(item.path(field).asText());
      }
      cursor = page.json().has("nextCursor") ? "&cursor=" + page.text("/nextCursor") : "";
    } while (!cursor.isEmpty());
    return found;
  }

  @Test
  void saysThatItIsBehindWhatIsAskedFor() {
    Installation installation = new Installation().with("surety.rest.wait.max.ms", "1");
    String orders = installation.topic("orders");
    try (SuretyServer server = installation.start()) {
      Rest rest = new Rest(server);
      Awaitility.await()
          .until(() -> rest.put("destinations/" + orders, "").status(), status -> status == 200);

      String path =
          Awaitility.await()
              .atMost(Duration.ofSeconds(60))
              .until(
                  () -> {
                    Rest.Answer written = rest.post("messages", Rest.body("prepare", orders));
                    String asked = atLeast(written);
                    return rest.get(asked).status() == 503 ? asked : "";
                  },
                  behind -> !behind.isEmpty());

      // The same question, until it has been processed; and never another answer on the way.
      Rest.Answer answer =
          Awaitility.await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> rest.get(path), a -> a.status() != 503 || !isBehind(a));
      assertThat(answer.is(200).text("/status")).isEqualTo("PREPARED");
    }
  }

  private static String atLeast(Rest.Answer written) {
    return "messages/" + written.text("/id") + "?atLeast=" + written.header("Surety-Position");
  }

  private static boolean isBehind(Rest.Answer answer) {
    answer.isProblem(503, "behind");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    return true;
  }

  /** The first answer that is one is right; until then nobody can tell. */
  private static void awaitStatus(Rest rest, String id, String status) {
    String first =
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> statusOf(rest, id), told -> !told.equals("503"));
    assertThat(first).isEqualTo(status);
  }

  /** A message that was prepared is there, or cannot be looked at now; it is never unknown. */
  private static String statusOf(Rest rest, String id) {
    Rest.Answer answer = rest.get("messages/" + id);
    if (answer.status() != 200) {
      assertThat(answer.header("Retry-After")).isNotEmpty();
      answer.is(503);
    }
    return answer.text("/status");
  }

  private static void awaitBothOwnSomething(SuretyServer one, SuretyServer two) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> partitions(one) == 2 && partitions(two) == 2 && one.isReady() && two.isReady());
  }

  private static int partitions(SuretyServer server) {
    return server.coordinator().health().partitions().size();
  }
}
