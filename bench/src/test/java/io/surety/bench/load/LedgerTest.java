package io.surety.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static Workload workload(int groups, int rollBacks, int lost, int failing) {
    return new Workload(0, 100, 256, groups, 1, rollBacks, lost, failing, Duration.ZERO);
  }

  private static void deliverAndReport(Ledger ledger, long n, int group) {
    ledger.delivered(n, group, 1);
    ledger.reported(n, group);
  }

  @Test
  void settlesOnlyWhenAllOfItHasHappenedInAnyOrder() {
    Ledger ledger = new Ledger(workload(2, 0, 0, 0), true);
    long n = ledger.begin(System.nanoTime());

    ledger.deciding(n);
    deliverAndReport(ledger, n, 0);
    ledger.completed(n);
    ledger.decided(n);
    ledger.delivered(n, 1, 1);
    ledger.prepared(n);
    assertThat(ledger.settled()).isZero();
    ledger.reported(n, 1);

    assertThat(ledger.settled()).isEqualTo(1);
    assertThat(ledger.open()).isZero();
    assertThat(ledger.deliveries()).isEqualTo(2);
  }

  @Test
  void countsWhatAGroupGetsTwice() {
    Ledger ledger = new Ledger(workload(2, 0, 0, 0), false);
    long n = ledger.begin(System.nanoTime());

    ledger.delivered(n, 0, 1);
    ledger.delivered(n, 1, 1);
    assertThat(ledger.duplicates()).isZero();
    ledger.delivered(n, 1, 1);
    ledger.delivered(n, 0, 2);

    assertThat(ledger.duplicates()).isEqualTo(2);
  }

  @Test
  void expectsASecondAttemptWhereTheFirstFails() {
    Ledger ledger = new Ledger(workload(1, 0, 0, 100), false);
    long n = ledger.begin(System.nanoTime());
    ledger.prepared(n);
    ledger.deciding(n);
    ledger.decided(n);

    deliverAndReport(ledger, n, 0);
    assertThat(ledger.settled()).isZero();
    ledger.delivered(n, 0, 2);

    assertThat(ledger.settled()).isEqualTo(1);
    assertThat(ledger.duplicates()).isZero();
  }

  @Test
  void noticesThatARolledBackMessageIsDelivered() {
    Ledger ledger = new Ledger(workload(1, 100, 0, 0), true);
    long n = ledger.begin(System.nanoTime());
    ledger.prepared(n);
    ledger.deciding(n);
    ledger.decided(n);
    assertThat(ledger.rolledBack()).isZero();
    ledger.completed(n);
    assertThat(ledger.rolledBack()).isEqualTo(1);
    assertThat(ledger.violations()).isZero();

    ledger.delivered(n, 0, 1);

    assertThat(ledger.violations()).isEqualTo(1);
    assertThat(ledger.settled()).isZero();
  }

  @Test
  void settlesALostConfirmWithoutAnAcknowledgedOne() {
    Ledger ledger = new Ledger(workload(1, 0, 100, 0), true);
    long n = ledger.begin(System.nanoTime());

    ledger.prepared(n);
    deliverAndReport(ledger, n, 0);
    ledger.completed(n);

    assertThat(ledger.settled()).isEqualTo(1);
  }

  @Test
  void namesWhatIsOpen() {
    Ledger ledger = new Ledger(workload(1, 0, 0, 0), false);
    LongStream.range(0, 20_000).forEach(n -> ledger.begin(System.nanoTime()));

    ledger.prepared(0);

    assertThat(ledger.open()).isEqualTo(20_000);
    assertThat(ledger.anyOpen().orElseThrow())
        .isEqualTo(
            "message 0 (CONFIRM): prepared true, decided false, completed false, groups 0b0");
    assertThatThrownBy(() -> ledger.prepared(20_000))
        .hasMessage("message 20000 was never begun, only 20000");
  }

  @Test
  void drawsFatesByTheirShares() {
    Workload workload = workload(1, 20, 10, 0);

    assertThat(LongStream.range(0, 10_000).filter(n -> workload.fate(n) == Fate.ROLL_BACK).count())
        .isBetween(1_900L, 2_100L);
    assertThat(
            LongStream.range(0, 10_000).filter(n -> workload.fate(n) == Fate.LOST_CONFIRM).count())
        .isBetween(900L, 1_100L);
  }
}
