package io.surety.bench.nostate;

import io.surety.bench.lab.Lab;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import io.surety.bench.runner.Runner;
import io.surety.bench.runner.Session;
import java.util.List;
import java.util.Optional;

/** Kafka Streams with exactly-once and no state, in a process of its own. */
public final class NullRunner implements Runner {
  /** For the service loader. */
  public NullRunner() {}

  @Override
  public String name() {
    return "null";
  }

  @Override
  public String what() {
    return "a coordinator that knows nothing: Kafka Streams, exactly-once, four topics in,"
        + " destination and archive out, with the threads and the commit interval of Surety";
  }

  @Override
  public List<String> doesNot() {
    return List.of(
        "Keeps no state: no check-back, no timer, no redelivery, no deduplication, no query.",
        "Decides nothing: each confirm is delivered, whether or not there was a prepare.",
        "Remembers no payload: its confirms carry it, so a prepare need not be there.",
        "Completes a message when the first group has consumed it.",
        "Delivers inside the transaction, so delivery waits for the commit.",
        "Parses only the consumed reports.");
  }

  @Override
  public boolean tellsCompletion() {
    return true;
  }

  @Override
  public Optional<String> refuses(Workload workload) {
    if (workload.lostConfirmPercent() > 0) {
      return Optional.of("it has no check-back; leave --lost-confirms out");
    }
    if (workload.failingPercent() > 0) {
      return Optional.of("it has no redelivery; leave --failing out");
    }
    return Optional.empty();
  }

  @Override
  public Session start(Lab lab, Workload workload, Ledger ledger) {
    return new NullSession(lab, workload, ledger);
  }
}
