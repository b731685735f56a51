package io.surety.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SignalWaitsTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final SignalWaits waits = new SignalWaits();

  @Test
  void wakesWhoeverWaitsForTheRecordOrAnEarlierOne() throws Exception {
    AtomicLong processed = new AtomicLong(-1);
    CountDownLatch parking = new CountDownLatch(2);
    CompletableFuture<Void> four = waiter(4, processed, parking);
    CompletableFuture<Void> five = waiter(5, processed, parking);
    parking.await();

    waits.processed("prepare", 3);
    waits.processed("confirm", 9);
    assertThat(four).isNotDone();
    assertThat(five).isNotDone();

    processed.set(5);
    waits.processed("prepare", 5);
    CompletableFuture.allOf(four, five).join();
  }

  @Test
  void doesNotParkForWhatHasBeenProcessedMeanwhile() {
    waits.park("prepare", 4, LONG, () -> false);
  }

  /** As whoever waits does: again, if it was for nothing. */
  private CompletableFuture<Void> waiter(
      long offset, AtomicLong processed, CountDownLatch parking) {
    return CompletableFuture.runAsync(
        () -> {
          while (processed.get() < offset) {
            waits.park(
                "prepare",
                offset,
                LONG,
                () -> {
                  parking.countDown();
                  return processed.get() < offset;
                });
          }
        },
        work -> new Thread(work).start());
  }
}
