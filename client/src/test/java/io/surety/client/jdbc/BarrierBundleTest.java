package io.surety.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.Bundle;
import io.surety.client.Message;
import io.surety.client.NotDoneException;
import io.surety.client.OutcomeUnknownException;
import io.surety.client.Publisher;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import io.surety.client.support.Broker;
import io.surety.client.support.Database;
import io.surety.client.support.Entry;
import io.surety.client.support.Installation;
import io.surety.client.support.Questions;
import io.surety.client.support.TopicLog;
import io.surety.client.support.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several messages, one transaction, one row of the barrier. */
class BarrierBundleTest {
  private Database database;
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
    Installation installation = Installation.on(Broker.shared());
    surety = installation.connect("surety.message.max.bytes", 1_000);
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
  void allMessagesAreDecidedByOneRow() throws Exception {
    String receipt =
        barrier.execute(
            bundle("b"),
            connection -> {
              assertThat(prepares.untilNow()).hasSize(2);
              return pay(connection);
            });

    assertThat(receipt).isEqualTo("paid");
    assertThat(rows()).containsExactly("b~1of2");
    assertThat(decisions()).containsExactly("b~1of2 CONFIRM [b~2of2]");
    assertThat(payments()).isEqualTo(1);
  }

  @Test
  void aCheckBackAboutAnyOfThemIsAnsweredForAll() throws Exception {
    barrier.execute(bundle("b"), BarrierBundleTest::pay);

    questions.checkBack("b~2of2", "order-service", 1);

    confirms.await(1, e -> decision(e).equals("b~2of2 CONFIRM [b~1of2]"));
    assertThat(barrier.verdict("b~1of2")).isEqualTo(Verdict.CONFIRM);
    assertThat(rows()).hasSize(1);
  }

  @Test
  void aCheckBackAboutOneOfThemFencesAll() {
    questions.checkBack("b~2of2", "order-service", 1);

    confirms.await(1, e -> decision(e).equals("b~2of2 ROLL_BACK [b~1of2]"));
    assertThatThrownBy(() -> barrier.execute(bundle("b"), BarrierBundleTest::pay))
        .isInstanceOf(NotDoneException.class)
        .hasMessageContaining("was rolled back before its local transaction came so far");
    assertThat(payments()).isZero();
    assertThat(decisions()).noneMatch(decision -> decision.contains("CONFIRM"));
  }

  @Test
  void anOpenTransactionOfTheCallerIsWaitedForWhicheverMessageIsAskedAbout() throws Exception {
    try (Connection connection = database.begin()) {
      barrier.enlist(connection, bundle("b"));
      questions.checkBack("b~2of2", "order-service", 1);
      // Another handler answers meanwhile.
      questions.checkBack("other", "order-service", 1);
      confirms.await(1, e -> decision(e).equals("other ROLL_BACK []"));
      assertThat(decisions()).noneMatch(decision -> decision.startsWith("b~"));
      connection.commit();
    }

    questions.checkBack("b~1of2", "order-service", 2);
    confirms.await(1, e -> decision(e).equals("b~1of2 CONFIRM [b~2of2]"));
    assertThat(decisions()).noneMatch(decision -> decision.startsWith("b~2of2 ROLL_BACK"));
  }

  @Test
  void workThatFailsRollsAllOfThemBack() {
    assertThatThrownBy(
            () ->
                barrier.execute(
                    bundle("b"),
                    connection -> {
                      pay(connection);
                      throw new IllegalStateException("declined");
                    }))
        .hasMessage("declined");

    assertThat(decisions()).containsExactly("b~1of2 ROLL_BACK [b~2of2]");
    assertThat(payments()).isZero();
  }

  @Test
  void nothingIsPreparedWhenOneOfThemIsTooLarge() {
    Bundle large =
        Bundle.of(
            Message.to("order-paid").payload("{}"),
            Message.to("points-earned").payload(new byte[1_001]));

    assertThatThrownBy(() -> barrier.execute(large, BarrierBundleTest::pay))
        .isInstanceOf(NotDoneException.class);

    assertThat(prepares.untilNow()).isEmpty();
    assertThat(decisions()).isEmpty();
  }

  @Test
  void whatIsPreparedInPartIsRolledBackAfterTheBarrierHasSaidSo() {
    assertThatThrownBy(() -> executeWithoutTheSecond(bundle("b")))
        .isInstanceOf(NotDoneException.class)
        .hasMessageContaining("the local transaction was not run, and cannot be any more");

    assertThat(prepares.untilNow()).hasSize(1);
    assertThat(decisions()).containsExactly("b~1of2 ROLL_BACK [b~2of2]");
    assertThat(payments()).isZero();
  }

  /** {@link Publisher#prepare(Bundle)} would roll back here what is committed. */
  @Test
  void aCommittedBundleIsNotRolledBackWhenItIsTriedAgainAndPreparedInPart() throws Exception {
    barrier.execute(bundle("b"), BarrierBundleTest::pay);

    assertThatThrownBy(() -> executeWithoutTheSecond(bundle("b")))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("was committed by an earlier transaction");

    assertThat(decisions()).containsExactly("b~1of2 CONFIRM [b~2of2]");
    assertThat(payments()).isEqualTo(1);
  }

  @Test
  void aMessageWithTheIdOfABundleHasARowOfItsOwn() throws Exception {
    barrier.execute(bundle("b"), BarrierBundleTest::pay);

    assertThat(barrier.verdict("b")).isEqualTo(Verdict.ROLL_BACK);
    assertThat(rows()).containsExactly("b", "b~1of2");
  }

  private void executeWithoutTheSecond(Bundle bundle) throws SQLException {
    Publisher real = barrier.publisher();
    Publisher failing =
        (Publisher)
            Proxy.newProxyInstance(
                Publisher.class.getClassLoader(),
                new Class<?>[] {Publisher.class},
                (self, method, arguments) -> {
                  if (method.getName().equals("prepareAsync")
                      && ((Message) arguments[0]).id().equals(bundle.messageIds().get(1))) {
                    return CompletableFuture.failedFuture(
                        new NotDoneException("could not prepare it", "Try again.", null));
                  }
                  try {
                    return method.invoke(real, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    BarrierExecution.of(barrier, failing, bundle).run(BarrierBundleTest::pay);
  }

  private static Bundle bundle(String id) {
    return Bundle.builder()
        .id(id)
        .add(Message.to("order-paid").payload("{}"))
        .add(Message.to("points-earned").payload("{}"))
        .build();
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

  private List<String> rows() {
    return database.column("SELECT message_id FROM surety_barrier ORDER BY message_id");
  }

  private List<String> decisions() {
    return confirms.untilNow().stream().map(BarrierBundleTest::decision).toList();
  }

  private static String decision(Entry entry) {
    return entry.get("messageId") + " " + entry.get("decision") + " " + entry.get("members");
  }
}
