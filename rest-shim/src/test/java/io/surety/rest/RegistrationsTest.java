package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RegistrationsTest {
  private static Installation installation;
  private static SuretyServer server;
  private static Rest rest;

  @BeforeAll
  static void start() {
    installation = new Installation();
    server = installation.start();
    rest = new Rest(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void registersDestinations() {
    rest.get("destinations/d1").isProblem(404, "registration-not-found");

    rest.put("destinations/d1", "{'onNoSubscriber': 'complete'}").is(200);

    assertThat(rest.get("destinations/d1").is(200).text("/topic")).isEqualTo("d1");
    assertThat(rest.get("destinations/d1").text("/onNoSubscriber")).isEqualTo("COMPLETE");
    assertThat(rest.get("destinations").is(200).json().findValuesAsText("topic")).contains("d1");
    rest.delete("destinations/d1").is(204);
    rest.get("destinations/d1").isProblem(404, "registration-not-found");
    rest.delete("destinations/d1").is(204);
  }

  @Test
  void registersProducers() {
    rest.put("producers/p1", "{'checkBackAfterMs': 5, 'onExhausted': 'ROLL_BACK'}").is(200);

    assertThat(rest.get("producers/p1").is(200).json())
        .hasToString("{\"name\":\"p1\",\"checkBackAfterMs\":5,\"onExhausted\":\"ROLL_BACK\"}");
    assertThat(rest.get("producers").json().findValuesAsText("name")).contains("p1");
    rest.delete("producers/p1").is(204);
    rest.get("producers/p1").isProblem(404, "registration-not-found");
  }

  @Test
  void registersSubscriptions() {
    rest.put("subscriptions/d2/g1", "{'tagFilter': 'a.*', 'redelivery': {'maxAttempts': 3}}")
        .is(200);
    rest.put("subscriptions/d2/g2", "").is(200);

    Rest.Answer shown = rest.get("subscriptions/d2/g1").is(200);
    assertThat(shown.text("/tagFilter")).isEqualTo("a.*");
    assertThat(shown.json().at("/redelivery/maxAttempts").asInt()).isEqualTo(3);
    assertThat(rest.get("subscriptions").json().findValuesAsText("group")).contains("g1", "g2");
    rest.put("subscriptions/d2/g1", shown.response().body()).is(200);
    rest.delete("subscriptions/d2/g1").is(204);
    rest.get("subscriptions/d2/g1").isProblem(404, "registration-not-found");
  }

  @Test
  void countsFromTheAnswerOn() {
    String topic = installation.topic("fresh");
    rest.put("destinations/" + topic, "").is(200);

    for (int i = 0; i < 5; i++) {
      rest.put("subscriptions/" + topic + "/g" + i, "").is(200);
      String id = rest.message("send", topic);

      assertThat(rest.get("messages/" + id).json().at("/deliveries").findValuesAsText("group"))
          .hasSize(i + 1);
    }
  }

  @Test
  void keepsADeadLetterForAMessageThatNobodyWants() {
    String topic = installation.topic("unwanted");
    rest.put("destinations/" + topic, "").is(200);

    String id = rest.message("send", topic);

    Rest.Answer dead = rest.get("messages/" + id);
    assertThat(dead.text("/status")).isEqualTo("DEAD_LETTERED");
    assertThat(dead.text("/reason")).isEqualTo("NO_SUBSCRIBER");
    rest.put("subscriptions/" + topic + "/late", "").is(200);
    assertThat(rest.post("messages/" + id + "/redrive").is(200).text("/deliveries/0/group"))
        .isEqualTo("late");
  }

  @Test
  void refusesNamesAndFieldsThatAreNone() {
    rest.put("destinations/a%20b", "").isProblem(400, "invalid-request");
    rest.put("subscriptions/d/" + "g".repeat(250), "").isProblem(400, "invalid-request");
    rest.put("producers/p", "{'checkBackAfter': 5}").isProblem(400, "invalid-request");
    rest.put("destinations/d", "[]").isProblem(400, "invalid-json");
  }

  @Test
  void warnsOfADestinationWhoseTopicIsMissingAndRefusesADirectMessageToIt() {
    String missing = "missing-" + System.nanoTime();

    Rest.Answer put = rest.put("destinations/" + missing, "").is(200);
    Rest.Answer got = rest.get("destinations/" + missing).is(200);

    assertThat(put.text("/warning")).contains("does not exist", "create it");
    assertThat(got.text("/warning")).isEqualTo(put.text("/warning"));
    // The helper writes bodies with single quotes, and would take those of the warning for such.
    rest.put("destinations/" + missing, got.response().body().replace("'", "")).is(200);
    rest.post("messages", Rest.body("direct", missing)).isProblem(404, "destination-missing");
    rest.put("subscriptions/" + missing + "/billing", "").is(200);
    rest.post("messages", Rest.body("send", missing)).is(201);
    assertThat(
            rest.put("destinations/" + installation.topic("there"), "")
                .is(200)
                .json()
                .has("warning"))
        .isFalse();
  }
}
