package io.surety.bench.database;

import io.surety.bench.lab.Lab;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import io.surety.bench.runner.Runner;
import io.surety.bench.runner.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Message tables in PostgreSQL and jobs that poll them, with commits that wait for the disk. */
public class DatabaseRunner implements Runner {
  /** Of messages in a transaction: more than applications have, whose messages are in their own. */
  static final int BATCH_MAX = 500;

  private final String name;
  private final boolean isSynced;
  private final int batchMax;

  /** For the service loader. */
  public DatabaseRunner() {
    this("database", true, BATCH_MAX);
  }

  DatabaseRunner(String name, boolean isSynced, int batchMax) {
    this.name = name;
    this.isSynced = isSynced;
    this.batchMax = batchMax;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String what() {
    return "message and delivery tables in PostgreSQL 18 with "
        + (isSynced ? "fsync" : "fsync and synchronous_commit off, as durable as one Kafka broker")
        + ", a job that polls them and writes to Kafka; applications use the tables directly, in"
        + (batchMax == 1
            ? " a transaction for each prepare and each confirm"
            : " transactions of up to " + batchMax + " messages");
  }

  @Override
  public List<String> doesNot() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "Has no service in between: each application has the password of the database, and"
                    + " its statements. With one, each call would cost a request more.",
                "Asks no producer: producers look for messages of theirs that are overdue.",
                "Writes received and consumed in one update, since the load reports both at once.",
                "Keeps of attempts their number and the last error, not what happened in each.",
                "Deletes nothing: retention, and what it costs, is not part of it.",
                "Has no dead letters, schedule, deduplication of reports, breaker or REST.",
                "Is one database: neither partitions nor a standby."));
    if (batchMax > 1) {
      lines.add(
          "Gathers prepares, and confirms, of many messages into one transaction. Applications"
              + " seldom can: each has a transaction of its own around its work. Compare"
              + " database-single.");
    }
    if (isSynced) {
      lines.add(
          "Is more durable than Kafka with one broker: each commit waits for the disk. Compare"
              + " database-unsynced.");
    }
    return lines;
  }

  @Override
  public boolean tellsCompletion() {
    return true;
  }

  @Override
  public Optional<String> refuses(Workload workload) {
    return Optional.empty();
  }

  @Override
  public Session start(Lab lab, Workload workload, Ledger ledger) {
    return DatabaseSession.start(lab, workload, ledger, lab.newName(name), isSynced, batchMax);
  }
}
