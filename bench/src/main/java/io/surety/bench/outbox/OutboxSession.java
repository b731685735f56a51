package io.surety.bench.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.bench.database.Database;
import io.surety.bench.kafka.GroupReader;
import io.surety.bench.kafka.Ids;
import io.surety.bench.kafka.SignalWriter;
import io.surety.bench.kafka.Signals;
import io.surety.bench.lab.Lab;
import io.surety.bench.lab.Libraries;
import io.surety.bench.lab.Usage;
import io.surety.bench.load.Fate;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Payload;
import io.surety.bench.load.Workload;
import io.surety.bench.runner.Session;
import io.surety.schemas.Codec;
import io.surety.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An application with an outbox, and groups that report as those of the floor do. */
final class OutboxSession implements Session {
  private final Lab lab;
  private final Workload workload;
  private final Ledger ledger;
  private final String name;
  private final Ids ids;
  private final String payload;
  private final Database database;
  private final KafkaDestination kafka;
  private final Outbox outbox;
  private final SignalWriter reporter;
  private final List<GroupReader> groups = new ArrayList<>();
  private final ExecutorService application = Executors.newFixedThreadPool(OutboxRunner.WRITERS);
  private volatile boolean closing;

  /** The work of the application fails, which is no error. Without a stack: it is never printed. */
  private static final class RolledBackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RolledBackException() {
      super("rolled back", null, false, false);
    }
  }

  private OutboxSession(Lab lab, Workload workload, Ledger ledger, String name, Database database) {
    this.lab = lab;
    this.workload = workload;
    this.ledger = ledger;
    this.name = name;
    this.ids = new Ids(name);
    this.payload = new String(Payload.ofBytes(workload.payloadBytes()), UTF_8);
    this.database = database;
    String destination = name + "-destination";
    Topics topics = Topics.of(name + ".");
    List<String> reports = List.of(topics.receive(), topics.consume());
    reports.forEach(topic -> lab.createTopic(topic, workload.partitions(), Map.of()));
    lab.createTopic(destination, workload.partitions(), Map.of());
    kafka = new KafkaDestination(lab, destination, everyGroup(workload));
    outbox = outbox(database, kafka, this::failed);
    reporter = new SignalWriter(lab, workload, Codec.bundled(), reports, ledger::fail);
    var place = new GroupReader.Place(lab, workload, ledger, ids, topics, destination);
    for (int group = 0; group < workload.groups(); group++) {
      groups.add(new GroupReader(place, group, reporter, (n, failed) -> {}));
    }
  }

  static OutboxSession start(Lab lab, Workload workload, Ledger ledger) {
    String name = lab.newName("outbox");
    Database database = Database.start(lab, name, true);
    try {
      return new OutboxSession(lab, workload, ledger, name, database);
    } catch (RuntimeException e) {
      database.close();
      lab.deleteTopics(name);
      throw e;
    }
  }

  private static Outbox outbox(
      Database database, Destination destination, Consumer<String> onFailure) {
    // Read once, when the library's classes are loaded. It warns of each transaction that an
    // application rolls back.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    System.setProperty("org.jboss.logging.provider", "slf4j");
    return Libraries.of("outbox")
        .load(
            jar -> true,
            Outbox.class,
            "GruelboxOutbox",
            database.dataSource(),
            destination,
            onFailure);
  }

  private static String everyGroup(Workload workload) {
    return IntStream.range(0, workload.groups())
        .mapToObj(Signals::group)
        .collect(Collectors.joining(","));
  }

  private void failed(String why) {
    if (!closing) {
      ledger.fail(why);
    }
  }

  @Override
  public void begin(long n) {
    application.execute(() -> run(n));
  }

  private void run(long n) {
    try {
      outbox.inTransaction(destination -> work(n, destination));
      acknowledged(n);
    } catch (RolledBackException e) {
      acknowledged(n);
    } catch (RuntimeException e) {
      failed("a transaction failed: " + e);
    }
  }

  private void work(long n, Destination destination) {
    destination.send(ids.of(n), Signals.businessKey(n), payload);
    ledger.deciding(n);
    if (workload.fate(n) == Fate.ROLL_BACK) {
      throw new RolledBackException();
    }
  }

  /** Its transaction has ended, which is both. */
  private void acknowledged(long n) {
    ledger.prepared(n);
    ledger.decided(n);
  }

  @Override
  public List<Usage> usages() {
    return List.of(database.usage());
  }

  @Override
  public boolean awaitRead(Duration patience) {
    return groups.stream().allMatch(group -> group.awaitRead(patience));
  }

  @Override
  public void close() {
    closing = true;
    application.shutdownNow();
    outbox.close();
    groups.forEach(GroupReader::close);
    reporter.close();
    kafka.close();
    database.close();
    lab.deleteTopics(name);
  }
}
