package io.surety.rest.stats;

import io.surety.topology.CoordinatorMetrics.Snapshot;
import io.surety.topology.counts.Histogram;
import java.util.function.Function;

/** What is told as percentiles. */
enum Span {
  CONFIRM_TO_DISPATCH("confirmToDispatch", Snapshot::toDispatch),
  CONFIRM_TO_COMPLETED("confirmToCompleted", Snapshot::toCompletion),
  TIMER_LATENESS("timerLateness", counts -> counts.timers().lateness());

  private final String word;
  private final Function<Snapshot, Histogram.Times> times;

  Span(String word, Function<Snapshot, Histogram.Times> times) {
    this.word = word;
    this.times = times;
  }

  /** As JSON names it. */
  String word() {
    return word;
  }

  /** All of them since the start. */
  Histogram.Times times(Snapshot counts) {
    return times.apply(counts);
  }
}
