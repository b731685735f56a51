package io.surety.bench.rocketmq;

import io.surety.bench.lab.Lab;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import io.surety.bench.runner.Runner;
import io.surety.bench.runner.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** RocketMQ's transactional messages. */
public final class RocketMqRunner implements Runner {
  /** When its broker asks a producer that has not decided. */
  public static final Duration CHECKED_AFTER = Duration.ofSeconds(6);

  /** The shortest of its delays, when a consumption that failed is tried again. */
  public static final Duration REDELIVERED_AFTER = Duration.ofSeconds(1);

  /** For the service loader. */
  public RocketMqRunner() {}

  @Override
  public String name() {
    return "rocketmq";
  }

  @Override
  public String what() {
    return "transactional messages of RocketMQ 5.5.0: a name server, a broker that does not wait"
        + " for the disk, a producer with 64 threads, a push consumer with 20 for each group;"
        + " the process 'broker' is Kafka's, which has nothing to do";
  }

  @Override
  public List<String> doesNot() {
    return List.of(
        "Acknowledges no confirm: it is a one-way request, and a lost one costs a check-back.",
        "Fences no check-back: a confirm that comes late, or a second answer, delivers twice.",
        "Reports nothing of a single message: a group has a position in each queue, written every"
            + " five seconds, so a consumer that dies gets messages again.",
        "Knows no completed message: no state to query, no archive. A message counts as completed"
            + " here when every group's listener has returned.",
        "Has no batches of transactional messages: its client waits for each, so 64 are on their"
            + " way at a time.",
        "Asks no sooner than after 6 s here, and redelivers no sooner than after 1 s.",
        "Keeps no history of attempts; its dead letters have no reason.");
  }

  @Override
  public boolean tellsCompletion() {
    return false;
  }

  @Override
  public Optional<String> refuses(Workload workload) {
    return Optional.empty();
  }

  @Override
  public Session start(Lab lab, Workload workload, Ledger ledger) {
    return RocketMqSession.start(lab, workload, ledger);
  }
}
