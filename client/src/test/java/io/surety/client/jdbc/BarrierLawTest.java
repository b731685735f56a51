package io.surety.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.Verdict;
import io.surety.client.support.Database;
import io.surety.client.support.Interleavings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The law of the barrier: the verdict is CONFIRM if, and only if, the local transaction is
 * committed; in every order of the steps of the two.
 */
class BarrierLawTest {
  private static final String ID = "m1";

  static Stream<Database> databases() {
    return Stream.of(Database.postgres(), Database.h2());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void theVerdictIsConfirmIfAndOnlyIfTheTransactionCommits(Database database) {
    create(database);
    List<Verdict> seen = new ArrayList<>();

    List<String> orders =
        Interleavings.explore(
            database,
            run -> {
              Play play = new Play(database, true);
              run.actor("local", ds -> play.execute(ds, true));
              run.actor("check", play::check);
              return () -> {
                play.assertLaw();
                seen.add(play.verdicts.get(0));
              };
            });

    assertThat(seen).contains(Verdict.CONFIRM, Verdict.ROLL_BACK);
    report(database, "execute, check-back", orders);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aTransactionThatFailsIsNeverConfirmed(Database database) {
    create(database);

    List<String> orders =
        Interleavings.explore(
            database,
            run -> {
              Play play = new Play(database, true);
              run.actor("local", ds -> play.execute(ds, false));
              run.actor("check", play::check);
              return () -> {
                play.assertLaw();
                assertThat(play.verdicts).containsExactly(Verdict.ROLL_BACK);
              };
            });

    report(database, "execute that fails, check-back", orders);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aTransactionOfTheCallerMayEnlistLast(Database database) {
    create(database);
    List<Verdict> seen = new ArrayList<>();

    List<String> orders =
        Interleavings.explore(
            database,
            run -> {
              Play play = new Play(database, true);
              run.actor("local", play::enlistLast);
              run.actor("check", play::check);
              return () -> {
                play.assertLaw();
                seen.add(play.verdicts.get(0));
              };
            });

    assertThat(seen).contains(Verdict.CONFIRM, Verdict.ROLL_BACK);
    report(database, "enlist last, check-back", orders);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void twoCheckBacksAgreeWithTheTransactionAndWithEachOther(Database database) {
    create(database);

    List<String> orders =
        Interleavings.explore(
            database,
            run -> {
              Play play = new Play(database, true);
              run.actor("local", ds -> play.execute(ds, true));
              run.actor("check1", play::check);
              run.actor("check2", play::check);
              return play::assertLaw;
            });

    report(database, "execute, two check-backs", orders);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void theSameMessageIsCommittedOnce(Database database) {
    create(database);

    List<String> orders =
        Interleavings.explore(
            database,
            run -> {
              Play play = new Play(database, true);
              run.actor("local1", ds -> play.execute(ds, true));
              run.actor("local2", ds -> play.execute(ds, true));
              run.actor("check", play::check);
              return play::assertLaw;
            });

    report(database, "two executes of one message, check-back", orders);
  }

  /** The anomaly that the fence is there for: without it, this very test finds it. */
  @ParameterizedTest
  @MethodSource("databases")
  void withTheFenceOffAMessageIsLost(Database database) {
    create(database);
    List<String> lost = new ArrayList<>();

    List<String> orders =
        Interleavings.explore(
            database,
            run -> {
              Play play = new Play(database, false);
              run.actor("local", ds -> play.execute(ds, true));
              run.actor("check", play::check);
              return () -> {
                if (play.isCommitted() && play.verdicts.contains(Verdict.ROLL_BACK)) {
                  lost.add("lost");
                }
              };
            });

    assertThat(lost).isNotEmpty().hasSizeLessThan(orders.size());
    report(database, "fence off: " + lost.size() + " lost", orders);
  }

  private static void create(Database database) {
    try {
      LocalTables.defaults().create(database.dataSource());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    database.run("CREATE TABLE orders (id VARCHAR(64))");
  }

  private static void report(Database database, String what, List<String> orders) {
    assertThat(orders).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    System.out.println(database + ": " + what + ": " + orders.size() + " orders");
  }

  /** One message, from a clean start. */
  private static final class Play {
    private final Database database;
    private final Function<DataSource, JdbcBarrier> barrier;
    private final List<Verdict> verdicts = new CopyOnWriteArrayList<>();
    private final AtomicReference<Boolean> succeeded = new AtomicReference<>(false);

    Play(Database database, boolean isFenced) {
      this.database = database;
      database.run("DELETE FROM surety_barrier");
      database.run("DELETE FROM orders");
      Dialect dialect = database.isPostgres() ? Dialect.POSTGRESQL : Dialect.H2;
      BarrierRows rows = new BarrierRows("surety_barrier", dialect, Duration.ofMinutes(2));
      this.barrier = ds -> JdbcBarrier.of(ds, rows, isFenced);
    }

    void execute(DataSource dataSource, boolean succeeds) throws Exception {
      barrier
          .apply(dataSource)
          .<Boolean, Exception>inTransaction(
              ID,
              connection -> {
                order(connection);
                if (!succeeds) {
                  throw new IllegalStateException("no money");
                }
                return true;
              });
      succeeded.set(true);
    }

    void enlistLast(DataSource dataSource) throws Exception {
      try (Connection connection = dataSource.getConnection()) {
        connection.setAutoCommit(false);
        try {
          order(connection);
          barrier.apply(dataSource).enlist(connection, ID);
          connection.commit();
          succeeded.set(true);
        } finally {
          if (!succeeded.get()) {
            connection.rollback();
          }
        }
      }
    }

    void check(DataSource dataSource) throws Exception {
      verdicts.add(barrier.apply(dataSource).verdict(ID));
    }

    private static void order(Connection connection) throws SQLException {
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO orders VALUES ('42')")) {
        insert.executeUpdate();
      }
    }

    boolean isCommitted() {
      return database.number("SELECT COUNT(*) FROM orders") == 1;
    }

    void assertLaw() {
      assertThat(database.number("SELECT COUNT(*) FROM orders")).isLessThanOrEqualTo(1);
      assertThat(isCommitted()).isEqualTo(succeeded.get());
      assertThat(verdicts)
          .isNotEmpty()
          .containsOnly(isCommitted() ? Verdict.CONFIRM : Verdict.ROLL_BACK);
    }
  }
}
