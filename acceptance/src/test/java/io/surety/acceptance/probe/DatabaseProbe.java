package io.surety.acceptance.probe;

import io.surety.acceptance.harness.ChildJvm;
import io.surety.acceptance.harness.SignalWriter;
import io.surety.acceptance.harness.World;
import io.surety.client.Surety;
import io.surety.client.jdbc.JdbcInbox;
import io.surety.client.jdbc.JdbcOutbox;
import io.surety.client.jdbc.LocalTables;
import io.surety.embedded.EmbeddedKafkaMain;
import io.surety.schemas.Headers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postgresql.ds.PGPoolingDataSource;

/**
 * Prints what outbox and inbox make of a PostgreSQL, beside plain inserts into the same one. Broker
 * and database are processes of their own. See the README beside it.
 */
public final class DatabaseProbe {
  private static final int WINDOWS = 3;
  private static final int PAYLOAD_BYTES = 256;
  private static final int BATCH_ROWS = 500;

  private final World world;
  private final PGPoolingDataSource database;

  private DatabaseProbe(World world, PGPoolingDataSource database) {
    this.world = world;
    this.database = database;
  }

  public static void main(String[] args) throws Exception {
    try (ChildJvm broker =
            ChildJvm.start(
                Path.of("target", "probe", "broker.log"),
                List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"),
                EmbeddedKafkaMain.class);
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
      String[] ready = broker.awaitReady().split(" ");
      try (World world = World.on(Map.of("bootstrap.servers", ready[0]), ready[1], "database")) {
        // Makes the topics; then it is out of the way.
        world.startProcess("coordinator").stop();
        new DatabaseProbe(world, pool(postgres)).run();
      }
    }
  }

  @SuppressWarnings("deprecation")
  private static PGPoolingDataSource pool(EmbeddedPostgres postgres) {
    PGPoolingDataSource pool = new PGPoolingDataSource();
    pool.setUrl(postgres.getJdbcUrl("postgres", "postgres"));
    pool.setMaxConnections(32);
    return pool;
  }

  private void run() throws Exception {
    LocalTables.defaults().create(database);
    execute("CREATE TABLE plain (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, p BYTEA)");
    execute("CREATE TABLE effect (message_id TEXT, p BYTEA)");
    say(
        "PostgreSQL %s, fsync %s, synchronous_commit %s; payloads of %d bytes; %d windows each",
        show("server_version"), show("fsync"), show("synchronous_commit"), PAYLOAD_BYTES, WINDOWS);
    plain("plain JDBC, a row in each transaction, 1 connection", 1, 1);
    plain("plain JDBC, a row in each transaction, 16 connections", 16, 1);
    plain("plain JDBC, " + BATCH_ROWS + " rows in each transaction, 1 connection", 1, BATCH_ROWS);
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            world.client().get("bootstrap.servers"),
            "surety.topic.prefix",
            world.topics().prefix());
    try (Surety surety = Surety.connect(config)) {
      outbox(surety);
      inbox(surety, 1, 3_000);
      inbox(surety, 16, 12_000);
    }
  }

  // ------------------------------------------------------------------ plain

  private void plain(String what, int connections, int rows) throws Exception {
    List<Double> rates = new ArrayList<>();
    for (int window = 0; window <= WINDOWS; window++) {
      long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
      long start = System.nanoTime();
      AtomicLong inserted = new AtomicLong();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        threads.add(new Thread(() -> insertUntil(end, rows, inserted)));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      rates.add(perSecond(inserted.get(), start));
    }
    report(what, rates);
  }

  private void insertUntil(long end, int rows, AtomicLong inserted) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO plain (p) VALUES (?)")) {
        while (System.nanoTime() < end) {
          for (int i = 0; i < rows; i++) {
            insert.setBytes(1, new byte[PAYLOAD_BYTES]);
            insert.addBatch();
          }
          insert.executeBatch();
          connection.commit();
          inserted.addAndGet(rows);
        }
      }
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  // ------------------------------------------------------------------ outbox

  private void outbox(Surety surety) throws Exception {
    int rows = 20_000;
    List<Double> rates = new ArrayList<>();
    for (int window = 0; window <= WINDOWS; window++) {
      execute(
          "INSERT INTO surety_outbox (producer, message_id, status, destination, business_key,"
              + " payload, published_at_ms) SELECT 'shop', 'm"
              + window
              + "-' || n, 'WAITING', 'orders', 'key' || n % 1000, decode(repeat('00', "
              + PAYLOAD_BYTES
              + "), 'hex'), 1 FROM generate_series(1, "
              + rows
              + ") n");
      long start = System.nanoTime();
      try (JdbcOutbox outbox = JdbcOutbox.create(surety.publisher("shop"), database)) {
        while (outbox.depth() > 0) {
          LockSupport.parkNanos(20_000_000);
        }
      }
      rates.add(perSecond(rows, start));
    }
    report("outbox, rows sent, acknowledged and deleted, 1 flusher, 1,000 keys", rates);
  }

  // ------------------------------------------------------------------ inbox

  private void inbox(Surety surety, int concurrency, int messages) throws Exception {
    String group = "group" + concurrency;
    String topic = world.topic("inbox" + concurrency, 4, Map.of());
    fill(topic, group, messages * (WINDOWS + 1));
    Semaphore handled = new Semaphore(0);
    List<Double> rates = new ArrayList<>();
    try (var subscription =
        surety
            .consumer(group)
            .destination(topic)
            .concurrency(concurrency)
            .inbox(
                JdbcInbox.of(database),
                (delivery, connection) -> {
                  try (PreparedStatement insert =
                      connection.prepareStatement("INSERT INTO effect VALUES (?, ?)")) {
                    insert.setString(1, delivery.id());
                    insert.setBytes(2, delivery.payload());
                    insert.executeUpdate();
                  }
                  handled.release();
                })
            .start()) {
      // What was handled before start() had returned is part of the first window, which is dropped.
      for (int window = 0; window <= WINDOWS; window++) {
        long start = System.nanoTime();
        handled.acquire(messages);
        rates.add(perSecond(messages, start));
      }
    }
    report("inbox, messages with one insert of the handler, concurrency " + concurrency, rates);
  }

  /** As the coordinator delivers. */
  private void fill(String topic, String group, int records) {
    SignalWriter writer = world.signals();
    for (int n = 0; n < records; n++) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(topic, bytes("key" + n % 1_000), new byte[PAYLOAD_BYTES]);
      record.headers().add(Headers.ID, bytes(group + "-" + n));
      record.headers().add(Headers.ATTEMPT, bytes("1"));
      record.headers().add(Headers.GROUPS, bytes(group));
      record.headers().add(Headers.PRODUCER, bytes("shop"));
      writer.write(record);
    }
    writer.flush();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  // ------------------------------------------------------------------ figures

  private static double perSecond(long count, long startNanos) {
    return count * 1e9 / (System.nanoTime() - startNanos);
  }

  /** Without the first window, which warms up. */
  private static void report(String what, List<Double> all) {
    List<Double> rates = new ArrayList<>(all.subList(1, all.size()));
    Collections.sort(rates);
    say(
        "  %s: %,.0f/s (%,.0f to %,.0f)",
        what, rates.get(rates.size() / 2), rates.get(0), rates.get(rates.size() - 1));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String show(String setting) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + setting)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void say(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
