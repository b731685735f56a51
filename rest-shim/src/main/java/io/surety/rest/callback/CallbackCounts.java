package io.surety.rest.callback;

import io.surety.topology.counts.Histogram;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How callbacks went since the start. Thread-safe. */
public final class CallbackCounts {
  private final Map<Question.Kind, Map<CallOutcome, LongAdder>> calls =
      new EnumMap<>(Question.Kind.class);
  private final Histogram times = new Histogram();

  /** Of nothing yet. */
  public CallbackCounts() {
    for (Question.Kind kind : Question.Kind.values()) {
      Map<CallOutcome, LongAdder> outcomes = new EnumMap<>(CallOutcome.class);
      for (CallOutcome outcome : CallOutcome.values()) {
        outcomes.put(outcome, new LongAdder());
      }
      calls.put(kind, outcomes);
    }
  }

  void ended(Question.Kind kind, CallOutcome outcome) {
    Map<CallOutcome, LongAdder> outcomes = calls.get(kind);
    LongAdder adder = outcomes == null ? null : outcomes.get(outcome);
    if (adder == null) {
      throw new IllegalStateException("no counter for " + kind + " " + outcome);
    }
    adder.increment();
  }

  void took(long nanos) {
    times.addNanos(nanos);
  }

  /** Questions by what was asked and how it went. */
  public Map<String, Map<CallOutcome, Long>> calls() {
    Map<String, Map<CallOutcome, Long>> sums = new LinkedHashMap<>();
    calls.forEach(
        (kind, outcomes) -> {
          Map<CallOutcome, Long> byOutcome = new EnumMap<>(CallOutcome.class);
          outcomes.forEach((outcome, adder) -> byOutcome.put(outcome, adder.sum()));
          sums.put(kind.word(), byOutcome);
        });
    return sums;
  }

  /** How long the calls took that were made. */
  public Histogram.Times times() {
    return times.times();
  }
}
