package io.surety.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.Message;
import io.surety.client.NotDoneException;
import io.surety.client.OutcomeUnknownException;
import io.surety.client.PublisherOptions;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import io.surety.client.support.Broker;
import io.surety.client.support.Database;
import io.surety.client.support.Entry;
import io.surety.client.support.Installation;
import io.surety.client.support.Questions;
import io.surety.client.support.TopicLog;
import io.surety.client.support.Writer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The barrier of a producer, with a database and a broker. */
class JdbcBarrierTest {
  private Database database;
  private Installation installation;
  private Surety surety;
  private JdbcBarrier barrier;
  private Writer writer;
  private Questions questions;
  private TopicLog prepares;
  private TopicLog confirms;

  @BeforeEach
  void connect() throws SQLException {
    database = Database.postgres();
    LocalTables.defaults().create(database.dataSource());
    database.run("CREATE TABLE payment (order_id VARCHAR(64))");
    installation = Installation.on(Broker.shared());
    surety = installation.connect();
    barrier = JdbcBarrier.start(surety, "order-service", database.dataSource());
    writer = installation.writer();
    questions = new Questions(installation, writer);
    prepares = installation.log(installation.topics().prepare());
    confirms = installation.log(installation.topics().confirm());
  }

  @AfterEach
  void close() {
    barrier.close();
    surety.close();
    writer.close();
    prepares.close();
    confirms.close();
  }

  @Test
  void preparesThenCommitsThenConfirms() throws Exception {
    String receipt =
        barrier.execute(
            message("m1"),
            connection -> {
              assertThat(prepares.untilNow()).hasSize(1);
              assertThat(decisions()).isEmpty();
              return pay(connection);
            });

    assertThat(receipt).isEqualTo("paid");
    assertThat(prepares.untilNow().get(0).get("mode")).isEqualTo("PREPARE");
    assertThat(decisions()).containsExactly("m1 CONFIRM PRODUCER");
    assertThat(payments()).isEqualTo(1);
  }

  @Test
  void workThatFailsIsRolledBackAndItsExceptionGoesOn() {
    assertThatThrownBy(
            () ->
                barrier.execute(
                    message("m1"),
                    connection -> {
                      pay(connection);
                      throw new IOException("declined: 4111 1111");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("declined: 4111 1111");

    assertThat(decisions()).containsExactly("m1 ROLL_BACK PRODUCER");
    assertThat(confirms.untilNow().get(0).get("reason"))
        .as("the type, not the text, which may be private")
        .isEqualTo("the local transaction failed: java.io.IOException");
    assertThat(payments()).isZero();
  }

  @Test
  void aCommittedMessageIsConfirmedByCheckBackAndNotRunAgain() throws Exception {
    barrier.execute(message("m1"), JdbcBarrierTest::pay);

    questions.checkBack("m1", "order-service", 1);

    assertThat(checkBack("m1")).isEqualTo("CONFIRM");
    assertThatThrownBy(() -> barrier.execute(message("m1"), JdbcBarrierTest::pay))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("was committed by an earlier transaction");
    assertThat(payments()).isEqualTo(1);
    assertThat(decisions()).noneMatch(decision -> decision.contains("ROLL_BACK"));
  }

  @Test
  void anUnknownMessageIsRolledBackByCheckBackAndCannotBeCommittedAfterwards() {
    questions.checkBack("late", "order-service", 1);

    assertThat(checkBack("late")).isEqualTo("ROLL_BACK");
    assertThatThrownBy(() -> barrier.execute(message("late"), JdbcBarrierTest::pay))
        .isInstanceOf(NotDoneException.class)
        .hasMessageContaining("was rolled back before its local transaction came so far");
    assertThat(payments()).isZero();
    assertThat(decisions()).noneMatch(decision -> decision.contains("CONFIRM"));
  }

  @Test
  void anOpenTransactionIsWaitedForAndItsOutcomeIsTheAnswer() throws Exception {
    try (Connection connection = database.begin()) {
      barrier.enlist(connection, "open");
      pay(connection);
      questions.checkBack("open", "order-service", 1);
      questions.checkBack("other", "order-service", 1);

      assertThat(checkBack("other")).isEqualTo("ROLL_BACK");
      assertThat(confirms.untilNow()).noneMatch(entry -> isOf("open", entry, "ROLL_BACK"));
      connection.commit();
    }

    questions.checkBack("open", "order-service", 2);
    confirms.await(1, entry -> isOf("open", entry, "CONFIRM"));
    assertThat(confirms.untilNow()).noneMatch(entry -> isOf("open", entry, "ROLL_BACK"));
  }

  @Test
  void theTransactionIsTheBarriers() throws Exception {
    barrier.execute(
        message("m1"),
        connection -> {
          assertThatThrownBy(connection::commit)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("the transaction belongs to the barrier");
          assertThatThrownBy(connection::rollback).isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(connection::close).isInstanceOf(IllegalStateException.class);
          return pay(connection);
        });

    assertThat(payments()).isEqualTo(1);
  }

  @Test
  void anotherHandlerForAllDestinationsIsRefused() {
    PublisherOptions options = PublisherOptions.create().checkBack(question -> Verdict.CONFIRM);

    assertThatThrownBy(
            () ->
                JdbcBarrier.start(
                    surety, "other", database.dataSource(), LocalTables.defaults(), options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("have a check-back handler for all destinations");
  }

  private static Message message(String id) {
    return Message.to("order-paid").id(id).payload("{}").build();
  }

  private static String pay(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO payment (order_id) VALUES ('42')");
      return "paid";
    }
  }

  private long payments() {
    return database.number("SELECT count(*) FROM payment");
  }

  private String checkBack(String id) {
    return confirms
        .await(1, e -> e.get("messageId").equals(id) && e.get("source").equals("CHECK_BACK"))
        .get(0)
        .get("decision")
        .toString();
  }

  private static boolean isOf(String id, Entry entry, String decision) {
    return entry.get("messageId").equals(id) && entry.get("decision").equals(decision);
  }

  private List<String> decisions() {
    return confirms.untilNow().stream()
        .map(e -> e.get("messageId") + " " + e.get("decision") + " " + e.get("source"))
        .toList();
  }
}
