package io.surety.bench.outbox;

import io.surety.bench.lab.Lab;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import io.surety.bench.runner.Runner;
import io.surety.bench.runner.Session;
import java.util.List;
import java.util.Optional;

/** A library that writes a message with the application's transaction, and sends it after. */
public final class OutboxRunner implements Runner {
  /** Threads of the application, each with a transaction of its own, as database-single has. */
  static final int WRITERS = 16;

  /** Threads of the outbox that send. Each waits for Kafka and for a commit. */
  public static final int WORKERS = 32;

  /** For the service loader. */
  public OutboxRunner() {}

  @Override
  public String name() {
    return "outbox";
  }

  @Override
  public String what() {
    return "the outbox library transactionoutbox-core 4.2.268 on PostgreSQL 18 with fsync, in the"
        + " application (the process 'load'): "
        + WRITERS
        + " threads with a transaction for each message, "
        + WORKERS
        + " workers of the library that send to Kafka";
  }

  @Override
  public List<String> doesNot() {
    return List.of(
        "Has one step, the commit: it counts as prepare and as confirm. Nothing can be prepared in"
            + " one place and decided about in another.",
        "Needs no check-back, since it works only for a producer with a database, in which the"
            + " outbox has its tables.",
        "Rolls back with the application's transaction: then nothing was written at all.",
        "Knows nothing after Kafka has a message: nobody can see whether a group has it, and"
            + " nothing is redelivered. Groups report to topics that nobody reads, as with floor;"
            + " a message counts as completed when all have.",
        "Deletes a message when it is sent: no state to query, no archive.",
        "Sends again what it had sent when it died in between, and in no order.",
        "Has no batches: each message is locked, sent, awaited and deleted by itself.",
        "Has its workers in the application, so the CPU of 'load' has theirs.",
        "Is more durable than Kafka with one broker: each commit waits for the disk. Compare"
            + " database-single.");
  }

  @Override
  public boolean tellsCompletion() {
    return false;
  }

  @Override
  public Optional<String> refuses(Workload workload) {
    if (workload.lostConfirmPercent() > 0) {
      return Optional.of(
          "with an outbox the commit is the confirm, and neither can be lost without the other;"
              + " leave --lost-confirms out");
    }
    return workload.failingPercent() > 0
        ? Optional.of(
            "an outbox does not hear of consumers that fail, and redelivers nothing; leave"
                + " --failing out")
        : Optional.empty();
  }

  @Override
  public Session start(Lab lab, Workload workload, Ledger ledger) {
    return OutboxSession.start(lab, workload, ledger);
  }
}
