package io.surety.topology;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.lifecycle.Attempt;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Status;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.DeadLetter;
import io.surety.schemas.avro.Event;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailedDispatchTest {
  private final CoordinatorHarness coordinator = new CoordinatorHarness();

  @AfterEach
  void close() {
    coordinator.close();
  }

  @Test
  void holdsADeliveryBackAndResumesByItself() {
    coordinator.dispatcher().failWith(Reason.DESTINATION_MISSING);
    coordinator.send("m1").prepare("m2");

    assertThat(coordinator.events())
        .extracting(Event::getKind)
        .containsExactly("DISPATCH_HELD_BACK");
    assertThat(coordinator.message("m1").deliveries().get(0).reason())
        .isEqualTo(Reason.DESTINATION_MISSING);

    coordinator.dispatcher().failWith(null);
    coordinator.advance(ofSeconds(30));
    coordinator.consumed("m1", "billing", 1);

    assertThat(coordinator.message("m1").status()).isEqualTo(Status.COMPLETED);
    assertThat(coordinator.dispatched()).allMatch(d -> d.startsWith("m1 #1 "));
  }

  @Test
  void noticesAFailureWithinAboutASecondWhenNothingElseHappens() {
    coordinator.dispatcher().failWith(Reason.DESTINATION_MISSING);

    coordinator.send("m1").advance(ofMillis(1_200));

    assertThat(coordinator.counts().dispatches().failures())
        .containsEntry(Reason.DESTINATION_MISSING, 1L);
  }

  @Test
  void noticesAFailureWithTheNextSignal() {
    coordinator.dispatcher().failWith(Reason.DESTINATION_MISSING);

    coordinator.send("m1").prepare("m2");

    assertThat(coordinator.message("m1").deliveries().get(0).status())
        .isEqualTo(DeliveryStatus.WAITING);
  }

  @Test
  void givesUpWhatNoLaterAttemptCanMend() {
    coordinator.dispatcher().failWith(Reason.TOO_LARGE);

    coordinator.send("m1").advance(ofSeconds(2));

    assertThat(coordinator.deadLetters())
        .extracting(DeadLetter::getReason, DeadLetter::getGroup)
        .containsExactly(tuple("TOO_LARGE", "billing"));
  }

  @Test
  void aFailureOfAMessageThatHasLeftTheStoresIsHarmless() {
    coordinator.dispatcher().failWith(Reason.DESTINATION_UNAVAILABLE);
    coordinator.send("m1");
    coordinator.dispatcher().failWith(null);

    coordinator.consumed("m1", "billing", 1);
    coordinator.advance(ofMinutes(1));

    assertThat(coordinator.message("m1").status()).isEqualTo(Status.COMPLETED);
    assertThat(coordinator.counts().defects()).isZero();
  }

  @Test
  void makesADeadLetterWithThePayloadOfADirectMessage() {
    coordinator.dispatcher().failWith(Reason.DESTINATION_FORBIDDEN);

    coordinator.direct("m1").advance(ofSeconds(2));

    DeadLetter dead = coordinator.deadLetters().get(0);
    assertThat(dead.getReason()).isEqualTo("DISPATCH_FAILED");
    assertThat(dead.getPayload()).isEqualTo(ByteBuffer.wrap("payload of m1".getBytes()));
    assertThat(dead.getProducer()).isEqualTo("shop");
    assertThat(dead.getDestination()).isEqualTo("orders");
    assertThat(coordinator.payloads().get("m1")).isNull();
  }

  @Test
  void aDirectMessageThatWasNotTakenIsADeadLetterInStatusAndArchive() {
    coordinator.dispatcher().failWith(Reason.DESTINATION_MISSING);

    coordinator.direct("m1").advance(ofSeconds(2));

    Message ended = coordinator.message("m1");
    assertThat(ended.status()).isEqualTo(Status.DEAD_LETTERED);
    assertThat(ended.reason()).isEqualTo(Reason.DISPATCH_FAILED);
    assertThat(ended.isFinished()).isTrue();
    Archive archived = coordinator.archived().get(0);
    assertThat(archived.getStatus()).isEqualTo("DEAD_LETTERED");
    assertThat(archived.getReason()).isEqualTo("DISPATCH_FAILED");
    assertThat(archived.getProducer()).isEqualTo("shop");
    assertThat(archived.getDestination()).isEqualTo("orders");
  }

  @Test
  void remembersForWhatItWasHeldBackAndForHowLong() {
    coordinator.dispatcher().failWith(Reason.DESTINATION_MISSING);
    coordinator.send("m1").advance(ofSeconds(10));
    coordinator.dispatcher().failWith(Reason.DESTINATION_FORBIDDEN);
    coordinator.advance(ofMinutes(2));

    List<Attempt> history = coordinator.message("m1").delivery("billing").orElseThrow().history();

    assertThat(history).extracting(Attempt::outcome).containsOnly(Attempt.Outcome.HELD_BACK);
    assertThat(history)
        .extracting(entry -> entry.failure().type())
        .containsExactly("DESTINATION_MISSING", "DESTINATION_FORBIDDEN");
    assertThat(history).allSatisfy(entry -> assertThat(entry.number()).isEqualTo(1));
    assertThat(history.get(0).endedAt() - history.get(0).dispatchedAt()).isGreaterThan(3_000);
    assertThat(history.get(1).dispatchedAt()).isGreaterThan(history.get(0).endedAt());
  }

  @Test
  void aDispatcherThatThrowsHoldsOneDeliveryBackAndNothingElse() {
    coordinator.dispatcher().throwing(new IllegalStateException("producer is closed"));
    coordinator.send("m1").prepare("m3");
    coordinator.dispatcher().throwing(null);

    coordinator.send("m2");

    assertThat(coordinator.dispatched()).contains("m2 #1 to orders for [billing]");
    assertThat(coordinator.counts().dispatches().failures())
        .containsEntry(Reason.DESTINATION_UNAVAILABLE, 1L);
    assertThat(coordinator.counts().defects()).isZero();
  }
}
