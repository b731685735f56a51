package io.surety.topology;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.RedeliveryPolicy;
import io.surety.lifecycle.Refusal;
import io.surety.lifecycle.Status;
import io.surety.lifecycle.Subscription;
import io.surety.lifecycle.TagFilter;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.ConsumeCheck;
import io.surety.schemas.avro.DeadLetter;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DeliveryRecord;
import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Mode;
import io.surety.topology.dispatch.DispatchRequest;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private final TestPolicies policies = new TestPolicies().subscribe("orders", "billing");
  private final CoordinatorHarness coordinator = new CoordinatorHarness(policies);

  @AfterEach
  void close() {
    coordinator.close();
  }

  @Test
  void deliversAfterTheConfirmAndArchivesWhenConsumed() {
    coordinator.prepare("m1").advance(ofSeconds(1));
    assertThat(coordinator.dispatches()).isEmpty();

    coordinator.confirm("m1").receive("m1", "billing", 1).consumed("m1", "billing", 1);

    assertThat(coordinator.dispatched()).containsExactly("m1 #1 to orders for [billing]");
    assertThat(coordinator.archived()).extracting(Archive::getStatus).containsExactly("COMPLETED");
    assertThat(coordinator.message("m1").status()).isEqualTo(Status.COMPLETED);
    assertThat(coordinator.messages().get("m1")).isNull();
    assertThat(coordinator.payloads().get("m1")).isNull();
  }

  @Test
  void handsTheDispatcherEverythingTheRecordNeeds() {
    List<Header> headers =
        List.of(
            new Header("traceparent", ByteBuffer.wrap(new byte[] {1})), new Header("empty", null));

    coordinator.prepare(
        Signals.prepare("m1").setMode(Mode.SEND).setHeaders(headers).setTtlMs(60_000L));

    DispatchRequest request = coordinator.dispatches().get(0);
    assertThat(request.destination()).isEqualTo("orders");
    assertThat(request.businessKey()).isEqualTo("order-1");
    assertThat(request.payload()).isEqualTo("payload of m1".getBytes());
    assertThat(request.headers()).extracting(h -> h.key()).containsExactly("traceparent", "empty");
    assertThat(request.headers().get(0).value()).containsExactly(1);
    assertThat(request.headers().get(1).value()).isNull();
    assertThat(request.groups()).containsExactly("billing");
    assertThat(request.tag()).isEqualTo("created");
    assertThat(request.producer()).isEqualTo("shop");
    assertThat(request.deadline()).isEqualTo(coordinator.now() + 60_000);
  }

  @Test
  void dispatchesBeforeTheTransactionIsCommittedAndOnlyOnce() {
    coordinator.prepare("m1").confirm("m1").confirm("m1");

    assertThat(coordinator.dispatched()).hasSize(1);
    assertThat(coordinator.message("m1").deliveries().get(0).status())
        .isEqualTo(DeliveryStatus.DISPATCHED);
  }

  @Test
  void redeliversWhenNothingIsHeard() {
    coordinator.prepare("m1").confirm("m1").advance(ofSeconds(31));

    assertThat(coordinator.dispatched())
        .containsExactly("m1 #1 to orders for [billing]", "m1 #2 to orders for [billing]");
  }

  @Test
  void waitsForTheProcessingTimeOnceReceived() {
    coordinator.send("m1").receive("m1", "billing", 1).advance(ofMinutes(4));
    assertThat(coordinator.dispatches()).hasSize(1);

    coordinator.receive("m1", "billing", 1).advance(ofMinutes(4));
    assertThat(coordinator.dispatches()).hasSize(1);

    coordinator.advance(ofSeconds(61));
    assertThat(coordinator.dispatches()).hasSize(2);
  }

  @Test
  void redeliversOnlyToTheGroupsThatHaveNotConsumed() {
    policies.subscribe("orders", "audit");

    coordinator.send("m1").consumed("m1", "audit", 1).advance(ofSeconds(31));

    assertThat(coordinator.dispatched())
        .containsExactly("m1 #1 to orders for [billing, audit]", "m1 #2 to orders for [billing]");
  }

  @Test
  void triesAgainAfterAFailureByThePolicy() {
    coordinator.send("m1").failed("m1", "billing", 1);
    assertThat(coordinator.dispatches()).hasSize(1);

    coordinator.advance(ofMillis(1_500));

    assertThat(coordinator.dispatched()).last().isEqualTo("m1 #2 to orders for [billing]");
  }

  @Test
  void givesUpWhenTheAttemptsAreSpentAndKeepsThePayload() {
    policies.unsubscribe("orders", "billing").subscribe(subscription(1, false));

    coordinator.send("m1").failed("m1", "billing", 1);

    DeadLetter dead = coordinator.deadLetters().get(0);
    assertThat(dead.getReason()).isEqualTo("ATTEMPTS_EXHAUSTED");
    assertThat(dead.getGroup()).isEqualTo("billing");
    assertThat(dead.getPayload()).isEqualTo(ByteBuffer.wrap("payload of m1".getBytes()));
    assertThat(dead.getError().getStack()).isEqualTo("at com.example.Shop");
    assertThat(coordinator.payloads().get("m1")).isNotNull();
    assertThat(coordinator.message("m1").status()).isEqualTo(Status.DEAD_LETTERED);
  }

  @Test
  void redrivesADeadLetterWithItsPayload() {
    coordinator.send("m1").rejected("m1", "billing", 1).advance(ofHours(1));

    coordinator.decide(Signals.operator("m1", Decision.REDRIVE).setGroup("billing"));

    assertThat(coordinator.dispatched()).last().isEqualTo("m1 #2 to orders for [billing]");
    assertThat(coordinator.dispatches().get(1).payload()).isEqualTo("payload of m1".getBytes());

    coordinator.consumed("m1", "billing", 2);
    assertThat(coordinator.archived())
        .extracting(Archive::getRevision, Archive::getStatus)
        .containsExactly(tuple(1, "DEAD_LETTERED"), tuple(2, "COMPLETED"));
  }

  @Test
  void resolvesADeadLetterWithANote() {
    coordinator.send("m1").rejected("m1", "billing", 1);

    coordinator.decide(
        Signals.operator("m1", Decision.RESOLVE).setGroup("billing").setReason("paid by hand"));

    DeliveryRecord delivery = coordinator.archived().get(1).getDeliveries().get(0);
    assertThat(delivery.getResolved()).isTrue();
    assertThat(delivery.getNote()).isEqualTo("ada: paid by hand");
    assertThat(coordinator.messages().get("m1")).isNull();
    assertThat(coordinator.payloads().get("m1")).isNull();
  }

  @Test
  void removesADeadLetterWhenItsRetentionEnds() {
    coordinator.send("m1").rejected("m1", "billing", 1);

    coordinator.advance(ofHours(31 * 24));

    assertThat(coordinator.events()).last().extracting("kind").isEqualTo("RETENTION_ENDED");
    assertThat(coordinator.payloads().get("m1")).isNull();
  }

  @Test
  void asksTheGroupBeforeItIsRedeliveredTo() {
    policies.unsubscribe("orders", "billing").subscribe(subscription(8, true));

    coordinator.send("m1").advance(ofSeconds(31));

    ConsumeCheck check = coordinator.consumeChecks().get(0);
    assertThat(check.getGroup()).isEqualTo("billing");
    assertThat(check.getAttempt()).isEqualTo(1);
    assertThat(check.getDestination()).isEqualTo("orders");
    assertThat(coordinator.dispatches()).hasSize(1);

    coordinator.consumed("m1", "billing", 1);
    assertThat(coordinator.message("m1").status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void completesALateConsumeAfterDead() {
    coordinator.send("m1").rejected("m1", "billing", 1).consumed("m1", "billing", 1);

    assertThat(coordinator.archived()).hasSize(2);
    assertThat(coordinator.archived().get(1).getDeliveries().get(0).getLate()).isTrue();
  }

  @Test
  void archivesEveryDeliveryAndAttempt() {
    coordinator.prepare("m1").confirm("m1").failed("m1", "billing", 1).advance(ofSeconds(2));
    coordinator.consumed("m1", "billing", 2);

    Archive archive = coordinator.archived().get(0);
    assertThat(archive.getProducer()).isEqualTo("shop");
    assertThat(archive.getDecision()).isEqualTo("CONFIRM");
    assertThat(archive.getDecisionSource()).isEqualTo("PRODUCER");
    assertThat(archive.getPayload()).isEqualTo(ByteBuffer.wrap("payload of m1".getBytes()));
    assertThat(archive.getPreparedAt()).isEqualTo(CoordinatorHarness.START.toEpochMilli());
    assertThat(archive.getExpiresAt()).isNull();
    DeliveryRecord delivery = archive.getDeliveries().get(0);
    assertThat(delivery.getStatus()).isEqualTo("CONSUMED");
    assertThat(delivery.getAttempts()).isEqualTo(2);
    assertThat(delivery.getHistory().get(0).getOutcome()).isEqualTo("FAILED");
    assertThat(delivery.getHistory().get(0).getError().getMessage()).isEqualTo("broken");
  }

  @Test
  void makesADeadLetterOfAMessageNobodySubscribedTo() {
    policies.unsubscribe("orders", "billing");

    coordinator.send("m1");

    assertThat(coordinator.deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("NO_SUBSCRIBER");
  }

  @Test
  void makesADeadLetterOfAMessageToNowhere() {
    coordinator.prepare(Signals.prepare("m1").setDestination("nowhere").setMode(Mode.SEND));

    assertThat(coordinator.deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("NO_DESTINATION");
  }

  @Test
  void forgetsTheOutcomeInTheEnd() {
    coordinator.send("m1").consumed("m1", "billing", 1).advance(ofHours(23));
    assertThat(coordinator.send("m1").counts().refusals())
        .containsEntry(Refusal.Reason.DUPLICATE, 1L);

    coordinator.advance(ofHours(26));

    assertThat(coordinator.message("m1")).isEqualTo(Message.absent("m1"));
  }

  private static Subscription subscription(int maxAttempts, boolean consumeCheck) {
    return new Subscription(
        "billing",
        "orders",
        TagFilter.ALL,
        30_000,
        300_000,
        consumeCheck,
        new RedeliveryPolicy(1_000, 2, 60_000, 0, maxAttempts, List.of()));
  }
}
