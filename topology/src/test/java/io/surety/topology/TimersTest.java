package io.surety.topology;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.schemas.avro.Mode;
import io.surety.topology.TaskProgress.Progress;
import io.surety.topology.dispatch.DispatchRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimersTest {
  private final CoordinatorHarness coordinator = new CoordinatorHarness();

  @AfterEach
  void close() {
    coordinator.close();
  }

  @Test
  void aTimerNeverOvertakesTheLog() {
    coordinator.send("m1");
    coordinator.log().horizon(coordinator.now() + 29_999);

    coordinator.advance(ofMinutes(2));
    assertThat(coordinator.dispatches()).hasSize(1);
    assertThat(coordinator.log().wanted()).isGreaterThan(coordinator.now() - 1_000);

    // What waited in the log is read, and the horizon moves on.
    coordinator.consumed("m1", "billing", 1);
    coordinator.log().horizon(coordinator.now());
    coordinator.tick();

    assertThat(coordinator.dispatches()).hasSize(1);
    assertThat(coordinator.archived()).hasSize(1);
  }

  @Test
  void aTimerFiresOnceTheHorizonIsThere() {
    coordinator.send("m1");
    coordinator.log().horizon(coordinator.now() + 29_999);
    coordinator.advance(ofMinutes(2));

    coordinator.log().horizon(coordinator.now());
    coordinator.tick();

    assertThat(coordinator.dispatches()).hasSize(2);
  }

  @Test
  void aBacklogThatLastsDoesNotHoldUpTimersForEver() {
    coordinator.send("m1");
    coordinator.log().horizon(coordinator.now());
    coordinator.advance(ofMinutes(1));

    // Always half a minute behind.
    coordinator.log().horizon(coordinator.now());
    coordinator.advance(ofSeconds(30));

    assertThat(coordinator.dispatches()).hasSize(2);
  }

  @Test
  void nothingIsExpiredWhoseConfirmMayBeInTheLog() {
    coordinator.log().horizon(coordinator.now());
    coordinator.prepare(Signals.prepare("m1").setTtlMs(5_000L)).advance(ofMinutes(1));
    assertThat(coordinator.archived()).isEmpty();
    assertThat(coordinator.questions()).isEmpty();

    coordinator.log().horizon(coordinator.now());
    coordinator.tick();
    assertThat(coordinator.archived()).hasSize(1);
  }

  @Test
  void asksForTheHorizonOnlyWhenSomethingIsDue() {
    coordinator.send("m1").advance(ofSeconds(29));
    assertThat(coordinator.log().wanted()).isEqualTo(Long.MIN_VALUE);

    coordinator.advance(ofSeconds(2));
    assertThat(coordinator.log().wanted()).isPositive();
  }

  @Test
  void sendsNothingOnItsOwnAccountWithoutItsLease() {
    coordinator.send("m1");
    coordinator.log().lease(false);

    coordinator.advance(ofMinutes(2));
    assertThat(coordinator.dispatches()).hasSize(1);

    coordinator.send("m2");
    assertThat(coordinator.dispatched()).last().isEqualTo("m2 #1 to orders for [billing]");

    coordinator.log().lease(true);
    coordinator.tick();
    assertThat(coordinator.dispatched()).last().isEqualTo("m1 #2 to orders for [billing]");
  }

  @Test
  void firesAtMostSoManyATickAndGoesOnWithTheNext() {
    long due = coordinator.now() + 10_000;
    for (int i = 0; i < 2_500; i++) {
      coordinator.prepare(Signals.prepare("m" + i).setMode(Mode.SEND).setDeliverAt(due));
    }
    coordinator.advance(ofMillis(9_900));
    assertThat(coordinator.decisionsWritten()).isEmpty();

    coordinator.advance(ofMillis(150));
    assertThat(coordinator.decisionsWritten()).hasSizeBetween(1, 1_000);

    coordinator.advance(ofSeconds(10));
    assertThat(coordinator.decisionsWritten()).hasSize(2_500);
    assertThat(coordinator.dispatches())
        .extracting(DispatchRequest::messageId)
        .doesNotHaveDuplicates()
        .hasSize(2_500);
  }

  @Test
  void anIdleCoordinatorHardlyWakes() {
    coordinator.advance(ofHours(1));

    assertThat(coordinator.counts().timers().ticks()).isBetween(100L, 130L);
  }

  @Test
  void aMessageThatWaitsForTomorrowWakesNobodyToday() {
    coordinator.prepare(
        Signals.prepare("m1")
            .setMode(Mode.SEND)
            .setDeliverAt(coordinator.now() + ofHours(24).toMillis()));

    coordinator.advance(ofMinutes(30));

    assertThat(coordinator.counts().timers().ticks()).isLessThan(65);
  }

  @Test
  void looksForFailuresForAWhileAfterADispatch() {
    coordinator.send("m1").consumed("m1", "billing", 1).advance(ofMinutes(1));
    assertThat(coordinator.counts().timers().ticks()).isBetween(28L, 40L);

    coordinator.advance(ofMinutes(59));
    assertThat(coordinator.counts().timers().ticks()).isLessThan(300);
  }

  @Test
  void tellsHowFarItIs() {
    coordinator.send("m1").prepare("m2");
    coordinator.log().horizon(coordinator.now());
    coordinator.advance(ofSeconds(12));

    Progress progress = coordinator.progress().of(coordinator.now()).get(0);
    assertThat(progress.live()).isEqualTo(2);
    assertThat(progress.mostOverdueTimerMs(coordinator.now())).isBetween(1_500L, 2_000L);
    assertThat(progress.horizon()).isEqualTo(CoordinatorHarness.START.toEpochMilli());
    assertThat(coordinator.progress().processedOffset("surety.prepare", 0)).isEqualTo(1);
    assertThat(coordinator.progress().processedOffset("surety.prepare", 1)).isEqualTo(-1);
  }
}
