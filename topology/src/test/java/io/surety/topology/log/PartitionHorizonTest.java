package io.surety.topology.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionHorizonTest {
  private final PartitionHorizon horizon = new PartitionHorizon();

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(horizon.time()).isEqualTo(PartitionHorizon.UNKNOWN);
    assertThat(horizon.processedOffset()).isEqualTo(-1);
  }

  @Test
  void theLastProcessedRecordTells() {
    horizon.processed(7, 1_000);
    horizon.processed(8, 1_500);

    assertThat(horizon.time()).isEqualTo(1_500);
  }

  @Test
  void anEmptyPartitionIsKnownByASampleOfItsEnd() {
    horizon.position(0);

    horizon.sampled(2_000, 0);

    assertThat(horizon.time()).isEqualTo(2_000);
  }

  @Test
  void aSampleCountsOnceEverythingBeforeItIsProcessed() {
    horizon.sampled(2_000, 10);
    assertThat(horizon.time()).isEqualTo(PartitionHorizon.UNKNOWN);

    horizon.handedOut(9);
    horizon.position(10);
    assertThat(horizon.time()).isEqualTo(PartitionHorizon.UNKNOWN);
    assertThat(horizon.isBehind()).isTrue();

    horizon.processed(8, 1_800);
    assertThat(horizon.time()).isEqualTo(1_800);

    horizon.processed(9, 1_900);
    assertThat(horizon.time()).isEqualTo(2_000);
    assertThat(horizon.isBehind()).isFalse();
  }

  @Test
  void markersOfTransactionsAreRead() {
    // Offsets 3 and 4 are a marker and an aborted record: nobody is handed them.
    horizon.handedOut(2);
    horizon.processed(2, 1_000);
    horizon.sampled(2_000, 5);
    assertThat(horizon.time()).isEqualTo(1_000);

    horizon.position(5);

    assertThat(horizon.time()).isEqualTo(2_000);
  }

  @Test
  void anOpenTransactionHoldsTimersBack() {
    // The position cannot pass records that are not committed yet, but the end of the log counts
    // them.
    horizon.position(5);

    horizon.sampled(2_000, 6);

    assertThat(horizon.time()).isEqualTo(PartitionHorizon.UNKNOWN);
    assertThat(horizon.isBehind()).isTrue();
  }

  @Test
  void anOlderSampleIsReachedWhileNewerOnesRunAhead() {
    horizon.position(5);
    horizon.sampled(1_000, 10);
    horizon.sampled(1_100, 15);
    horizon.sampled(1_200, 20);

    horizon.handedOut(9);
    horizon.position(10);
    horizon.processed(9, 900);

    assertThat(horizon.time()).isEqualTo(1_000);
  }

  @Test
  void everyOrderOfTheSameNewsEndsTheSame() {
    permutations(4)
        .forEach(
            order -> {
              PartitionHorizon fresh = new PartitionHorizon();
              List<Runnable> news =
                  List.of(
                      () -> fresh.handedOut(9),
                      () -> fresh.position(10),
                      () -> fresh.processed(9, 900),
                      () -> fresh.sampled(1_000, 10));
              boolean processed = false;
              boolean handedOut = false;
              for (int next : order) {
                news.get(next).run();
                handedOut |= next == 0;
                processed |= next == 2;
                if (handedOut && !processed) {
                  assertThat(fresh.time())
                      .as("order %s, after %d", order, next)
                      .isEqualTo(PartitionHorizon.UNKNOWN);
                }
              }

              assertThat(fresh.time()).as("order %s", order).isEqualTo(1_000);
            });
  }

  @Test
  void isAskedForASampleOnlyUntilThereIsOne() {
    assertThat(horizon.wantsSample()).isFalse();

    horizon.want(1_000);
    assertThat(horizon.wantsSample()).isTrue();

    horizon.sampled(999, 10);
    assertThat(horizon.wantsSample()).isTrue();

    horizon.sampled(1_001, 10);
    assertThat(horizon.wantsSample()).isFalse();
  }

  @Test
  void isNotAskedForASampleIfARecordToldAsMuch() {
    horizon.want(1_000);

    horizon.processed(3, 1_000);

    assertThat(horizon.wantsSample()).isFalse();
  }

  /** A log, its reader, its processor and a sampler, in every order a seed can think of. */
  @Test
  void neverClaimsATimeBeforeWhichSomethingIsUnprocessed() {
    for (long seed = 1; seed <= 200; seed++) {
      new Run(seed).steps(400);
    }
  }

  private static final class Run {
    private final long seed;
    private final Random random;
    private final PartitionHorizon horizon = new PartitionHorizon();
    private final List<Long> appendTimes = new ArrayList<>();
    private long clock = 1_000;
    private int position;
    private int processed;

    Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      horizon.position(0);
    }

    void steps(int count) {
      for (int i = 0; i < count; i++) {
        clock += random.nextInt(3);
        switch (random.nextInt(4)) {
          case 0 -> appendTimes.add(clock);
          case 1 -> poll();
          case 2 -> process();
          default -> horizon.sampled(clock, appendTimes.size());
        }
        check(i);
      }
    }

    private void poll() {
      int next = position + random.nextInt(appendTimes.size() - position + 1);
      if (next > position) {
        horizon.handedOut(next - 1);
      }
      position = next;
      horizon.position(next);
    }

    private void process() {
      if (processed < position) {
        horizon.processed(processed, appendTimes.get(processed));
        processed++;
      }
    }

    private void check(int step) {
      long time = horizon.time();
      IntStream.range(processed, appendTimes.size())
          .forEach(
              unprocessed ->
                  assertThat(appendTimes.get(unprocessed))
                      .as("seed %d, step %d", seed, step)
                      .isGreaterThanOrEqualTo(time));
    }
  }

  private static List<List<Integer>> permutations(int n) {
    List<List<Integer>> all = new ArrayList<>();
    permute(new ArrayList<>(IntStream.range(0, n).boxed().toList()), 0, all);
    return all;
  }

  private static void permute(List<Integer> items, int from, List<List<Integer>> all) {
    if (from == items.size()) {
      all.add(List.copyOf(items));
      return;
    }
    for (int i = from; i < items.size(); i++) {
      Collections.swap(items, from, i);
      permute(items, from + 1, all);
      Collections.swap(items, from, i);
    }
  }
}
