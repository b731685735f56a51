package io.surety.rest.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.rest.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What several servers say becomes one answer that does not claim more than was said. */
class StatsTotalsTest {
  private static final Json JSON = new Json(100_000);

  @Test
  void addsUpPartitionsAndTakesTheOldest() {
    JsonNode one = here(partition(0, 7, "'PREPARED': [2, 5000]", "'billing': {'DEAD': [1, 9000]}"));
    JsonNode two =
        here(
            partition(
                1, 7, "'PREPARED': [3, 4000], 'EARLY': [0]", "'billing': {'DEAD': [2, 8000]}"));

    JsonNode told = told(List.of(one, two), 2, 2);

    assertThat(told.at("/incomplete").asBoolean()).isFalse();
    assertThat(told.at("/messages/live").asLong()).isEqualTo(5);
    assertThat(told.at("/messages/undecided").asLong()).isEqualTo(2);
    assertThat(status(told.at("/messages/byStatus"), "PREPARED"))
        .hasToString(
            "{'status':'PREPARED','count':5,'oldestSince':'1970-01-01T00:00:04.000Z','oldestAgeMs':6000}"
                .replace('\'', '"'));
    assertThat(status(told.at("/messages/byStatus"), "EARLY"))
        .hasToString("{\"status\":\"EARLY\",\"count\":0}");
    assertThat(told.at("/groups/0/group").asText()).isEqualTo("billing");
    assertThat(status(told.at("/groups/0/byStatus"), "DEAD").at("/count").asLong()).isEqualTo(3);
  }

  @Test
  void countsAPartitionOnceAsWhoeverIsFurtherSays() {
    JsonNode behind = here(partition(0, 7, "'PREPARED': [9, 5000]", ""));
    JsonNode ahead = here(partition(0, 8, "'PREPARED': [1, 5000]", ""));

    for (List<JsonNode> answers : List.of(List.of(behind, ahead), List.of(ahead, behind))) {
      assertThat(told(answers, 2, 1).at("/messages/live").asLong()).isEqualTo(1);
    }
  }

  @Test
  void saysThatPartitionsAreMissing() {
    JsonNode told = told(List.of(here(partition(1, 7, "", ""))), 1, 3);

    assertThat(told.at("/incomplete").asBoolean()).isTrue();
    assertThat(told.at("/missingPartitions")).hasToString("[0,2]");
  }

  @Test
  void saysThatAServerDidNotAnswerEvenIfNoPartitionIsMissing() {
    JsonNode told = told(List.of(here(partition(0, 7, "", ""))), 2, 1);

    assertThat(told.at("/incomplete").asBoolean()).isTrue();
    assertThat(told.has("missingPartitions")).isFalse();
  }

  @Test
  void addsUpRatesAndTakesPercentilesOfAllTogether() {
    JsonNode slow = recent(10_000, 20, classes(0, 90, 10));
    JsonNode fast = recent(1_000, 5, classes(100, 0, 0));

    JsonNode recent = told(List.of(slow, fast), 2, 0).at("/recent");

    assertThat(recent.at("/windowMs").asLong()).isEqualTo(10_000);
    assertThat(recent.at("/perSecond/accepted").asDouble()).isEqualTo(7);
    assertThat(recent.at("/latencyMs/confirmToDispatch"))
        .hasToString("{\"count\":200,\"p50\":1,\"p95\":2,\"p99\":5}");
    assertThat(recent.at("/latencyMs/timerLateness")).hasToString("{\"count\":0}");
  }

  @Test
  void takesNothingFromAServerThatHasJustStartedOrCountsInOtherClasses() {
    JsonNode started = recent(0, 0, "1, 2, 3");

    JsonNode recent = told(List.of(started), 1, 0).at("/recent");

    assertThat(recent.at("/perSecond/accepted").asDouble()).isZero();
    assertThat(recent.at("/latencyMs/confirmToDispatch/count").asLong()).isZero();
  }

  private static JsonNode told(List<JsonNode> answers, int asked, int partitions) {
    return JSON.tree(StatsTotals.of(answers, asked, partitions).toJson(10_000));
  }

  private static JsonNode status(JsonNode counts, String status) {
    for (JsonNode count : counts) {
      if (count.at("/status").asText().equals(status)) {
        return count;
      }
    }
    throw new AssertionError("no " + status + " in " + counts);
  }

  private static JsonNode here(String partition) {
    return json("{'partitions': [" + partition + "], 'recent': {}}");
  }

  private static String partition(int number, long asOf, String statuses, String groups) {
    return "{'partition': "
        + number
        + ", 'asOf': '"
        + asOf
        + "', 'undecided': 1, 'unreadable': 0, 'unaccounted': 0, 'statuses': {"
        + statuses
        + "}, 'groups': {"
        + groups
        + "}}";
  }

  private static JsonNode recent(long ms, long accepted, String classes) {
    return json(
        "{'partitions': [], 'recent': {'ms': "
            + ms
            + ", 'counts': {'accepted': "
            + accepted
            + "}, 'times': {'confirmToDispatch': ["
            + classes
            + "]}}}");
  }

  /** So many within 1, 2 and 5 ms, and none that took longer. */
  private static String classes(int one, int two, int five) {
    return one + ", " + two + ", " + five + String.join("", Collections.nCopies(16, ", 0"));
  }

  private static JsonNode json(String text) {
    return JSON.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
