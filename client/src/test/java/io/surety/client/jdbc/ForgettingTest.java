package io.surety.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.CheckBackPolicy;
import io.surety.client.CheckBackQuestion;
import io.surety.client.PublisherOptions;
import io.surety.client.RedeliveryPolicy;
import io.surety.client.Subscription;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import io.surety.client.support.Broker;
import io.surety.client.support.Database;
import io.surety.client.support.Installation;
import io.surety.client.support.Patience;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Barrier and inbox forget what is old, in several instances at once, and nothing else. */
class ForgettingTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final PurgeOptions OFTEN =
      PurgeOptions.defaults().withBatchRows(3).withInterval(Duration.ofMillis(1));

  static Stream<Database> databases() {
    return Database.all();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void twoBarriersForgetEachOldDecisionOnce(Database database) throws Exception {
    create(database);
    decided(database, "old", 200, WEEK.plusMinutes(1));
    decided(database, "young", 3, WEEK.minusMinutes(1));

    long purged =
        inTwoThreads(
            () ->
                JdbcBarrier.answering(database.dataSource(), LocalTables.defaults(), OFTEN)
                    .purge());

    assertThat(purged).isEqualTo(200);
    assertThat(decided(database)).containsExactly("young0", "young1", "young2");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void twoInboxesForgetWhatTheirGroupHasConsumedLongAgo(Database database) throws Exception {
    create(database);
    consumed(database, "billing", "old", 200, WEEK.plusMinutes(1));
    consumed(database, "billing", "young", 2, WEEK.minusMinutes(1));
    consumed(database, "stock", "old", 1, WEEK.plusMinutes(1));

    long purged =
        inTwoThreads(
            () ->
                JdbcInbox.of(database.dataSource(), LocalTables.defaults(), OFTEN)
                    .purge("billing"));

    assertThat(purged).isEqualTo(200);
    assertThat(consumed(database))
        .containsExactly("billing young0", "billing young1", "stock old0");
  }

  @Test
  void barriersThatRunForgetByThemselves() throws Exception {
    Database database = Database.postgres();
    create(database);
    Installation installation = Installation.on(Broker.shared());
    try (Surety one = installation.connect();
        Surety other = installation.connect();
        JdbcBarrier first = start(one, database, OFTEN);
        JdbcBarrier second = start(other, database, OFTEN)) {
      decided(database, "young", 1, WEEK.minusMinutes(1));
      decided(database, "old", 20, WEEK.plusMinutes(1));

      Patience.await("forgotten").until(() -> decided(database).equals(List.of("young0")));
      decided(database, "old", 20, WEEK.plusMinutes(1));
      Patience.await("forgotten again").until(() -> decided(database).equals(List.of("young0")));
      assertThat(first.publisher()).isNotSameAs(second.publisher());
    }
  }

  @Test
  void consumersThatRunForgetByThemselvesAndStopWhenTheyAreClosed() throws Exception {
    Database database = Database.postgres();
    create(database);
    Installation installation = Installation.on(Broker.shared());
    String destination = installation.destination("forgetting", 2);
    JdbcInbox inbox = JdbcInbox.of(database.dataSource(), LocalTables.defaults(), OFTEN);
    try (Surety one = installation.connect();
        Surety other = installation.connect()) {
      Subscription first = consume(one, destination, inbox, RedeliveryPolicy.defaults());
      Subscription second = consume(other, destination, inbox, RedeliveryPolicy.defaults());
      consumed(database, "billing", "young", 1, WEEK.minusMinutes(1));
      consumed(database, "billing", "old", 20, WEEK.plusMinutes(1));

      Patience.await("forgotten").until(() -> consumed(database).equals(List.of("billing young0")));
      first.close();
      consumed(database, "billing", "old", 20, WEEK.plusMinutes(1));
      Patience.await("forgotten by the other")
          .until(() -> consumed(database).equals(List.of("billing young0")));
      second.close();
    }
    Patience.await("no thread left").until(() -> purging("surety_inbox").isEmpty());
  }

  @Test
  void whatCanStillBeAskedForOrDeliveredIsNotForgotten() throws Exception {
    Database database = Database.h2();
    create(database);
    Installation installation = Installation.on(Broker.shared());
    String destination = installation.destination("remembering", 1);
    try (Surety surety = installation.connect()) {
      assertThatThrownBy(() -> start(surety, database, OFTEN.withRetention(Duration.ofHours(73))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("retention must be longer than PT73H, was PT73H: so long");
      JdbcInbox inbox =
          JdbcInbox.of(
              database.dataSource(),
              LocalTables.defaults(),
              PurgeOptions.defaults().withRetention(Duration.ofHours(1)));
      RedeliveryPolicy patient =
          RedeliveryPolicy.steps(Duration.ofMinutes(1), Duration.ofMinutes(30));
      assertThatThrownBy(() -> consume(surety, destination, inbox, patient))
          .isInstanceOf(IllegalArgumentException.class)
          // Three attempts of 30 min, and 30 s and 5 min of timeouts.
          .hasMessageStartingWith("retention must be longer than PT1H46M30S, was PT1H");
    }
  }

  /** Its row may have been deleted: a roll back now could lose what is committed. */
  @ParameterizedTest
  @MethodSource("databases")
  void aMessageThatIsTooOldToBeKnownIsNotRolledBack(Database database) throws Exception {
    create(database);
    decided(database, "committed", 1, WEEK.minusMinutes(1));
    JdbcBarrier barrier = JdbcBarrier.answering(database.dataSource(), LocalTables.defaults());

    assertThat(barrier.check(question("purged", WEEK.minusHours(1)))).isEqualTo(Verdict.UNKNOWN);
    assertThat(decided(database)).as("nothing is fenced").containsExactly("committed0");
    assertThat(barrier.check(question("committed0", WEEK.plusDays(9)))).isEqualTo(Verdict.CONFIRM);
    assertThat(barrier.check(question("new", WEEK.minusHours(1).minusMillis(1))))
        .isEqualTo(Verdict.ROLL_BACK);
  }

  // ------------------------------------------------------------------ set-up

  private static void create(Database database) throws SQLException {
    LocalTables.defaults().create(database.dataSource());
  }

  private static JdbcBarrier start(Surety surety, Database database, PurgeOptions purge) {
    return JdbcBarrier.start(
        surety,
        "order-service",
        database.dataSource(),
        LocalTables.defaults(),
        PublisherOptions.create().policy(CheckBackPolicy.defaults()),
        purge);
  }

  private static Subscription consume(
      Surety surety, String destination, JdbcInbox inbox, RedeliveryPolicy redelivery) {
    return surety
        .consumer("billing")
        .destination(destination)
        .redelivery(redelivery)
        .inbox(inbox, (delivery, connection) -> {})
        .start();
  }

  private static CheckBackQuestion question(String id, Duration age) {
    Instant asked = Instant.parse("2026-11-25T12:00:00Z");
    return new CheckBackQuestion(
        id,
        "order-service",
        "order-paid",
        Optional.empty(),
        Optional.empty(),
        1,
        asked.minus(age),
        asked);
  }

  private static void decided(Database database, String name, int rows, Duration age) {
    insert(database, "surety_barrier", "'%s%d', 'COMMITTED', %d", name, rows, age);
  }

  private static void consumed(
      Database database, String group, String name, int rows, Duration age) {
    insert(database, "surety_inbox", "'" + group + "', '%s%d', 1, %d", name, rows, age);
  }

  private static void insert(
      Database database, String table, String values, String name, int rows, Duration age) {
    long at = System.currentTimeMillis() - age.toMillis();
    database.run(
        IntStream.range(0, rows)
            .mapToObj(i -> "(" + String.format(values, name, i, at) + ")")
            .collect(Collectors.joining(", ", "INSERT INTO " + table + " VALUES ", "")));
  }

  private static List<String> decided(Database database) {
    return database.column("SELECT message_id FROM surety_barrier ORDER BY message_id");
  }

  private static List<String> consumed(Database database) {
    return database.column(
        "SELECT CONCAT(consumer_group, ' ', message_id) FROM surety_inbox ORDER BY 1");
  }

  private static List<String> purging(String table) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains("purge-" + table))
        .toList();
  }

  private static long inTwoThreads(Callable<Long> purge) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Long>> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        both.add(threads.submit(purge));
      }
      return both.get(0).get() + both.get(1).get();
    } finally {
      threads.shutdown();
    }
  }
}
