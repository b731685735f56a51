package io.surety.bench.runner;

import io.surety.bench.lab.Lab;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import java.util.List;
import java.util.Optional;

/**
 * Kafka alone: the same records by the same clients, with nobody in between. The producer writes
 * the destination's record itself when its confirm is acknowledged.
 */
public final class FloorRunner implements Runner {
  /** For the service loader. */
  public FloorRunner() {}

  @Override
  public String name() {
    return "floor";
  }

  @Override
  public String what() {
    return "Kafka alone: prepare, confirm, destination record, received and consumed, by plain"
        + " producers and consumers without a coordinator";
  }

  @Override
  public List<String> doesNot() {
    return List.of(
        "Reads no signal: prepare, confirm, received and consumed are written and that is all.",
        "Keeps no state: no check-back, no timer, no deduplication, no query, no dead letter.",
        "Delivers by the producer itself: a producer that dies after its confirm loses the"
            + " message.",
        "Redelivers at once, by the producer, what a group failed to consume.",
        "Keeps no record of what was completed.");
  }

  @Override
  public boolean tellsCompletion() {
    return false;
  }

  @Override
  public Optional<String> refuses(Workload workload) {
    return workload.lostConfirmPercent() == 0
        ? Optional.empty()
        : Optional.of("the floor has no check-back; leave --lost-confirms out");
  }

  @Override
  public Session start(Lab lab, Workload workload, Ledger ledger) {
    return new FloorSession(lab, workload, ledger);
  }
}
