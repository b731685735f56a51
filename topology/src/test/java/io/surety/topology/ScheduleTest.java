package io.surety.topology;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.lifecycle.Refusal;
import io.surety.lifecycle.Status;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.Prepare;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final CoordinatorHarness coordinator = new CoordinatorHarness();

  @AfterEach
  void close() {
    coordinator.close();
  }

  @Test
  void deliversWhenTheTimeHasComeByWayOfTheLog() {
    coordinator.prepare(in(10)).advance(ofSeconds(9));
    assertThat(coordinator.dispatches()).isEmpty();

    coordinator.advance(ofSeconds(2));

    assertThat(coordinator.dispatched()).containsExactly("m1 #1 to orders for [billing]");
    assertThat(coordinator.decisionsWritten())
        .extracting(Decide::getDecision, Decide::getSource, Decide::getDeliverAt)
        .containsExactly(
            tuple(
                Decision.DELIVER_NOW,
                DecisionSource.TIMER,
                CoordinatorHarness.START.toEpochMilli() + 10_000));
  }

  @Test
  void cancelsBeforeTheDispatch() {
    coordinator.prepare(in(10)).decide(Signals.operator("m1", Decision.CANCEL));

    coordinator.advance(ofMinutes(1));

    assertThat(coordinator.dispatches()).isEmpty();
    assertThat(coordinator.archived()).extracting(Archive::getStatus).containsExactly("CANCELLED");
  }

  @Test
  void isTooLateToCancelAfterTheDispatch() {
    coordinator.prepare(in(10)).advance(ofSeconds(11));

    coordinator.decide(Signals.operator("m1", Decision.CANCEL));

    assertThat(coordinator.counts().refusals()).containsEntry(Refusal.Reason.TOO_LATE, 1L);
    assertThat(coordinator.message("m1").status()).isEqualTo(Status.DELIVERING);
  }

  @Test
  void reschedulesToAnEarlierAndALaterTime() {
    coordinator.prepare(in(3_600)).decide(reschedule(60)).advance(ofSeconds(30));
    coordinator.decide(reschedule(120)).advance(ofSeconds(80));
    assertThat(coordinator.dispatches()).isEmpty();

    coordinator.advance(ofSeconds(20));

    assertThat(coordinator.dispatches()).hasSize(1);
  }

  @Test
  void expiresBeforeItsDeliveryTime() {
    coordinator.prepare(in(60).setTtlMs(30_000L)).advance(ofSeconds(61));

    assertThat(coordinator.dispatches()).isEmpty();
    assertThat(coordinator.archived()).extracting(Archive::getStatus).containsExactly("EXPIRED");
  }

  @Test
  void aLongDelayIsInNobodysWay() {
    coordinator.prepare(in(3_600)).send("m2");

    assertThat(coordinator.dispatched()).containsExactly("m2 #1 to orders for [billing]");
  }

  @Test
  void keepsThePayloadOfADirectMessageUntilItsTime() {
    coordinator.prepare(in(10).setMode(Mode.DIRECT));
    assertThat(coordinator.payloads().get("m1")).isNotNull();

    coordinator.advance(ofSeconds(11));

    assertThat(coordinator.dispatched()).containsExactly("m1 #1 to orders for []");
    assertThat(coordinator.payloads().get("m1")).isNull();
  }

  private Prepare.Builder in(int seconds) {
    return Signals.prepare("m1")
        .setMode(Mode.SEND)
        .setDeliverAt(coordinator.now() + seconds * 1_000L);
  }

  private static Decide.Builder reschedule(int seconds) {
    return Signals.operator("m1", Decision.RESCHEDULE)
        .setDeliverAt(CoordinatorHarness.START.toEpochMilli() + seconds * 1_000L);
  }
}
