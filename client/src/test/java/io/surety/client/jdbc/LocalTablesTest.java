package io.surety.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.StartException;
import io.surety.client.internal.jdbc.Inserts;
import io.surety.client.support.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalTablesTest {

  static Stream<Database> databases() {
    return Database.all();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void createsWhatIsNotThereAndLeavesWhatIs(Database database) throws Exception {
    LocalTables tables = LocalTables.defaults();
    tables.create(database.dataSource());
    database.run("INSERT INTO surety_barrier VALUES ('m1', 'COMMITTED', 1)");
    database.run("DROP TABLE surety_inbox");

    tables.create(database.dataSource());

    tables.checkOutbox(database.dataSource());
    tables.checkBarrier(database.dataSource());
    tables.checkInbox(database.dataSource());
    assertThat(database.column("SELECT message_id FROM surety_barrier")).containsExactly("m1");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void manyInstancesMayCreateAtTheSameTime(Database database) throws Exception {
    int instances = 8;
    ExecutorService threads = Executors.newFixedThreadPool(instances);
    try {
      CyclicBarrier start = new CyclicBarrier(instances);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < instances; i++) {
        all.add(
            threads.submit(
                () -> {
                  start.await();
                  LocalTables.defaults().create(database.dataSource());
                  return true;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }

    LocalTables.defaults().checkOutbox(database.dataSource());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aSchemaAndAPrefixAreWhereTheTablesAre(Database database) throws Exception {
    String schema = "messaging" + Long.toUnsignedString(System.nanoTime());
    database.run("CREATE SCHEMA " + schema);
    LocalTables tables = LocalTables.defaults().inSchema(schema).withPrefix("Shop_");
    tables.create(database.dataSource());
    tables.create(database.dataSource());
    LocalTables.defaults().withPrefix("other_").create(database.dataSource());

    tables.checkOutbox(database.dataSource());
    tables.checkBarrier(database.dataSource());
    tables.checkInbox(database.dataSource());

    assertThat(tables.inbox()).isEqualTo(schema + ".Shop_inbox");
    assertThat(database.number("SELECT COUNT(*) FROM " + schema + ".Shop_inbox")).isZero();
    assertThatThrownBy(() -> LocalTables.defaults().checkInbox(database.dataSource()))
        .isInstanceOf(StartException.class);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aMissingTableIsNamedWithTheFileThatHasIt(Database database) {
    assertThatThrownBy(() -> LocalTables.defaults().checkOutbox(database.dataSource()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("table surety_outbox cannot be read: ")
        .hasMessageMatching("(?s).*io/surety/client/jdbc/(postgresql|h2|mysql)\\.sql.*");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aTableOfAnotherShapeIsRefused(Database database) {
    database.run("CREATE TABLE surety_outbox (id INT PRIMARY KEY)");
    database.run(
        "CREATE TABLE surety_barrier"
            + " (message_id VARCHAR(128), status VARCHAR(16), decided_at_ms BIGINT)");
    database.run(
        "CREATE TABLE surety_inbox (consumer_group VARCHAR(249), message_id VARCHAR(128),"
            + " attempt INT, seen_at_ms BIGINT, PRIMARY KEY (message_id))");
    LocalTables tables = LocalTables.defaults();

    assertThatThrownBy(() -> tables.checkOutbox(database.dataSource()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("table surety_outbox must have the columns seq, producer, ");
    assertThatThrownBy(() -> tables.checkBarrier(database.dataSource()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("table surety_barrier must have the primary key message_id");
    assertThatThrownBy(() -> tables.checkInbox(database.dataSource()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("must have the primary key consumer_group, message_id");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void anInsertOfAKnownKeyLetsTheTransactionGoOn(Database database) throws Exception {
    LocalTables.defaults().create(database.dataSource());
    try (Connection connection = database.begin()) {
      assertThat(insert(connection, "m1", "COMMITTED")).isTrue();
      assertThat(insert(connection, "m1", "ROLLED_BACK")).isFalse();
      assertThat(insert(connection, "M1", "ROLLED_BACK")).isTrue();
      connection.commit();
    }

    assertThat(database.column("SELECT status FROM surety_barrier WHERE message_id = 'm1'"))
        .containsExactly("COMMITTED");
    assertThat(database.number("SELECT COUNT(*) FROM surety_barrier")).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void anInsertThatFailsForAnotherReasonIsNotTakenForADuplicate(Database database)
      throws Exception {
    LocalTables.defaults().create(database.dataSource());
    try (Connection connection = database.begin()) {
      assertThatThrownBy(() -> insert(connection, "m1", null)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void anUnknownDatabaseIsRefusedUnlessItsDialectIsNamed() throws Exception {
    Database database = Database.h2();
    try (Connection connection = Renamed.connection(database.dataSource(), "CockroachDB")) {
      assertThatThrownBy(() -> LocalTables.defaults().dialect(connection))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("database 'CockroachDB' is not known");
      assertThat(LocalTables.defaults().withDialect(Dialect.POSTGRESQL).dialect(connection))
          .isEqualTo(Dialect.POSTGRESQL);
    }
  }

  @Test
  void namesThatWouldNeedQuotesAreRefused() {
    assertThatThrownBy(() -> LocalTables.defaults().withPrefix("a; drop"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("prefix must be 1..32 letters, digits and '_'");
    assertThatThrownBy(() -> LocalTables.defaults().inSchema(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("schema must be");
  }

  private static boolean insert(Connection connection, String id, String status)
      throws SQLException {
    String sql =
        Inserts.ifAbsent(
            Dialect.of(connection),
            "INSERT INTO surety_barrier (message_id, status, decided_at_ms) VALUES (?, ?, 1)");
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, id);
      insert.setString(2, status);
      return Inserts.run(insert);
    }
  }
}
