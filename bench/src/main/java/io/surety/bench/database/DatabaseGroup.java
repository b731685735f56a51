package io.surety.bench.database;

import io.surety.bench.kafka.Ids;
import io.surety.bench.kafka.Signals;
import io.surety.bench.kafka.TopicReader;
import io.surety.bench.lab.Lab;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A consumer group: reads the destination, and reports into the tables. */
final class DatabaseGroup implements AutoCloseable {
  private static final int WRITERS = 2;
  private static final int BATCH_MAX = 500;

  private final int group;
  private final String name;
  private final Ids ids;
  private final Workload workload;
  private final Ledger ledger;
  private final Map<Long, Long> failedAt = new ConcurrentHashMap<>();
  private final Writers<Delivered> writers;
  private final TopicReader reader;

  /** What all groups share. */
  record Place(Lab lab, Workload workload, Ledger ledger, Ids ids, String destination) {}

  private record Delivered(long n, int attempt) {}

  DatabaseGroup(Place place, int group, Database database) {
    this.group = group;
    this.name = Signals.group(group);
    this.ids = place.ids();
    this.workload = place.workload();
    this.ledger = place.ledger();
    this.writers =
        new Writers<>("report-" + name, WRITERS, BATCH_MAX, database, ledger, this::report);
    this.reader =
        new TopicReader(
            place.lab(),
            place.destination(),
            Optional.of(place.destination() + "-" + name),
            this::delivered,
            ledger::fail);
  }

  private void delivered(ConsumerRecord<byte[], byte[]> record) {
    if (!Signals.isFor(record, name)) {
      return;
    }
    Delivered delivered = new Delivered(ids.number(Signals.id(record)), Signals.attempt(record));
    ledger.delivered(delivered.n(), group, delivered.attempt());
    Long at = failedAt.remove(delivered.n());
    if (at != null) {
      long due = at + Workload.REDELIVERED_AFTER.toMillis();
      ledger.timerFired(System.currentTimeMillis() - due);
    }
    writers.add(delivered);
  }

  private Runnable report(Connection connection, List<Delivered> batch) throws SQLException {
    List<Long> failed = new ArrayList<>();
    List<Long> consumed = new ArrayList<>();
    for (Delivered delivered : batch) {
      boolean fails = delivered.attempt() == 1 && workload.failsFirst(delivered.n(), group);
      (fails ? failed : consumed).add(delivered.n());
    }
    if (!failed.isEmpty()) {
      Tables.fail(connection, name, ids(failed));
      // Before the commit: it may come again at once after it.
      long now = System.currentTimeMillis();
      failed.forEach(n -> failedAt.put(n, now));
    }
    List<String> completed =
        consumed.isEmpty()
            ? List.of()
            : Tables.consume(connection, name, ids(consumed), workload.groups() == 1);
    return () -> {
      consumed.forEach(n -> ledger.reported(n, group));
      completed.forEach(id -> ledger.completed(ids.number(id)));
    };
  }

  private List<String> ids(List<Long> numbers) {
    return numbers.stream().map(ids::of).toList();
  }

  boolean awaitRead(Duration patience) {
    return reader.awaitRead(patience);
  }

  @Override
  public void close() {
    reader.close();
    writers.close();
  }
}
