package io.surety.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.support.Broker;
import io.surety.client.support.Entry;
import io.surety.client.support.Installation;
import io.surety.client.support.Logs;
import io.surety.client.support.TopicLog;
import io.surety.client.support.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a consumer sees, and what it reports, as a stranger reads it. */
class ConsumerReportsTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static Installation installation;
  private static Writer writer;

  private Surety surety;
  private String destination;
  private TopicLog receives;
  private TopicLog consumes;
  private final List<Subscription> subscriptions = new ArrayList<>();

  @BeforeAll
  static void create() {
    installation = Installation.on(Broker.shared());
    writer = installation.writer();
  }

  @BeforeEach
  void connect() {
    surety = installation.connect();
    destination = installation.destination("reports" + NUMBER.incrementAndGet(), 1);
    receives = installation.log(installation.topics().receive());
    consumes = installation.log(installation.topics().consume());
  }

  @AfterEach
  void close() {
    surety.close();
    receives.close();
    consumes.close();
  }

  @Test
  void theHandlerSeesEverythingTheRecordSays() throws Exception {
    byte[] everyByte = new byte[256];
    for (int i = 0; i < everyByte.length; i++) {
      everyByte[i] = (byte) i;
    }
    BlockingQueue<Delivery> seen = new LinkedBlockingQueue<>();
    start("billing", seen::add);

    writer
        .dispatch(destination, "m1")
        .key("order 42 ü")
        .payload(everyByte)
        .attempt(3)
        .header("tenant", "acme")
        .header("surety-tag", "eu.paid")
        .header("surety-deadline", "4102444800123")
        .to("audit,billing");

    Delivery delivery = seen.poll(60, TimeUnit.SECONDS);
    assertThat(delivery.id()).isEqualTo("m1");
    assertThat(delivery.attempt()).isEqualTo(3);
    assertThat(delivery.isTracked()).isTrue();
    assertThat(delivery.key()).contains("order 42 ü");
    assertThat(delivery.tag()).contains("eu.paid");
    assertThat(delivery.producer()).contains("order-service");
    assertThat(delivery.deadline()).contains(Instant.ofEpochMilli(4_102_444_800_123L));
    assertThat(delivery.payload()).isEqualTo(everyByte);
    assertThat(delivery.isTombstone()).isFalse();
    assertThat(delivery.destination()).isEqualTo(destination);
    assertThat(delivery.partition()).isZero();
    assertThat(delivery.offset()).isZero();
    assertThat(delivery.headers().lastHeader("tenant").value()).isEqualTo("acme".getBytes(UTF_8));
  }

  @Test
  void receivedIsReportedBeforeTheHandlerRunsAndConsumedAfterIt() {
    BlockingQueue<Boolean> release = new LinkedBlockingQueue<>();
    start("billing", delivery -> release.take());

    writer.dispatch(destination, "orders~before-after").attempt(2).to("billing");
    Entry received = receives.await(1, of("orders~before-after")).get(0);
    List<Entry> consumedMeanwhile = untilNow(consumes, "orders~before-after");
    release.add(true);
    Entry consumed = consumes.await(1, of("orders~before-after")).get(0);

    assertThat(consumedMeanwhile).isEmpty();
    assertThat(received.key()).isEqualTo("orders");
    assertThat(received.fields())
        .isEqualTo(
            Map.of(
                "messageId",
                "orders~before-after",
                "group",
                "billing",
                "instance",
                "me",
                "attempt",
                2));
    assertThat(consumed.key()).isEqualTo("orders");
    assertThat(consumed.fields())
        .containsEntry("messageId", "orders~before-after")
        .containsEntry("group", "billing")
        .containsEntry("outcome", "CONSUMED")
        .containsEntry("attempt", 2)
        .containsEntry("error", null)
        .containsEntry("retryAfterMs", null);
  }

  @Test
  void aThrowingHandlerHasFailedWithTheErrorAnOperatorNeeds() {
    start(
        "billing",
        delivery -> {
          throw new IllegalStateException("vendor is away", new java.io.IOException("no route"));
        });

    writer.dispatch(destination, "throws").to("billing");

    Entry failed = consumes.await(1, of("throws")).get(0);
    assertThat(failed.get("outcome")).isEqualTo("FAILED");
    assertThat(failed.get("retryAfterMs")).isNull();
    Map<?, ?> error = (Map<?, ?>) failed.get("error");
    assertThat(error.get("type")).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.get("message")).isEqualTo("vendor is away");
    assertThat(error.get("stack").toString())
        .contains("ConsumerReportsTest")
        .contains("Caused by: java.io.IOException: no route")
        .hasSizeLessThanOrEqualTo(8192);
    assertThat(error.get("fingerprint").toString()).matches("[0-9a-f]{16}");
  }

  @Test
  void anErrorIsAFailureToo() {
    start(
        "billing",
        delivery -> {
          throw new StackOverflowError();
        });

    writer.dispatch(destination, "overflows").to("billing");

    assertThat(consumes.await(1, of("overflows")).get(0).get("outcome")).isEqualTo("FAILED");
  }

  @Test
  void aRejectedMessageIsNeverTriedAgain() {
    start(
        "billing",
        delivery -> {
          throw new RejectException("no such order", new IllegalArgumentException("42"));
        });

    writer.dispatch(destination, "rejected").to("billing");

    Entry rejected = consumes.await(1, of("rejected")).get(0);
    assertThat(rejected.get("outcome")).isEqualTo("REJECTED");
    assertThat(((Map<?, ?>) rejected.get("error")).get("message")).isEqualTo("no such order");
  }

  @Test
  void retryAfterFailsWithTheDelayWhetherTheHandlerReturnsOrThrows() {
    start(
        "billing",
        delivery -> {
          delivery.retryAfter(Duration.ofSeconds(9));
          delivery.retryAfter(Duration.ofMillis(1_500));
          if (delivery.id().equals("later-throws")) {
            throw new IllegalStateException("busy");
          }
        });

    writer.dispatch(destination, "later-returns").to("billing");
    writer.dispatch(destination, "later-throws").to("billing");

    Entry returned = consumes.await(1, of("later-returns")).get(0);
    Entry thrown = consumes.await(1, of("later-throws")).get(0);
    assertThat(returned.get("outcome")).isEqualTo("FAILED");
    assertThat(returned.get("retryAfterMs")).isEqualTo(1_500L);
    assertThat(((Map<?, ?>) returned.get("error")).get("type")).isEqualTo("RETRY_AFTER");
    assertThat(thrown.get("outcome")).isEqualTo("FAILED");
    assertThat(thrown.get("retryAfterMs")).isEqualTo(1_500L);
    assertThat(((Map<?, ?>) thrown.get("error")).get("message")).isEqualTo("busy");
  }

  @Test
  void aNegativeRetryAfterIsRefused() {
    start("billing", delivery -> delivery.retryAfter(Duration.ofMillis(-1)));

    writer.dispatch(destination, "negative").to("billing");

    Entry failed = consumes.await(1, of("negative")).get(0);
    assertThat(((Map<?, ?>) failed.get("error")).get("message"))
        .isEqualTo("retryAfter must be >= 0, was PT-0.001S");
    assertThat(failed.get("retryAfterMs")).isNull();
  }

  @Test
  void whatIsForOtherGroupsIsPassedOver() {
    BlockingQueue<String> handled = new LinkedBlockingQueue<>();
    start("billing", delivery -> handled.add(delivery.id()));

    writer.dispatch(destination, "other-1").to("audit");
    writer.dispatch(destination, "other-2").to("billing2,xbilling");
    writer.dispatch(destination, "other-3").to("");
    writer.dispatch(destination, "ours").to("audit,billing");

    consumes.await(1, of("ours"));
    assertThat(handled).containsExactly("ours");
    assertThat(receives.untilNow())
        .extracting(entry -> entry.get("messageId"))
        .doesNotContain("other-1", "other-2", "other-3");
  }

  @Test
  void directAndForeignRecordsAreHandledAndNotReported() {
    BlockingQueue<Delivery> handled = new LinkedBlockingQueue<>();
    start("billing", handled::add);

    writer.dispatch(destination, "direct").payload("d").direct();
    writer.write(new ProducerRecord<>(destination, null, new byte[] {(byte) 0xff, 0}));
    writer.write(new ProducerRecord<>(destination, new byte[] {1}, null));
    writer
        .dispatch(destination, "x")
        .header("surety-id", "~not an id")
        .header("surety-attempt", "many")
        .to("billing");
    writer.dispatch(destination, "after-foreign").to("billing");

    consumes.await(1, of("after-foreign"));
    List<Delivery> all = List.copyOf(handled);
    assertThat(all).hasSize(5);
    assertThat(all)
        .extracting(Delivery::isTracked)
        .containsExactly(false, false, false, false, true);
    assertThat(all)
        .extracting(Delivery::id)
        .containsExactly(
            "direct",
            destination + ":0:1",
            destination + ":0:2",
            destination + ":0:3",
            "after-foreign");
    assertThat(all.get(1).payload()).containsExactly(0xff, 0);
    assertThat(all.get(1).key()).isEqualTo(Optional.empty());
    assertThat(all.get(2).isTombstone()).isTrue();
    assertThat(all.get(2).payload()).isEmpty();
    assertThat(untilNow(receives, "direct")).isEmpty();
    assertThat(untilNow(consumes, "direct")).isEmpty();
    assertThat(consumes.untilNow())
        .extracting(entry -> entry.get("messageId"))
        .doesNotContain(destination + ":0:1", "~not an id", "x");
  }

  @Test
  void aFailedForeignRecordIsLoggedAndPassedOver() {
    try (Logs logs = new Logs()) {
      start(
          "billing",
          delivery -> {
            if (!delivery.isTracked()) {
              throw new IllegalStateException("what is this?");
            }
          });

      writer.write(new ProducerRecord<>(destination, null, new byte[] {1}));
      writer.dispatch(destination, "after-failed").to("billing");

      consumes.await(1, of("after-failed"));
      assertThat(logs.lines())
          .anyMatch(
              line ->
                  line.startsWith("ERROR '" + destination + ":0:0' failed at " + destination)
                      && line.contains("not delivered again"));
    }
  }

  @Test
  void aLongHandlerRenewsItsTime() {
    BlockingQueue<Boolean> release = new LinkedBlockingQueue<>();
    subscriptions.add(
        surety
            .consumer("billing")
            .destination(destination)
            .processingTimeout(Duration.ofMillis(300))
            .handler(delivery -> release.take())
            .start());

    writer.dispatch(destination, "long").to("billing");
    writer.dispatch(destination, "behind").to("billing");

    List<Entry> renewed = receives.await(4, of("long"));
    release.add(true);
    release.add(true);
    assertThat(renewed)
        .allSatisfy(entry -> assertThat(entry.fields()).isEqualTo(renewed.get(0).fields()));
    assertThat(receives.await(2, of("behind"))).isNotEmpty();
    consumes.await(1, of("behind"));
  }

  @Test
  void severalGroupsReportForThemselves() {
    start("billing", delivery -> {});
    start(
        "audit",
        delivery -> {
          throw new IllegalStateException("no");
        });

    writer.dispatch(destination, "both").to("audit,billing");

    assertThat(consumes.await(2, of("both")))
        .extracting(entry -> entry.get("group") + " " + entry.get("outcome"))
        .containsExactlyInAnyOrder("billing CONSUMED", "audit FAILED");
  }

  private void start(String group, Handler handler) {
    subscriptions.add(surety.consumer(group).destination(destination).handler(handler).start());
  }

  private static java.util.function.Predicate<Entry> of(String id) {
    return entry -> entry.get("messageId").equals(id);
  }

  private static List<Entry> untilNow(TopicLog log, String id) {
    return log.untilNow().stream().filter(of(id)).toList();
  }
}
