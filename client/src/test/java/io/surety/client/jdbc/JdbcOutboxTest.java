package io.surety.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.Message;
import io.surety.client.MessageBuilder;
import io.surety.client.NotDoneException;
import io.surety.client.Publisher;
import io.surety.client.StartException;
import io.surety.client.Surety;
import io.surety.client.support.Broker;
import io.surety.client.support.Database;
import io.surety.client.support.Entry;
import io.surety.client.support.Installation;
import io.surety.client.support.Logs;
import io.surety.client.support.Patience;
import io.surety.client.support.TopicLog;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one instance does, on each database and a real broker. */
class JdbcOutboxTest {
  private static final OutboxOptions SOON =
      OutboxOptions.defaults().withPollInterval(Duration.ofMillis(10));
  private static final OutboxOptions ONLY_WHEN_WOKEN =
      OutboxOptions.defaults().withPollInterval(Duration.ofDays(1));

  private Installation installation;
  private Surety surety;
  private Publisher publisher;
  private TopicLog prepares;

  static Stream<Database> databases() {
    return Database.all();
  }

  @BeforeEach
  void connect() {
    installation = Installation.on(Broker.shared());
    // What is larger than a batch is alone in it: clients up to 4.1 never end splitting one that is
    // smaller, and yet too large for its topic (KAFKA-8350).
    surety = installation.connect("surety.message.max.bytes", 10_000, "batch.size", 1_000);
    publisher = surety.publisher("order-service");
    prepares = installation.log(installation.topics().prepare());
  }

