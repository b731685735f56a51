package io.surety.rest.stats;

import io.surety.lifecycle.Status;
import io.surety.topology.CoordinatorMetrics.Snapshot;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What is told as a rate. */
enum Happening {
  ACCEPTED("accepted", counts -> sum(counts.decisions().accepted())),
  CONFIRMED("confirmed", counts -> sum(counts.decisions().confirmed())),
  ROLLED_BACK("rolledBack", counts -> sum(counts.decisions().rolledBack())),
  DISPATCHED("dispatched", counts -> counts.dispatches().all()),
  REDELIVERED("redelivered", counts -> counts.dispatches().redeliveries()),
  COMPLETED("completed", counts -> counts.entered(Status.COMPLETED)),
  DEAD_LETTERED("deadLettered", counts -> sum(counts.deadLetters())),
  CHECKED_BACK("checkedBack", counts -> counts.questions().checkBacks()),
  REFUSED("refused", counts -> sum(counts.refusals()));

  private final String word;
  private final ToLongFunction<Snapshot> total;

  Happening(String word, ToLongFunction<Snapshot> total) {
    this.word = word;
    this.total = total;
  }

  /** As JSON names it. */
  String word() {
    return word;
  }

  /** How often since the start. */
  long total(Snapshot counts) {
    return total.applyAsLong(counts);
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
