package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

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
