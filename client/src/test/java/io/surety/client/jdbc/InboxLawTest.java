package io.surety.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.support.Database;
import io.surety.client.support.Interleavings;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The law of the inbox: two instances with the same message have its effect once, in any order. */
class InboxLawTest {

  static Stream<Database> databases() {
    return Stream.of(Database.postgres(), Database.h2());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void ofTwoOneHasTheEffectAndTheOtherSkips(Database database) throws Exception {
    create(database);

    List<String> orders =
        Interleavings.explore(
            database,
            run -> {
              Play play = new Play(database);
              run.actor("a", ds -> play.consume(ds, true));
              run.actor("b", ds -> play.consume(ds, true));
              return () -> {
                assertThat(play.results).containsExactlyInAnyOrder(true, false);
                play.assertEffects(1);
              };
            });

    report(database, "two instances", orders);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void oneThatFailsLeavesItToTheOther(Database database) throws Exception {
    create(database);

    List<String> orders =
        Interleavings.explore(
            database,
            run -> {
              Play play = new Play(database);
              run.actor("fails", ds -> play.consume(ds, false));
              run.actor("b", ds -> play.consume(ds, true));
              return () -> {
                assertThat(play.results)
                    .as("the failing one either failed or skipped")
                    .contains(true);
                play.assertEffects(1);
              };
            });

    report(database, "two instances, one fails", orders);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void threeAgreeAsWell(Database database) throws Exception {
    create(database);

    List<String> orders =
        Interleavings.explore(
            database,
            run -> {
              Play play = new Play(database);
              run.actor("a", ds -> play.consume(ds, true));
              run.actor("b", ds -> play.consume(ds, true));
              run.actor("fails", ds -> play.consume(ds, false));
              return () -> play.assertEffects(1);
            });

    report(database, "three instances, one fails", orders);
  }

  private static void create(Database database) throws Exception {
    LocalTables.defaults().create(database.dataSource());
    database.run("CREATE TABLE invoices (id VARCHAR(64))");
  }

  private static void report(Database database, String what, List<String> orders) {
    assertThat(orders).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    System.out.println(database + ": inbox, " + what + ": " + orders.size() + " orders");
  }

  private static final class Play {
    private final Database database;
    private final List<Boolean> results = new CopyOnWriteArrayList<>();

    Play(Database database) {
      this.database = database;
      database.run("DELETE FROM surety_inbox");
      database.run("DELETE FROM invoices");
    }

    void consume(DataSource dataSource, boolean succeeds) throws Exception {
      Dialect dialect = database.isPostgres() ? Dialect.POSTGRESQL : Dialect.H2;
      results.add(
          JdbcInbox.of(dataSource, "surety_inbox", dialect)
              .once(
                  "billing",
                  "m1",
                  1,
                  connection -> {
                    try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO invoices VALUES ('42')")) {
                      insert.executeUpdate();
                    }
                    if (!succeeds) {
                      throw new IllegalStateException("no paper");
                    }
                  }));
    }

    void assertEffects(int count) {
      assertThat(database.number("SELECT COUNT(*) FROM invoices")).isEqualTo(count);
      assertThat(database.number("SELECT COUNT(*) FROM surety_inbox")).isEqualTo(count);
    }
  }
}
