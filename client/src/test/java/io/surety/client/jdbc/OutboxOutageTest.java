package io.surety.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.Message;
import io.surety.client.Surety;
import io.surety.client.support.Broker;
import io.surety.client.support.Database;
import io.surety.client.support.Installation;
import io.surety.client.support.Logs;
import io.surety.client.support.Patience;
import io.surety.client.support.Postgres;
import io.surety.client.support.TopicLog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka or the database goes away and comes back: everything arrives, in the order of its key. */
class OutboxOutageTest {
  private static final OutboxOptions SOON =
      OutboxOptions.defaults().withPollInterval(Duration.ofMillis(10));
  private static final int MESSAGES = 60;

  @TempDir private Path directory;

  @Test
  void aDeadKafkaOnlyDelays() throws Exception {
    Database database = Database.postgres();
    LocalTables.defaults().create(database.dataSource());
    Path data = directory.resolve("kafka");
    Broker before = Broker.own("--data-dir", data.toString());
    Installation installation = Installation.on(before);
    try (Surety surety = impatient(installation);
        JdbcOutbox outbox =
            JdbcOutbox.create(surety.publisher("order-service"), database.dataSource(), SOON);
        Logs logs = new Logs()) {
      publish(database, outbox, 0, MESSAGES / 2);
      awaitEmpty(database);
      before.kill();

      publish(database, outbox, MESSAGES / 2, MESSAGES);
      Patience.await("noticed").until(() -> !lines(logs, "cannot send").isEmpty());
      assertThat(outbox.depth()).isEqualTo(MESSAGES / 2);
      assertThat(outbox.oldestAge()).isPresent();

      try (Broker after = Broker.own("--data-dir", data.toString(), "--port", before.port())) {
        awaitEmpty(database);
        assertThatAllCameInOrder(installation);
      }
      assertThat(lines(logs, "cannot send")).hasSize(1);
      assertThat(outbox.setAsideCount()).isZero();
    } finally {
      before.close();
    }
  }

  @Test
  void aDeadDatabaseOnlyDelays() throws Exception {
    Installation installation = Installation.on(Broker.shared());
    Path data = directory.resolve("postgres");
    Postgres before = Postgres.start(data, 0);
    Database database = Database.postgres(before.url());
    LocalTables.defaults().create(database.dataSource());
    try (Surety surety = installation.connect();
        JdbcOutbox outbox =
            JdbcOutbox.create(surety.publisher("order-service"), database.dataSource(), SOON);
        Logs logs = new Logs()) {
      publish(database, outbox, 0, MESSAGES / 2);
      awaitEmpty(database);
      before.close();
      Patience.await("noticed").until(() -> !lines(logs, "cannot use its database").isEmpty());

      try (Postgres after = Postgres.start(data, before.port())) {
        publish(database, outbox, MESSAGES / 2, MESSAGES);
        awaitEmpty(database);
      }
      assertThatAllCameInOrder(installation);
    }
  }

  @Test
  void closingWaitsForWhatIsInFlight() throws Exception {
    Database database = Database.postgres();
    LocalTables.defaults().create(database.dataSource());
    Installation installation = Installation.on(Broker.shared());
    // A batch is filled for so long before it is sent, so that closing comes in between.
    try (Surety surety = installation.connect("linger.ms", 2_000, "batch.size", 1_000_000);
        TopicLog prepares = installation.log(installation.topics().prepare())) {
      Watched publisher = new Watched(surety.publisher("order-service"));
      JdbcOutbox outbox = JdbcOutbox.create(publisher.watched(), database.dataSource(), SOON);
      try (Connection connection = database.begin()) {
        outbox.publish(connection, message(0));
        connection.commit();
      }
      publisher.awaitSending();

      outbox.close();

      assertThat(database.number("SELECT COUNT(*) FROM surety_outbox")).isZero();
      assertThat(prepares.untilNow()).hasSize(1);
    }
  }

  @Test
  void closingDoesNotWaitForAKafkaThatIsGone() throws Exception {
    Database database = Database.postgres();
    LocalTables.defaults().create(database.dataSource());
    Broker broker = Broker.own();
    Installation installation = Installation.on(broker);
    try (Surety surety = installation.connect("surety.close.timeout.ms", 1)) {
      Watched publisher = new Watched(surety.publisher("order-service"));
      JdbcOutbox outbox = JdbcOutbox.create(publisher.watched(), database.dataSource(), SOON);
      broker.freeze();
      publish(database, outbox, 0, 10);
      publisher.awaitSending();

      outbox.close();

      Patience.await("the rows are free again")
          .until(
              () ->
                  database.column("SELECT seq FROM surety_outbox FOR UPDATE SKIP LOCKED").size()
                      == 10);
    } finally {
      broker.close();
    }
  }

  private static Surety impatient(Installation installation) {
    return installation.connect(
        "delivery.timeout.ms", 1_500, "request.timeout.ms", 1_000, "max.block.ms", 1_500);
  }

  private static Message message(int number) {
    String key = "k" + number % 4;
    return Message.to("order-paid").key(key).id(key + "~" + number).build();
  }

  private static void publish(Database database, JdbcOutbox outbox, int from, int to)
      throws SQLException {
    for (int i = from; i < to; i++) {
      try (Connection connection = database.begin()) {
        outbox.publish(connection, message(i));
        connection.commit();
      }
    }
    outbox.afterCommit();
  }

  /** Ids of a key have one routing key, so they are in one partition. */
  private static void assertThatAllCameInOrder(Installation installation) {
    try (TopicLog prepares = installation.log(installation.topics().prepare())) {
      List<String> first =
          prepares.untilNow().stream()
              .map(entry -> entry.get("messageId").toString())
              .distinct()
              .toList();
      for (int key = 0; key < 4; key++) {
        String prefix = "k" + key + "~";
        assertThat(first.stream().filter(id -> id.startsWith(prefix)))
            .containsExactlyElementsOf(
                IntStream.range(0, MESSAGES)
                    .filter(i -> ("k" + i % 4 + "~").equals(prefix))
                    .mapToObj(i -> prefix + i)
                    .toList());
      }
    }
  }

  private static void awaitEmpty(Database database) {
    Patience.await("the outbox is empty")
        .until(() -> database.number("SELECT COUNT(*) FROM surety_outbox") == 0);
  }

  private static List<String> lines(Logs logs, String part) {
    return logs.lines().stream().filter(line -> line.contains(part)).toList();
  }
}
