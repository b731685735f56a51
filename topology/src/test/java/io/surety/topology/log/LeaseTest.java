package io.surety.topology.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final long SESSION = 10_000;
  private static final long SILENCE_MAX = SESSION - Lease.MARGIN_MS;

  private final Lease lease = new Lease(SESSION);

  @BeforeEach
  void join() {
    lease.polled(at(0));
    lease.assigned(at(10));
    lease.polled(at(20));
  }

  @Test
  void isNotHeldBeforeTheFirstRebalance() {
    Lease fresh = new Lease(SESSION);
    assertThat(fresh.isHeld(at(0))).isFalse();

    fresh.polled(at(0));
    assertThat(fresh.isHeld(at(1))).isFalse();

    fresh.assigned(at(2));
    assertThat(fresh.isHeld(at(3))).isTrue();
  }

  @Test
  void isHeldWhilePollsGoOn() {
    pollEvery(100, 20, 60_000);

    assertThat(lease.isHeld(at(60_000))).isTrue();
  }

  @Test
  void isDoubtedDuringALongSilence() {
    assertThat(lease.isHeld(at(20 + SILENCE_MAX))).isTrue();
    assertThat(lease.isHeld(at(21 + SILENCE_MAX))).isFalse();
  }

  @Test
  void isDoubtedAfterALongSilenceAlthoughPollsGoOn() {
    lease.polled(at(9_000));

    assertThat(lease.isHeld(at(9_001))).isFalse();
  }

  @Test
  void aPauseThatOnlyTheWallClockSawCountsToo() {
    lease.polled(new Moment(30, 9_000));

    assertThat(lease.isHeld(new Moment(31, 9_001))).isFalse();
  }

  @Test
  void aClockThatIsSetBackDoesNotHideAPause() {
    lease.polled(new Moment(9_000, -5_000));

    assertThat(lease.isHeld(new Moment(9_001, -4_999))).isFalse();
  }

  @Test
  void aCommitAfterTheSilenceProvesTheMembership() {
    lease.polled(at(9_000));

    lease.committed(at(9_010), at(9_050));

    assertThat(lease.isHeld(at(9_051))).isTrue();
    assertThat(lease.lastCommit()).isEqualTo(9_050);
  }

  @Test
  void aCommitThatBeganBeforeTheSilenceProvesNothing() {
    lease.polled(at(9_000));

    lease.committed(at(100), at(9_050));

    assertThat(lease.isHeld(at(9_051))).isFalse();
  }

  @Test
  void aPauseWithinACommitIsNoticed() {
    lease.committed(at(100), at(20_000));

    assertThat(lease.isHeld(at(20_001))).isFalse();
  }

  @Test
  void aRebalanceAfterTheSilenceProvesTheMembership() {
    lease.polled(at(9_000));

    lease.assigned(at(9_500));

    assertThat(lease.isHeld(at(9_501))).isTrue();
  }

  @Test
  void aSessionOfPollsAfterTheSilenceProvesTheMembership() {
    lease.polled(at(9_000));

    pollEvery(100, 9_100, 18_900);
    assertThat(lease.isHeld(at(18_950))).isFalse();

    lease.polled(at(19_000));
    assertThat(lease.isHeld(at(19_001))).isTrue();
  }

  @Test
  void aSecondSilenceBeginsTheDoubtAnew() {
    lease.polled(at(9_000));
    pollEvery(100, 9_100, 15_000);

    lease.polled(at(24_000));
    pollEvery(100, 24_100, 25_000);

    assertThat(lease.isHeld(at(25_001))).isFalse();
  }

  @Test
  void aShortSessionIsTrustedForHalfOfIt() {
    Lease shortLived = new Lease(3_000);
    shortLived.polled(at(0));
    shortLived.assigned(at(0));

    assertThat(shortLived.isHeld(at(1_500))).isTrue();
    assertThat(shortLived.isHeld(at(1_501))).isFalse();
  }

  private void pollEvery(long step, long from, long to) {
    for (long time = from; time <= to; time += step) {
      lease.polled(at(time));
    }
  }

  private static Moment at(long ms) {
    return new Moment(ms, ms);
  }
}
