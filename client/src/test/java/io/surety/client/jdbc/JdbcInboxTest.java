package io.surety.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.Delivery;
import io.surety.client.InboxHandler;
import io.surety.client.RejectException;
import io.surety.client.Surety;
import io.surety.client.support.Broker;
import io.surety.client.support.Database;
import io.surety.client.support.Entry;
import io.surety.client.support.Installation;
import io.surety.client.support.Questions;
import io.surety.client.support.TopicLog;
import io.surety.client.support.Writer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The inbox of a consumer, with a database and a broker. */
class JdbcInboxTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Database database;
  private Installation installation;
  private Surety surety;
  private Writer writer;
  private TopicLog receives;
  private TopicLog consumes;
  private String destination;

  @BeforeEach
  void connect() throws SQLException {
    database = Database.h2();
    LocalTables.defaults().create(database.dataSource());
    database.run("CREATE TABLE invoice (message_id VARCHAR(255))");
    installation = Installation.on(Broker.shared());
    destination = installation.destination("inbox" + NUMBER.incrementAndGet(), 1);
    surety = installation.connect();
    writer = installation.writer();
    receives = installation.log(installation.topics().receive());
    consumes = installation.log(installation.topics().consume());
  }

  @AfterEach
  void close() {
    surety.close();
    writer.close();
    receives.close();
    consumes.close();
  }

  @Test
  void aMessageThatComesTwiceHasItsEffectOnceAndIsConsumedBothTimes() {
    AtomicInteger calls = new AtomicInteger();
    consume(
        (delivery, connection) -> {
          calls.incrementAndGet();
          invoice(delivery, connection);
        });

    writer.dispatch(destination, "m1").attempt(1).to("billing");
    writer.dispatch(destination, "m1").attempt(2).to("billing");

    assertThat(outcomes(2)).containsExactly("m1 1 CONSUMED", "m1 2 CONSUMED");
    assertThat(calls).hasValue(1);
    assertThat(invoices()).containsExactly("m1");
    assertThat(remembered()).containsExactly("m1");
  }

  @Test
  void aHandlerThatThrowsRollsBackAndTheNextAttemptHasTheEffect() {
    consume(
        (delivery, connection) -> {
          invoice(delivery, connection);
          if (delivery.attempt() == 1) {
            throw new IOException("printer is away");
          }
        });

    writer.dispatch(destination, "m1").attempt(1).to("billing");
    Entry failed = consumes.await(1).get(0);

    assertThat(failed.get("outcome")).isEqualTo("FAILED");
    assertThat(((Map<?, ?>) failed.get("error")).get("type")).isEqualTo("java.io.IOException");
    assertThat(invoices()).isEmpty();
    assertThat(remembered()).isEmpty();
    writer.dispatch(destination, "m1").attempt(2).to("billing");
    assertThat(outcomes(2)).containsExactly("m1 1 FAILED", "m1 2 CONSUMED");
    assertThat(invoices()).containsExactly("m1");
  }

  @Test
  void rejectingAndRetryAfterRollBackToo() {
    consume(
        (delivery, connection) -> {
          invoice(delivery, connection);
          if (delivery.id().equals("rejected")) {
            throw new RejectException("no such order");
          }
          delivery.retryAfter(Duration.ofSeconds(7));
        });

    writer.dispatch(destination, "rejected").to("billing");
    writer.dispatch(destination, "retried").to("billing");

    assertThat(outcomes(2)).containsExactly("rejected 1 REJECTED", "retried 1 FAILED");
    assertThat(consumes.await(1, of("retried")).get(0).get("retryAfterMs")).isEqualTo(7_000L);
    assertThat(invoices()).isEmpty();
    assertThat(remembered()).isEmpty();
  }

  @Test
  void consumeChecksAreAnsweredFromTheInbox() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    consume(
        (delivery, connection) -> {
          invoice(delivery, connection);
          if (delivery.id().equals("slow")) {
            begun.countDown();
            release.await();
          }
        });
    writer.dispatch(destination, "done").to("billing");
    assertThat(outcomes(1)).containsExactly("done 1 CONSUMED");
    writer.dispatch(destination, "slow").to("billing");
    begun.await();
    Questions questions = new Questions(installation, writer);

    questions.consumeCheck("done", "billing", destination, 2);
    questions.consumeCheck("never", "billing", destination, 3);
    questions.consumeCheck("slow", "billing", destination, 4);

    assertThat(consumes.await(1, of("done", 2)).get(0).get("outcome")).isEqualTo("CONSUMED");
    Entry never = consumes.await(1, of("never", 3)).get(0);
    assertThat(((Map<?, ?>) never.get("error")).get("type")).isEqualTo("NOT_CONSUMED");
    receives.await(1, of("slow", 4));
    release.countDown();
    assertThat(consumes.await(1, of("slow", 1)).get(0).get("outcome")).isEqualTo("CONSUMED");
  }

  @Test
  void theOutcomeCannotBeDeferred() {
    AtomicReference<Throwable> refused = new AtomicReference<>();
    consume(
        (delivery, connection) -> {
          try {
            delivery.defer();
          } catch (IllegalStateException e) {
            refused.set(e);
            throw e;
          }
        });

    writer.dispatch(destination, "m1").to("billing");

    assertThat(outcomes(1)).containsExactly("m1 1 FAILED");
    assertThat(refused.get()).hasMessageContaining("'m1' cannot be deferred");
  }

  @Test
  void theConnectionIsForTheHandlerAndItsTransactionIsTheInboxs() {
    AtomicReference<Connection> kept = new AtomicReference<>();
    AtomicInteger refused = new AtomicInteger();
    consume(
        (delivery, connection) -> {
          kept.set(connection);
          invoice(delivery, connection);
          for (Ending ending :
              List.<Ending>of(
                  Connection::commit,
                  Connection::rollback,
                  Connection::close,
                  c -> c.setAutoCommit(true))) {
            assertThatThrownBy(() -> ending.on(connection))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the transaction belongs to the inbox");
            refused.incrementAndGet();
          }
        });

    writer.dispatch(destination, "m1").to("billing");

    assertThat(outcomes(1)).containsExactly("m1 1 CONSUMED");
    assertThat(refused).hasValue(4);
    assertThat(invoices()).containsExactly("m1");
    assertThatThrownBy(() -> kept.get().createStatement())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has ended");
  }

  @Test
  void eachGroupHasItsOwnMemory() {
    InboxHandler handler = JdbcInboxTest::invoice;
    consume(handler);
    surety
        .consumer("audit")
        .destination(destination)
        .inbox(JdbcInbox.of(database.dataSource()), handler)
        .start();

    writer.dispatch(destination, "m1").to("billing,audit");

    assertThat(outcomes(2)).containsExactly("m1 1 CONSUMED", "m1 1 CONSUMED");
    assertThat(invoices()).containsExactly("m1", "m1");
  }

  private void consume(InboxHandler handler) {
    surety
        .consumer("billing")
        .destination(destination)
        .inbox(JdbcInbox.of(database.dataSource()), handler)
        .start();
  }

  private static void invoice(Delivery delivery, Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO invoice (message_id) VALUES (?)")) {
      insert.setString(1, delivery.id());
      insert.executeUpdate();
    }
  }

  private List<String> invoices() {
    return database.column("SELECT message_id FROM invoice");
  }

  private List<String> remembered() {
    return database.column("SELECT message_id FROM surety_inbox");
  }

  private List<String> outcomes(int count) {
    return consumes.await(count).stream()
        .map(e -> e.get("messageId") + " " + e.get("attempt") + " " + e.get("outcome"))
        .sorted()
        .toList();
  }

  private static Predicate<Entry> of(String id) {
    return entry -> entry.get("messageId").equals(id);
  }

  private static Predicate<Entry> of(String id, int attempt) {
    return of(id).and(entry -> entry.get("attempt").equals(attempt));
  }

  /** What ends a transaction. */
  private interface Ending {
    void on(Connection connection) throws SQLException;
  }
}
