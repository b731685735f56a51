package io.surety.bench.trial;

import java.time.Duration;
import java.util.List;

/**
 * What one run came to.
 *
 * @param runner whose run it was
 * @param run the how-manieth of that runner, from 1
 * @param windows what was counted
 * @param begun messages begun in all, warm-up included
 * @param settled messages settled in all
 * @param rolledBack messages rolled back in all
 * @param deliveries records that groups got in all
 * @param duplicates records that a group had already
 * @param violations records of rolled-back messages that a group got
 * @param drain how long the open ones took to end when no more began
 * @param faults why it counts as failed; empty: it does not
 */
public record TrialResult(
    String runner,
    int run,
    List<Window> windows,
    long begun,
    long settled,
    long rolledBack,
    long deliveries,
    long duplicates,
    long violations,
    Duration drain,
    List<String> faults) {
  public TrialResult {
    windows = List.copyOf(windows);
    faults = List.copyOf(faults);
  }

  /** Whether everything was as it must be. */
  public boolean isGood() {
    return faults.isEmpty();
  }
}
