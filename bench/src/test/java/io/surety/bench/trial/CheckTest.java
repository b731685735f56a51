package io.surety.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bench.load.Generator;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Test;

class CheckTest {
  private static final Plan PLAN =
      new Plan(Duration.ZERO, true, Duration.ofSeconds(1), 1, Duration.ofSeconds(5));

  private static Workload workload(int rate) {
    return new Workload(rate, 1, 256, 1, 1, 0, 0, 0, Duration.ZERO);
  }

  private static Window window(long settled, long openAtStart, long openAtEnd, double slope) {
    return new Window(
        Duration.ofSeconds(1),
        settled,
        settled,
        0,
        openAtStart,
        openAtEnd,
        slope,
        List.of(),
        0,
        Map.of());
  }

  /** Books with one message, of which this happened. */
  private static Ledger ledger(ObjLongConsumer<Ledger> happened) throws InterruptedException {
    Ledger ledger = new Ledger(workload(0), false);
    CountDownLatch begun = new CountDownLatch(1);
    // With room for one it begins one, and no other as long as that is open.
    Generator generator =
        Generator.start(
            workload(0),
            ledger,
            n -> {
              if (n == 0) {
                begun.countDown();
              }
            });
    begun.await();
    generator.stop();
    happened.accept(ledger, 0);
    return ledger;
  }

  private static void settle(Ledger ledger, long n) {
    ledger.prepared(n);
    ledger.deciding(n);
    ledger.decided(n);
    ledger.delivered(n, 0, 1);
    ledger.reported(n, 0);
  }

  private static List<String> faults(Workload workload, Ledger ledger, Window... windows) {
    return Check.of(workload, PLAN, ledger, List.of(windows), true);
  }

  @Test
  void believesARunInWhichEverythingWasSettledOnce() throws InterruptedException {
    Ledger ledger = ledger(CheckTest::settle);

    assertThat(faults(workload(100), ledger, window(100, 3, 4, 0.1))).isEmpty();
    assertThat(faults(workload(0), ledger, window(5_000, 0, 10_000, 900))).isEmpty();
  }

  @Test
  void doesNotBelieveARateThatWasNotMet() throws InterruptedException {
    Ledger ledger = ledger(CheckTest::settle);

    assertThat(faults(workload(100), ledger, window(90, 3, 13, 1)))
        .containsExactly("window 1: 90/s of 100/s were settled");
    assertThat(faults(workload(100), ledger, window(99, 3, 50, 20)))
        .containsExactly("window 1: open messages grew by 20/s, from 3 to 50");
    assertThat(faults(workload(0), ledger, window(0, 10, 10, 0)))
        .containsExactly("window 1: nothing was settled");
  }

  @Test
  void doesNotBelieveARunThatLostAMessage() throws InterruptedException {
    Ledger ledger = ledger((books, n) -> books.prepared(n));

    assertThat(faults(workload(0), ledger, window(100, 0, 0, 0)))
        .singleElement()
        .asString()
        .startsWith("1 of 1 messages are unaccounted for after 5 s, such as message 0");
  }

  @Test
  void doesNotBelieveARunThatDeliveredTwice() throws InterruptedException {
    Ledger ledger =
        ledger(
            (books, n) -> {
              settle(books, n);
              books.delivered(n, 0, 1);
            });

    assertThat(faults(workload(0), ledger, window(100, 0, 0, 0))).containsExactly("1 duplicates");
    assertThat(Check.of(workload(0), PLAN, ledger, List.of(window(1, 0, 0, 0)), false))
        .contains(
            "the readers did not come to the end, so duplicates may be missing from the count");
  }
}
