package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.rest.metrics.Metric;
import io.surety.topology.counts.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a server tells Prometheus adds up; on a real broker. */
class MetricsTest {
  private static Installation installation;
  private static SuretyServer server;
  private static Rest rest;
  private static Path stateDir;
  private static String topic;
  private static String silent;
  private static String missing;

  @BeforeAll
  static void start() throws IOException {
    installation = new Installation();
    stateDir = Files.createTempDirectory("state");
    server = installation.start(stateDir);
    rest = new Rest(server);
    topic = installation.topic("counted");
    silent = installation.topic("silent");
    missing = topic + "-missing";
    for (String destination : List.of(topic, silent, missing)) {
      rest.put("destinations/" + destination, "").is(200);
      rest.put("subscriptions/" + destination + "/billing", "").is(200);
    }
    rest.put(
            "subscriptions/" + silent + "/billing",
            "{'ackTimeoutMs': 100, 'redelivery': {'initialMs': 100, 'maxAttempts': 3}}")
        .is(200);
    rest.put("producers/shop", "{'checkBackAfterMs': 200}").is(200);
    liveThroughEverything();
  }

  /** Messages that come to every standing there is, but for those that take days. */
  private static void liveThroughEverything() {
    String completed = rest.message("prepare", topic);
    rest.post("messages/" + completed + "/confirm").is(200);
    report(completed, "consumed");
    rest.post("messages/" + rest.message("prepare", topic) + "/rollback").is(200);
    rest.post("messages/" + rest.message("prepare", topic) + "/rollback").is(200);
    String dead = rest.message("send", topic);
    report(dead, "rejected");
    String closed = rest.message("send", topic);
    report(closed, "rejected");
    rest.post("messages/" + closed + "/resolve?group=billing", "{'reason': 'by hand'}").is(200);
    String scheduled = scheduled();
    String cancelled = scheduled();
    rest.post("messages/" + cancelled + "/cancel").is(200);
    assertThat(rest.get("messages/" + scheduled).text("/status")).isEqualTo("SCHEDULED");
    rest.message("prepare", topic);
    rest.message("direct", topic);
    rest.message("send", silent);
    rest.message("send", missing);
    rest.post("messages/never-prepared/confirm").is(202);
    rest.post("messages", Rest.body("prepare", topic).replace("}", ", 'ttlMs': 100}")).is(201);
    rest.post("messages/" + completed + "/rollback").isProblem(409, "contradiction");
    rest.get("no/such/path").is(404);
  }

  private static String scheduled() {
    String at = Instant.now().plus(Duration.ofHours(1)).toString();
    return rest.post(
            "messages", Rest.body("send", topic).replace("}", ", 'deliverAt': '" + at + "'}"))
        .is(201)
        .text("/id");
  }

  private static void report(String id, String status) {
    rest.put("messages/" + id + "/deliveries/billing", "{'status': '" + status + "', 'attempt': 1}")
        .is(200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void addsUpAtRestAndAfterARestart() {
    // Until timers, too, have done what they had to: one attempt after another, and no more.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              Scraped now = Scraped.from(server);
              assertThat(now.sum("surety_messages", "status", "delivering")).isEqualTo(1);
              assertThat(now.sum("surety_transitions_total", "to", "expired")).isEqualTo(1);
              assertThat(now.sum("surety_messages", "status", "early")).isEqualTo(1);
              assertThat(now.sum("surety_check_backs_total")).isPositive();
              assertThat(now.sum("surety_destination_failures_total")).isPositive();
            });
    Scraped rested = Scraped.from(server);

    booksBalance(rested);
    assertThat(rested.sum("surety_messages_accepted_total")).isEqualTo(12);
    assertThat(rested.sum("surety_messages_rolled_back_total", "source", "producer")).isEqualTo(2);
    assertThat(rested.sum("surety_messages_ended_undecided_total")).isEqualTo(1);
    assertThat(rested.sum("surety_undecided_messages")).isEqualTo(1);
    assertThat(rested.sum("surety_dispatches_total", "kind", "redelivery")).isEqualTo(2);
    assertThat(rested.sum("surety_dead_letters_total", "reason", "rejected")).isEqualTo(2);
    assertThat(rested.sum("surety_dead_letters_total", "reason", "attempts_exhausted"))
        .isEqualTo(1);
    assertThat(rested.sum("surety_refusals_total", "reason", "contradiction")).isEqualTo(1);
    assertThat(rested.sum("surety_confirm_to_completed_seconds_count")).isEqualTo(1);
    assertThat(rested.sum("surety_deliveries", "status", "dead")).isEqualTo(2);
    assertThat(rested.sum("surety_http_requests_total", "route", "none")).isEqualTo(1);
    everythingIsTold(rested);

    server.close();
    server = installation.start(stateDir);
    rest = new Rest(server);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Scraped.from(server).sum("surety_partitions") == 4);
    Scraped again = Scraped.from(server);

    for (Standing standing : Standing.LIVE) {
      assertThat(again.sum("surety_messages", "status", standing.word()))
          .as(standing.word())
          .isEqualTo(rested.sum("surety_messages", "status", standing.word()));
    }
    assertThat(again.sum("surety_undecided_messages")).isEqualTo(1);
    assertThat(again.sum("surety_unaccounted_messages")).isZero();
  }

  private static void booksBalance(Scraped scraped) {
    assertThat(scraped.sum("surety_messages_accepted_total"))
        .isEqualTo(
            scraped.sum("surety_messages_confirmed_total")
                + scraped.sum("surety_messages_rolled_back_total")
                + scraped.sum("surety_messages_ended_undecided_total")
                + scraped.sum("surety_undecided_messages"));
    for (Standing standing : Standing.LIVE) {
      String status = standing.word();
      assertThat(scraped.sum("surety_messages", "status", status))
          .as(status)
          .isEqualTo(
              scraped.sum("surety_transitions_total", "to", status)
                  - scraped.sum("surety_transitions_total", "from", status));
    }
    assertThat(scraped.sum("surety_unaccounted_messages")).isZero();
    assertThat(scraped.sum("surety_unreadable_messages")).isZero();
    assertThat(scraped.sum("surety_defects_total")).isZero();
  }

  /** Nothing that the catalogue promises is missing, and nothing is told that is not in it. */
  private static void everythingIsTold(Scraped scraped) {
    Set<String> catalogue = new HashSet<>();
    for (Metric metric : Metric.values()) {
      String name = metric.metricName();
      boolean isHistogram = metric.kind() == Metric.Kind.HISTOGRAM;
      assertThat(scraped.of(isHistogram ? name + "_count" : name)).as(name).isNotEmpty();
      catalogue.addAll(
          isHistogram ? Set.of(name + "_count", name + "_sum", name + "_bucket") : Set.of(name));
      assertThat(scraped.of(name))
          .allSatisfy(sample -> assertThat(sample.labels()).containsOnlyKeys(metric.labels()));
    }
    assertThat(scraped.samples()).allMatch(sample -> catalogue.contains(sample.name()));
  }
}
