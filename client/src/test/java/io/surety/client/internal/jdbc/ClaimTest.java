package io.surety.client.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.Message;
import io.surety.client.MessageBuilder;
import io.surety.client.jdbc.Dialect;
import io.surety.client.jdbc.LocalTables;
import io.surety.client.support.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two instances, one step after the other, on a real database. */
class ClaimTest {
  private static final long PLENTY = 1_000_000;

  static Stream<Database> databases() {
    return Database.all();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aLaterRowOfAKeyWaitsForTheOneThatAnotherInstanceSends(Database database) throws Exception {
    OutboxTable table = table(database, "a1", "b1", "a2", "c1", "b2", "a3");
    try (Connection first = database.begin();
        Connection second = database.begin()) {
      assertThat(claim(table, 1, first)).containsExactly("a1");
      assertThat(claim(table, 10, second)).containsExactly("b1", "c1", "b2");

      finish(table, first, 1);
      assertThat(claim(table, 10, first)).containsExactly("a2", "a3");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatWasNotSentIsClaimedAgainBeforeWhatCameLater(Database database) throws Exception {
    OutboxTable table = table(database, "a1", "a2");
    try (Connection first = database.begin();
        Connection second = database.begin()) {
      assertThat(claim(table, 1, first)).containsExactly("a1");
      assertThat(claim(table, 10, second)).isEmpty();

      first.rollback();
      second.rollback();
      assertThat(claim(table, 10, second)).containsExactly("a1", "a2");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void anInstanceLooksBehindTheRowsThatOthersHave(Database database) throws Exception {
    OutboxTable table = table(database, "a1", "b1", "c1", "a2", "d1", "b2", "e1");
    try (Connection first = database.begin();
        Connection second = database.begin()) {
      assertThat(claim(table, 3, first)).containsExactly("a1", "b1", "c1");

      assertThat(claim(table, 3, second)).containsExactly("d1", "e1");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void rowsWithoutAKeyWaitForNobody(Database database) throws Exception {
    OutboxTable table = table(database, "-1", "-2", "-3");
    try (Connection first = database.begin();
        Connection second = database.begin()) {
      assertThat(claim(table, 1, first)).containsExactly("-1");

      assertThat(claim(table, 10, second)).containsExactly("-2", "-3");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void nothingBehindARowWithoutRoomIsTaken(Database database) throws Exception {
    OutboxTable table = table(database, "a1", "b1", "a2", "c1");
    try (Connection one = database.begin()) {
      // Each payload has 10 bytes.
      assertThat(ids(new Claim(table, 10, 25).rows(one))).containsExactly("a1", "b1");
      one.rollback();
      assertThat(ids(new Claim(table, 10, 1).rows(one))).containsExactly("a1");
      one.rollback();
      assertThat(ids(new Claim(table, 3, PLENTY).rows(one))).containsExactly("a1", "b1", "a2");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aRowThatIsSetAsideHoldsItsKeyAndNoOther(Database database) throws Exception {
    OutboxTable table = table(database, "a1", "b1", "a2", "-1");
    try (Connection one = database.begin()) {
      table.setAside(one, 1, "too large", 1);
      one.commit();
      assertThat(claim(table, 10, one)).containsExactly("b1", "-1");
      one.rollback();

      table.retry(one, "a1");
      one.commit();
      assertThat(claim(table, 10, one)).containsExactly("a1", "b1", "a2", "-1");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aRowThatIsSetAsideWhileOthersLookHoldsItsKey(Database database) throws Exception {
    OutboxTable table = table(database, "a1", "a2");
    try (Connection first = database.begin();
        Connection second = database.begin()) {
      claim(table, 1, first);
      table.setAside(first, 1, "too large", 1);
      assertThat(claim(table, 10, second)).isEmpty();

      first.commit();
      second.commit();
      assertThat(claim(table, 10, second)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aRowThatIsCommittedLateDoesNotLetOthersOvertake(Database database) throws Exception {
    OutboxTable table = table(database);
    try (Connection late = database.begin();
        Connection first = database.begin();
        Connection second = database.begin()) {
      add(table, late, "a0");
      add(table, first, "a1");
      add(table, first, "a2");
      first.commit();
      assertThat(claim(table, 1, first)).containsExactly("a1");

      late.commit();
      // Of a0 and a1 the transactions overlapped; a2 must not come before a1 in any case.
      assertThat(claim(table, 10, second)).containsExactly("a0");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void theRowsOfAnotherProducerAreNotTouched(Database database) throws Exception {
    OutboxTable table = table(database, "a1");
    OutboxTable other = new OutboxTable("surety_outbox", "other", dialect(database), false);
    try (Connection one = database.begin()) {
      assertThat(claim(other, 10, one)).isEmpty();
      assertThat(claim(table, 10, one)).containsExactly("a1");
    }
  }

  private static OutboxTable table(Database database, String... ids) throws SQLException {
    LocalTables.defaults().create(database.dataSource());
    OutboxTable table = new OutboxTable("surety_outbox", "me", dialect(database), false);
    try (Connection connection = database.begin()) {
      for (String id : ids) {
        add(table, connection, id);
      }
      connection.commit();
    }
    return table;
  }

  private static Dialect dialect(Database database) throws SQLException {
    try (Connection connection = database.begin()) {
      return Dialect.of(connection);
    }
  }

  /** The first character is the key; "-" is none. */
  private static void add(OutboxTable table, Connection connection, String id) throws SQLException {
    MessageBuilder message = Message.to("order-paid").id("m" + id).payload(new byte[10]);
    if (!id.startsWith("-")) {
      message.id(id).key(id.substring(0, 1));
    }
    table.add(connection, message.build(), 0);
  }

  private static List<String> claim(OutboxTable table, int rows, Connection connection)
      throws SQLException {
    return ids(new Claim(table, rows, PLENTY).rows(connection));
  }

  private static List<String> ids(List<OutboxRow> rows) {
    return rows.stream().map(row -> row.messageId().replace("m-", "-")).toList();
  }

  private static void finish(OutboxTable table, Connection connection, long seq)
      throws SQLException {
    table.markSent(connection, List.of(seq), 0);
    connection.commit();
  }
}
