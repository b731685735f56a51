package io.surety.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.support.Broker;
import io.surety.client.support.Entry;
import io.surety.client.support.Installation;
import io.surety.client.support.TopicLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is registered, as a stranger reads it. */
class RegistrationTest {
  private Installation installation;
  private Surety surety;
  private TopicLog registry;

  @BeforeEach
  void connect() {
    installation = Installation.on(Broker.shared());
    surety = installation.connect();
    registry = installation.log(installation.topics().registry());
  }

  @AfterEach
  void close() {
    surety.close();
    registry.close();
  }

  @Test
  void aConsumerSubscribesWithItsDefaults() {
    String destination = installation.destination("defaults", 1);

    surety.consumer("billing").destination(destination).handler(delivery -> {}).start();

    assertThat(last().key()).isEqualTo("subscription/" + destination + "/billing");
    assertThat(last().fields())
        .containsEntry("callbackUrl", null)
        .containsEntry("callbackSecret", null)
        .hasSize(9)
        .containsAllEntriesOf(
            Map.of(
                "group",
                "billing",
                "destination",
                destination,
                "tagFilter",
                "#",
                "ackTimeoutMs",
                30_000L,
                "processingTimeoutMs",
                300_000L,
                "consumeCheck",
                false,
                "redelivery",
                Map.of(
                    "initialMs",
                    1_000L,
                    "multiplier",
                    2.0,
                    "maxMs",
                    60_000L,
                    "jitter",
                    0.2,
                    "maxAttempts",
                    8,
                    "stepsMs",
                    List.of())));
  }

  @Test
  void aConsumerSubscribesWithEverythingItWasTold() {
    String destination = installation.destination("told", 1);

    surety
        .consumer("billing")
        .destination(destination)
        .tags("eu.*||us.#")
        .ackTimeout(Duration.ofSeconds(7))
        .processingTimeout(Duration.ofSeconds(70))
        .consumeCheck(question -> ConsumeState.UNKNOWN)
        .redelivery(RedeliveryPolicy.steps(Duration.ofSeconds(1), Duration.ofMinutes(1)))
        .concurrency(3)
        .handler(delivery -> {})
        .start();

    assertThat(last().fields())
        .containsEntry("tagFilter", "eu.*||us.#")
        .containsEntry("ackTimeoutMs", 7_000L)
        .containsEntry("processingTimeoutMs", 70_000L)
        .containsEntry("consumeCheck", true)
        .containsEntry(
            "redelivery",
            Map.of(
                "initialMs",
                1_000L,
                "multiplier",
                1.0,
                "maxMs",
                60_000L,
                "jitter",
                0.0,
                "maxAttempts",
                3,
                "stepsMs",
                List.of(1_000L, 60_000L)));
  }

  @Test
  void unsubscribingWritesATombstoneAndClosingDoesNot() {
    String destination = installation.destination("leaving", 1);
    surety.consumer("billing").destination(destination).handler(delivery -> {}).start().close();
    assertThat(registry.untilNow()).hasSize(1);

    surety.unsubscribe("billing", destination);

    assertThat(last().key()).isEqualTo("subscription/" + destination + "/billing");
    assertThat(last().isTombstone()).isTrue();
  }

  @Test
  void aProducerIsRegisteredWhenItHasAHandlerOrAPolicy() {
    surety.publisher("plain");
    surety.publisher("handler", PublisherOptions.create().checkBack(q -> Verdict.UNKNOWN));
    surety.publisher(
        "policy",
        PublisherOptions.create()
            .policy(
                CheckBackPolicy.defaults()
                    .withCheckBackAfter(Duration.ofSeconds(1))
                    .withMaxDelay(Duration.ofSeconds(2))
                    .withBudget(3)
                    .withMaxAge(Duration.ofSeconds(4))
                    .withOnExhausted(CheckBackPolicy.OnExhausted.ROLL_BACK)));

    List<Entry> entries = registry.untilNow();
    assertThat(entries)
        .extracting(Entry::key)
        .containsExactly("producer/handler", "producer/policy");
    assertThat(entries.get(0).fields()).isEqualTo(producer("handler", Map.of()));
    assertThat(entries.get(1).fields())
        .isEqualTo(
            producer(
                "policy",
                Map.of(
                    "checkBackAfterMs",
                    1_000L,
                    "checkBackMaxDelayMs",
                    2_000L,
                    "checkBackBudget",
                    3,
                    "checkBackMaxAgeMs",
                    4_000L,
                    "onExhausted",
                    "ROLL_BACK")));
  }

  @Test
  void destinationsAreRegisteredAndRemoved() {
    surety.destinations().register("order-paid");
    assertThat(last().key()).isEqualTo("destination/order-paid");
    assertThat(last().fields())
        .isEqualTo(Map.of("topic", "order-paid", "onNoSubscriber", "DEAD_LETTER"));

    surety
        .destinations()
        .register(
            "order-paid",
            DestinationOptions.defaults()
                .withOnNoSubscriber(DestinationOptions.OnNoSubscriber.COMPLETE));
    assertThat(last().get("onNoSubscriber")).isEqualTo("COMPLETE");

    surety.destinations().unregister("order-paid");
    assertThat(last().key()).isEqualTo("destination/order-paid");
    assertThat(last().isTombstone()).isTrue();
  }

  @Test
  void badNamesAreRefused() {
    assertThatThrownBy(() -> surety.destinations().register("a/b"))
        .hasMessageContaining("destination must consist of");
    assertThatThrownBy(() -> surety.unsubscribe("a,b", "t")).hasMessageContaining("group must");
    assertThatThrownBy(() -> surety.consumer("")).hasMessageContaining("group must have 1..249");
  }

  @Test
  void startWaitsUntilDecisionsAreJudgedByTheSubscription() throws Exception {
    String destination = installation.destination("waits", 1);
    try (Surety waiting = installation.connect("surety.registry.staleness.max.ms", 3_600_000)) {
      CountDownLatch handled = new CountDownLatch(1);
      FutureTask<Subscription> start =
          new FutureTask<>(
              () ->
                  waiting
                      .consumer("billing")
                      .destination(destination)
                      .handler(delivery -> handled.countDown())
                      .start());
      new Thread(start, "starts").start();

      registry.await(1);
      try (var writer = installation.writer()) {
        writer.dispatch(destination, "m1").to("billing");
      }
      handled.await();

      // It is subscribed, and consumes; but an hour has not passed since.
      assertThat(start.isDone()).isFalse();
      waiting.close();
      assertThatThrownBy(start::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("is stored, but it was not waited until");
    }
  }

  private static Map<String, Object> producer(String name, Map<String, Object> differences) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("name", name);
    fields.put("callbackUrl", null);
    fields.put("checkBackAfterMs", null);
    fields.put("checkBackMaxDelayMs", null);
    fields.put("checkBackBudget", null);
    fields.put("checkBackMaxAgeMs", null);
    fields.put("onExhausted", "UNRESOLVED");
    fields.put("callbackSecret", null);
    fields.putAll(differences);
    return fields;
  }

  private Entry last() {
    List<Entry> entries = registry.untilNow();
    return entries.get(entries.size() - 1);
  }
}
