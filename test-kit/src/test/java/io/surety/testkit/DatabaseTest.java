package io.surety.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.NotDoneException;
import io.surety.client.jdbc.JdbcBarrier;
import io.surety.client.jdbc.JdbcInbox;
import io.surety.client.jdbc.LocalTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application with a database: its inbox and its barrier work in the kit as they do outside. */
class DatabaseTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final SuretyTestKit kit = SuretyTestKit.create().destination(Shop.PAID);
  private final AtomicInteger calls = new AtomicInteger();
  private DataSource database;
  private JdbcBarrier barrier;

  @BeforeEach
  void create() throws SQLException {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:kit" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
    database = h2;
    LocalTables.defaults().create(database);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE payment (id INT)");
      statement.execute("CREATE TABLE invoice (id INT)");
    }
    barrier = JdbcBarrier.start(kit.surety(), "shop", database);
    kit.surety()
        .consumer("billing")
        .destination(Shop.PAID)
        .inbox(
            JdbcInbox.of(database),
            (delivery, connection) -> {
              calls.incrementAndGet();
              insert("invoice", connection);
            })
        .start();
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void aPaymentIsInvoicedOnceThoughItsMessageComesTwice() throws SQLException {
    kit.faults().duplicateNextDelivery();

    pay();

    kit.assertThat("paid-42").isCompleted().isConsumedBy("billing");
    assertThat(calls).hasValue(1);
    assertThat(count("payment")).isEqualTo(1);
    assertThat(count("invoice")).isEqualTo(1);
  }

  @Test
  void aConsumerThatCrashesAfterItsCommitDoesNotDoItAgain() throws SQLException {
    kit.faults().crashBeforeNext(SignalType.OUTCOME);

    pay();

    kit.assertThat("paid-42").isConsumedBy("billing");
    assertThat(calls).hasValue(1);
    assertThat(count("invoice")).isEqualTo(1);
  }

  @Test
  void aCrashAfterTheCommitIsConfirmedByTheCheckBack() throws SQLException {
    kit.faults().crashBeforeNext(SignalType.CONFIRM);

    assertThatThrownBy(this::pay).isInstanceOf(SimulatedCrash.class);
    kit.assertThat("paid-42").isPrepared();
    kit.advance(Duration.ofMinutes(10));

    kit.assertThat("paid-42").isConsumedBy("billing");
    assertThat(count("payment")).isEqualTo(1);
  }

  @Test
  void aCrashBeforeTheCommitIsRolledBackAndCannotBeCommittedAfterwards() throws SQLException {
    kit.faults().crashAfterNext(SignalType.PREPARE);

    assertThatThrownBy(this::pay).isInstanceOf(SimulatedCrash.class);
    kit.advance(Duration.ofMinutes(10));

    kit.assertThat("paid-42").isRolledBack();
    assertThatThrownBy(this::pay).isInstanceOf(NotDoneException.class);
    assertThat(count("payment")).isZero();
  }

  private void pay() throws SQLException {
    barrier.execute(Shop.message("42"), connection -> insert("payment", connection));
  }

  private static int insert(String table, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate("INSERT INTO " + table + " VALUES (1)");
    }
  }

  private int count(String table) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