  @AfterEach
  void close() {
    surety.close();
    prepares.close();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatIsCommittedIsSentWithEverythingThatWasSaid(Database database) throws Exception {
    Message message = full("m~1").build();
    try (JdbcOutbox outbox = outbox(database, SOON)) {
      assertThat(commit(database, outbox, message)).isEqualTo("m~1");
      Entry byOutbox = prepares.await(1).get(0);
      publisher.send(message);
      Entry byItself = prepares.await(2).get(1);

      assertThat(byOutbox.key()).isEqualTo("m");
      assertThat(byOutbox.fields()).isEqualTo(byItself.fields());
      awaitEmpty(database);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatIsRolledBackIsNotSent(Database database) throws Exception {
    try (JdbcOutbox outbox = outbox(database, SOON)) {
      try (Connection connection = database.begin()) {
        outbox.publish(connection, message("m1").build());
        connection.rollback();
      }
      commit(database, outbox, message("m2").build());

      awaitEmpty(database);
      assertThat(sentIds()).containsExactly("m2");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aConnectionThatCommitsByItselfIsRefused(Database database) throws Exception {
    try (JdbcOutbox outbox = outbox(database, SOON);
        Connection connection = database.dataSource().getConnection()) {
      assertThatThrownBy(() -> outbox.publish(connection, message("m1").build()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the connection is in auto-commit mode; call setAutoCommit(false)");
      assertThat(outbox.depth()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void theSameMessageAgainChangesNothingAndAnotherWithItsIdIsRefused(Database database)
      throws Exception {
    Message message = full("m~1").build();
    try (JdbcOutbox outbox =
            outbox(database, ONLY_WHEN_WOKEN.keepingSent(PurgeOptions.defaults()));
        Connection connection = database.begin()) {
      outbox.publish(connection, message);
      outbox.publish(connection, message);
      List<MessageBuilder> others =
          List.of(
              full("m~1").payload("other"),
              full("m~1").tag("other"),
              full("m~1").key("other"),
              full("m~1").header("a", "other"),
              full("m~1").ttl(Duration.ofDays(100_000)),
              full("m~1").deliverAt(Instant.parse("2101-01-01T00:00:00Z")),
              message("m~1"));
      for (MessageBuilder other : others) {
        assertThatThrownBy(() -> outbox.publish(connection, other.build()))
            .isInstanceOf(NotDoneException.class)
            .hasMessageContaining("'m~1': it is in the outbox with other content");
      }
      outbox.publish(connection, message("m2").build());
      connection.commit();

      outbox.afterCommit();
      Patience.await("sent").until(() -> count(database, "SENT") == 2);
      commit(database, outbox, message);
      assertThat(outbox.depth()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aCallAfterTheCommitSendsAtOnce(Database database) throws Exception {
    try (JdbcOutbox outbox = outbox(database, ONLY_WHEN_WOKEN)) {
      for (int i = 1; i <= 5; i++) {
        commit(database, outbox, message("m" + i).build());
        outbox.afterCommit();
        prepares.await(i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatIsInTheTableIsSentByWhoeverComesNext(Database database) throws Exception {
    JdbcOutbox gone = outbox(database, ONLY_WHEN_WOKEN);
    gone.close();
    commit(database, gone, message("m1").build());

    try (JdbcOutbox next = JdbcOutbox.create(publisher, database.dataSource(), ONLY_WHEN_WOKEN)) {
      awaitEmpty(database);
      assertThat(sentIds()).containsExactly("m1");
      assertThat(next.oldestAge()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void keptRowsArePurgedWhenTheyAreOldAndFinished(Database database) throws Exception {
    PurgeOptions purge = PurgeOptions.defaults().withSettledCheck(ids -> java.util.Set.of("m1"));
    try (JdbcOutbox outbox = outbox(database, SOON.keepingSent(purge))) {
      for (String id : List.of("m1", "m2", "m3")) {
        commit(database, outbox, message(id).build());
      }
      Patience.await("sent").until(() -> count(database, "SENT") == 3);
      assertThat(outbox.purge()).isZero();
      database.run("UPDATE surety_outbox SET settled_at_ms = 1 WHERE message_id <> 'm3'");

      assertThat(outbox.purge()).isEqualTo(1);
      assertThat(database.column("SELECT message_id FROM surety_outbox ORDER BY seq"))
          .containsExactly("m2", "m3");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void timeToLiveHasRunSinceItWasPublished(Database database) throws Exception {
    JdbcOutbox outbox = outbox(database, ONLY_WHEN_WOKEN);
    outbox.close();
    Instant deliverAt = Instant.parse("2100-01-01T00:00:00Z");
    commit(
        database,
        outbox,
        message("long").ttl(Duration.ofDays(40_000)).deliverAt(deliverAt).build());
    commit(database, outbox, message("over").ttl(Duration.ofHours(1)).build());
    database.run("UPDATE surety_outbox SET published_at_ms = published_at_ms - 7200000");

    try (JdbcOutbox next = JdbcOutbox.create(publisher, database.dataSource(), SOON)) {
      List<Entry> sent = prepares.await(2);
      Entry longOne = byId(sent, "long");
      assertThat((long) longOne.get("ttlMs"))
          .isPositive()
          .isLessThanOrEqualTo(Duration.ofDays(40_000).minusHours(2).toMillis());
      assertThat(longOne.get("deliverAt")).isEqualTo(deliverAt.toEpochMilli());
      assertThat(byId(sent, "over").get("ttlMs")).isEqualTo(1L);
      assertThat(next.setAsideCount()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatTheClientKnowsToBeTooLargeIsRefusedWhenItIsPublished(Database database)
      throws Exception {
    try (JdbcOutbox outbox = outbox(database, SOON);
        Connection connection = database.begin()) {
      assertThatThrownBy(
              () -> outbox.publish(connection, message("m1").payload(new byte[10_001]).build()))
          .isInstanceOf(NotDoneException.class)
          .hasMessageContaining("the limit is 10000");
      outbox.publish(connection, message("m2").build());
      connection.commit();

      prepares.await(1);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatCannotBeSentIsSetAsideAndHoldsUpNothingButItsKey(Database database) throws Exception {
    limit(2_000);
    awaitLimit();
    int before = sentIds().size();
    try (Logs logs = new Logs();
        JdbcOutbox outbox = outbox(database, SOON)) {
      try (Connection connection = database.begin()) {
        for (Message message :
            List.of(
                message("a1").key("a").payload(new byte[5_000]).build(),
                message("a2").key("a").build(),
                message("b1").key("b").build(),
                message("c1").build(),
                message("d1").key("d").build(),
                message("d2").key("d").build())) {
          outbox.publish(connection, message);
        }
        try (Statement byHand = connection.createStatement()) {
          byHand.execute(
              "UPDATE surety_outbox SET destination = 'no topic' WHERE message_id = 'd1'");
        }
        connection.commit();
      }
      Patience.await("set aside").until(() -> outbox.setAsideCount() == 2);
      commit(database, outbox, message("a3").key("a").build(), message("b2").key("b").build());
      prepares.await(before + 3);

      assertThat(sentIds().subList(before, before + 3)).containsExactlyInAnyOrder("b1", "c1", "b2");
      assertThat(outbox.depth()).isEqualTo(3);
      assertThat(outbox.oldestAge()).isPresent();
      List<SetAside> aside = outbox.setAside(10);
      assertThat(aside).extracting(SetAside::messageId).containsExactly("a1", "d1");
      assertThat(aside.get(0).error()).contains("could not send message 'a1'").contains("larger");
      assertThat(aside.get(0).businessKey()).contains("a");
      assertThat(aside.get(1).error()).contains("destination");
      assertThat(outbox.setAside(1)).hasSize(1);
      assertThat(logs.lines()).hasSize(2).allMatch(line -> line.contains("sets a message aside"));

      limit(100_000);
      assertThat(outbox.retry("a1")).isTrue();
      assertThat(outbox.discard("d1")).isTrue();
      assertThat(outbox.retry("d1")).isFalse();
      assertThat(outbox.discard("b1")).isFalse();
      // The broker takes the change within milliseconds, and may refuse it once more before.
      Patience.await("the outbox is empty")
          .until(() -> !outbox.retry("a1") && outbox.depth() + outbox.setAsideCount() == 0);
      List<String> all = sentIds().subList(before, before + 7);
      assertThat(sentIds()).hasSize(before + 7);
      assertThat(all).hasSize(7).contains("d2").doesNotContain("d1");
      assertThat(all.stream().filter(id -> id.startsWith("a")))
          .containsExactlyInAnyOrder("a1", "a2", "a3");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aMissingTableIsSaidWhenTheOutboxIsMade(Database database) {
    assertThatThrownBy(() -> JdbcOutbox.create(publisher, database.dataSource()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("table surety_outbox cannot be read");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void producersMayShareTheTable(Database database) throws Exception {
    try (JdbcOutbox outbox = outbox(database, SOON);
        JdbcOutbox other =
            JdbcOutbox.create(surety.publisher("other"), database.dataSource(), SOON)) {
      commit(database, outbox, message("m1").key("k").build());
      commit(database, other, message("m2").key("k").build());

      List<Entry> sent = prepares.await(2);
      assertThat(byId(sent, "m1").get("producer")).isEqualTo("order-service");
      assertThat(byId(sent, "m2").get("producer")).isEqualTo("other");
    }
  }

  private JdbcOutbox outbox(Database database, OutboxOptions options) throws Exception {
    options.tables().create(database.dataSource());
    return JdbcOutbox.create(publisher, database.dataSource(), options);
  }

  private static MessageBuilder message(String id) {
    return Message.to("order-paid").id(id);
  }

  private static MessageBuilder full(String id) {
    return message(id)
        .key("order 42 ü")
        .tag("eu.paid")
        .header("tenant", "acme")
        .header("tenant", "again")
        .header("nothing", (byte[]) null)
        .payload(new byte[] {0, 1, -1})
        .deliverAt(Instant.parse("2100-01-01T00:00:00.123Z"));
  }

  private static String commit(Database database, JdbcOutbox outbox, Message... messages)
      throws Exception {
    String id = "";
    try (Connection connection = database.begin()) {
      for (Message message : messages) {
        id = outbox.publish(connection, message);
      }
      connection.commit();
    }
    return id;
  }

  private static void awaitEmpty(Database database) {
    Patience.await("the outbox is empty")
        .until(() -> database.number("SELECT COUNT(*) FROM surety_outbox") == 0);
  }

  private static long count(Database database, String status) {
    return database.number("SELECT COUNT(*) FROM surety_outbox WHERE status = '" + status + "'");
  }

  private List<String> sentIds() {
    return prepares.untilNow().stream().map(entry -> entry.get("messageId").toString()).toList();
  }

  private static Entry byId(List<Entry> entries, String id) {
    return entries.stream().filter(e -> e.get("messageId").equals(id)).findFirst().orElseThrow();
  }

  /** The controller has taken the change; the broker follows within milliseconds. */
  private void awaitLimit() {
    Patience.await("the broker refuses what is larger")
        .until(
            () -> {
              try {
                publisher.send(message("probe").payload(new byte[5_000]).build());
                return false;
              } catch (NotDoneException e) {
                return true;
              }
            });
  }

  private void limit(int bytes) throws Exception {
    try (Admin admin = installation.admin()) {
      ConfigResource topic =
          new ConfigResource(ConfigResource.Type.TOPIC, installation.topics().prepare());
      ConfigEntry entry = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
      admin
          .incrementalAlterConfigs(
              Map.of(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }
}
