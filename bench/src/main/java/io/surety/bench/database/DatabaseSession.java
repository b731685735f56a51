package io.surety.bench.database;

import io.surety.bench.kafka.Ids;
import io.surety.bench.kafka.Signals;
import io.surety.bench.lab.Lab;
import io.surety.bench.lab.LabException;
import io.surety.bench.lab.Program;
import io.surety.bench.lab.Usage;
import io.surety.bench.load.Fate;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Payload;
import io.surety.bench.load.Workload;
import io.surety.bench.runner.Session;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The load on {@link Tables}: a producer, its look for what is overdue, and groups. */
final class DatabaseSession implements Session {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int WRITERS = 4;

  /** Of messages that are a transaction each: as many applications wait for their commits. */
  private static final int SINGLE_WRITERS = 16;

  /** As long as Surety's default. */
  private static final Duration CHECK_AFTER = Duration.ofSeconds(60);

  private final Lab lab;
  private final Workload workload;
  private final Ledger ledger;
  private final String name;
  private final Ids ids;
  private final String destination;
  private final byte[] payload;
  private final Database database;
  private final Program relay;
  private final Writers<Long> prepares;
  private final Writers<Long> decisions;
  private final CheckBacks checkBacks;
  private final List<DatabaseGroup> groups = new ArrayList<>();

  private DatabaseSession(
      Lab lab,
      Workload workload,
      Ledger ledger,
      String name,
      int batchMax,
      Database database,
      Program relay) {
    int writers = batchMax == 1 ? SINGLE_WRITERS : WRITERS;
    this.lab = lab;
    this.workload = workload;
    this.ledger = ledger;
    this.name = name;
    this.ids = new Ids(name);
    this.destination = destination(name);
    this.payload = Payload.ofBytes(workload.payloadBytes());
    this.database = database;
    this.relay = relay;
    decisions = new Writers<>("decide", writers, batchMax, database, ledger, this::decide);
    prepares = new Writers<>("prepare", writers, batchMax, database, ledger, this::prepare);
    checkBacks = new CheckBacks(workload, ledger, ids, database);
    var place = new DatabaseGroup.Place(lab, workload, ledger, ids, destination);
    for (int group = 0; group < workload.groups(); group++) {
      groups.add(new DatabaseGroup(place, group, database));
    }
  }

  static DatabaseSession start(
      Lab lab, Workload workload, Ledger ledger, String name, boolean isSynced, int batchMax) {
    Database database = Database.start(lab, name, isSynced);
    try {
      database.run(Tables.SCHEMA);
      subscribe(database, destination(name), workload.groups());
      lab.createTopic(destination(name), workload.partitions(), Map.of());
      return relayed(lab, workload, ledger, name, batchMax, database);
    } catch (RuntimeException e) {
      database.close();
      lab.deleteTopics(name);
      throw e;
    }
  }

  private static DatabaseSession relayed(
      Lab lab, Workload workload, Ledger ledger, String name, int batchMax, Database database) {
    Program relay = relay(lab, name, database);
    try {
      return new DatabaseSession(lab, workload, ledger, name, batchMax, database, relay);
    } catch (RuntimeException e) {
      relay.close();
      throw e;
    }
  }

  private static String destination(String name) {
    return name + "-destination";
  }

  private static void subscribe(Database database, String destination, int groups) {
    try (Connection connection = database.connect()) {
      Tables.subscribe(connection, destination, groups);
      connection.commit();
    } catch (SQLException e) {
      throw new LabException("PostgreSQL refused: " + e.getMessage(), e);
    }
  }

  private static Program relay(Lab lab, String name, Database database) {
    Path directory = lab.directory(name);
    Path file = directory.resolve("relay.properties");
    Properties settings = new Properties();
    lab.client().forEach((key, value) -> settings.put(key, value.toString()));
    settings.put("acks", "all");
    settings.put("batch.size", "65536");
    settings.put("compression.type", "lz4");
    settings.put("linger.ms", "1");
    settings.put("max.request.size", String.valueOf(16 * 1024 * 1024));
    settings.put(RelayMain.URL, database.url());
    settings.put(RelayMain.USER, database.user());
    settings.put(RelayMain.PASSWORD, database.password());
    try (Writer writer = Files.newBufferedWriter(file)) {
      settings.store(writer, null);
    } catch (IOException e) {
      throw new LabException("cannot write " + file, e);
    }
    Program program =
        Program.java(
            "relay",
            directory,
            lab.settings().coordinator(),
            RelayMain.class,
            List.of(file.toString()));
    try {
      program.awaitLine("READY", PATIENCE);
      return program;
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  // ------------------------------------------------------------------ the producer

  @Override
  public void begin(long n) {
    prepares.add(n);
  }

  private Runnable prepare(Connection connection, List<Long> batch) throws SQLException {
    try (Tables.Prepares inserts = new Tables.Prepares(connection, destination, payload)) {
      for (long n : batch) {
        boolean fallsSilent = workload.fate(n) == Fate.LOST_CONFIRM;
        Duration checkAfter = fallsSilent ? Workload.CHECK_BACK_AFTER : CHECK_AFTER;
        inserts.add(ids.of(n), Signals.businessKey(n), checkAfter.toMillis());
      }
      inserts.insert();
    }
    List<Long> prepared = List.copyOf(batch);
    return () -> prepared.forEach(this::prepared);
  }

  private void prepared(long n) {
    ledger.prepared(n);
    if (workload.fate(n) != Fate.LOST_CONFIRM) {
      ledger.deciding(n);
      decisions.add(n);
    }
  }

  private Runnable decide(Connection connection, List<Long> batch) throws SQLException {
    Tables.decide(
        connection,
        batch.stream().map(ids::of).toList(),
        batch.stream().map(n -> workload.fate(n) != Fate.ROLL_BACK).toList());
    List<Long> decided = List.copyOf(batch);
    return () -> decided.forEach(this::decided);
  }

  private void decided(long n) {
    ledger.decided(n);
    if (workload.fate(n) == Fate.ROLL_BACK) {
      ledger.completed(n);
    }
  }

  @Override
  public List<Usage> usages() {
    return List.of(database.usage(), relay.usage());
  }

  @Override
  public boolean awaitRead(Duration patience) {
    return groups.stream().allMatch(group -> group.awaitRead(patience));
  }

  @Override
  public void close() {
    prepares.close();
    decisions.close();
    checkBacks.close();
    groups.forEach(DatabaseGroup::close);
    relay.close();
    database.close();
    lab.deleteTopics(name);
  }
}
