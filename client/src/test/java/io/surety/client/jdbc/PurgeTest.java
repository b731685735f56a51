package io.surety.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.internal.jdbc.Purge;
import io.surety.client.internal.jdbc.PurgeTimer;
import io.surety.client.support.Database;
import io.surety.client.support.Logs;
import io.surety.client.support.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PurgeTest {
  private static final long NOW = 1_000_000;
  private static final PurgeOptions SMALL =
      PurgeOptions.defaults().withRetention(Duration.ofMillis(1_000)).withBatchRows(3);

  static Stream<Database> databases() {
    return Database.all();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void deletesWhatIsOlderThanTheRetentionAndMayGo(Database database) throws Exception {
    fill(database, 10, NOW - 1_001);
    database.run("UPDATE surety_barrier SET status = 'ROLLED_BACK' WHERE message_id = 'm3'");
    database.run("INSERT INTO surety_barrier VALUES ('young', 'COMMITTED', " + (NOW - 1_000) + ")");

    assertThat(purge(database, SMALL).run()).isEqualTo(9);
    assertThat(left(database)).containsExactly("m3", "young");
    assertThat(purge(database, SMALL).run()).isZero();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void passesByWhatTheCoordinatorStillNeeds(Database database) throws Exception {
    fill(database, 10, 1);
    List<Integer> asked = new ArrayList<>();
    SettledCheck onlyTheLast =
        ids -> {
          asked.add(ids.size());
          return ids.stream().filter(id -> id.compareTo("m7") > 0).collect(Collectors.toSet());
        };

    assertThat(purge(database, SMALL.withSettledCheck(onlyTheLast)).run()).isEqualTo(2);

    assertThat(left(database)).hasSize(8).doesNotContain("m8", "m9");
    assertThat(asked).containsExactly(3, 3, 3, 1);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void keepsEverythingWhenNobodyCanTell(Database database) {
    fill(database, 5, 1);
    SettledCheck away =
        ids -> {
          throw new IllegalStateException("the coordinator is away");
        };

    assertThatThrownBy(() -> purge(database, SMALL.withSettledCheck(away)).run())
        .hasMessage("the coordinator is away");
    assertThat(left(database)).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void severalInstancesDeleteEachRowOnce(Database database) throws Exception {
    fill(database, 200, 1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    long deleted = 0;
    try {
      List<Future<Long>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(threads.submit(() -> purge(database, SMALL).run()));
      }
      for (Future<Long> one : all) {
        deleted += one.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(left(database)).isEmpty();
    assertThat(deleted).isEqualTo(200);
  }

  @Test
  void purgesByItselfAgainAndAgainAndSaysOnceThatItCannot() {
    Database database = Database.h2();
    fill(database, 5, 1);
    AtomicBoolean isAway = new AtomicBoolean(true);
    List<Collection<String>> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
    SettledCheck check =
        ids -> {
          asked.add(ids);
          if (isAway.get()) {
            throw new IllegalStateException("the coordinator is away");
          }
          return Set.copyOf(ids);
        };
    try (Logs logs = new Logs();
        PurgeTimer timer =
            PurgeTimer.start(
                "surety_barrier",
                purge(database, SMALL.withSettledCheck(check)),
                Duration.ofMillis(1))) {
      Patience.await("asked again").until(() -> asked.size() > 3);
      isAway.set(false);

      Patience.await("purged").until(() -> left(database).isEmpty());
      fill(database, 2, 1);
      Patience.await("purged again").until(() -> left(database).isEmpty());
      assertThat(logs.lines())
          .containsExactly(
              "WARN Cannot purge surety_barrier, and will try again: the coordinator is away");
    }
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    PurgeOptions options = PurgeOptions.defaults();

    assertThatThrownBy(() -> options.withRetention(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retention must be >= 1 ms");
    assertThatThrownBy(() -> options.withBatchRows(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batchRows must be 1..10000, was 0");
    assertThatThrownBy(() -> options.requireRetentionAbove(Duration.ofDays(7), "it is asked for"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retention must be longer than PT168H, was PT168H: it is asked for");
    assertThat(options.requireRetentionAbove(Duration.ofHours(72), "")).isSameAs(options);
  }

  private static Purge purge(Database database, PurgeOptions options) {
    return new Purge(
        database.dataSource(),
        "surety_barrier",
        "decided_at_ms",
        "decided_at_ms",
        "status = 'COMMITTED'",
        options,
        () -> NOW);
  }

  private static void fill(Database database, int rows, long at) {
    try {
      LocalTables.defaults().create(database.dataSource());
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
    database.run(
        IntStream.range(0, rows)
            .mapToObj(i -> "('m" + i + "', 'COMMITTED', " + at + ")")
            .collect(Collectors.joining(", ", "INSERT INTO surety_barrier VALUES ", "")));
  }

  private static List<String> left(Database database) {
    return database.column("SELECT message_id FROM surety_barrier ORDER BY message_id");
  }
}
