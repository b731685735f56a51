package io.surety.topology;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.Status;
import io.surety.schemas.avro.DeadLetter;
import io.surety.schemas.avro.Event;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DefectTest {
  private final CoordinatorHarness coordinator = new CoordinatorHarness();

  @AfterEach
  void close() {
    coordinator.close();
  }

  @Test
  void setsOneMessageAsideAndGoesOn() {
    coordinator.prepare("m1").prepare("m2");

    coordinator.policies().failWith(new IllegalStateException("invariant broke"));
    coordinator.confirm("m1");
    coordinator.policies().failWith(null);
    coordinator.confirm("m2");

    DeadLetter dead = coordinator.deadLetters().get(0);
    assertThat(dead.getMessageId()).isEqualTo("m1");
    assertThat(dead.getReason()).isEqualTo("DEFECT");
    assertThat(dead.getError().getMessage()).contains("invariant broke");
    assertThat(dead.getPayload()).isEqualTo(ByteBuffer.wrap("payload of m1".getBytes()));
    assertThat(coordinator.events()).extracting(Event::getKind).containsExactly("DEFECT");
    assertThat(coordinator.counts().defects()).isEqualTo(1);
    assertThat(coordinator.message("m1").status()).isEqualTo(Status.PREPARED);
    assertThat(coordinator.dispatched()).containsExactly("m2 #1 to orders for [billing]");
  }

  @Test
  void keepsThePayloadOfAMessageThatWasNeverStored() {
    coordinator.policies().failWith(new IllegalStateException("invariant broke"));

    coordinator.send("m1");

    assertThat(coordinator.deadLetters().get(0).getPayload())
        .isEqualTo(ByteBuffer.wrap("payload of m1".getBytes()));
    assertThat(coordinator.deadLetters().get(0).getProducer()).isEqualTo("shop");
    assertThat(coordinator.messages().get("m1")).isNull();
  }

  @Test
  void aTimerThatFailsComesAgainInAMinuteAndIsToldOnce() {
    coordinator.send("m1");
    coordinator.policies().failWith(new IllegalStateException("invariant broke"));

    coordinator.advance(ofSeconds(35));
    assertThat(coordinator.counts().defects()).isEqualTo(1);

    coordinator.advance(ofMinutes(3));
    assertThat(coordinator.counts().defects()).isEqualTo(4);
    assertThat(coordinator.deadLetters()).hasSize(1);

    coordinator.policies().failWith(null);
    coordinator.advance(ofMinutes(1));
    assertThat(coordinator.dispatched()).contains("m1 #2 to orders for [billing]");
  }

  @Test
  void setsAMessageAsideWhosePayloadIsGone() {
    coordinator.prepare("m1");
    coordinator.payloads().delete("m1");

    coordinator.confirm("m1");

    assertThat(coordinator.deadLetters().get(0).getReason()).isEqualTo("DEFECT");
    assertThat(coordinator.deadLetters().get(0).getError().getMessage())
        .contains("without its payload");
    assertThat(coordinator.message("m1").status()).isEqualTo(Status.PREPARED);
  }

  @Test
  void setsAMessageAsideWhosePayloadCannotBeRead() {
    coordinator.prepare("m1");
    coordinator.payloads().put("m1", new byte[] {1, 2, 3});

    coordinator.confirm("m1");

    assertThat(coordinator.deadLetters().get(0).getReason()).isEqualTo("DEFECT");
    assertThat(coordinator.deadLetters().get(0).getPayload()).isNull();
  }
}
