package io.surety.testkit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.Message;
import io.surety.client.OutcomeUnknownException;
import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.jdbc.JdbcOutbox;
import io.surety.client.jdbc.LocalTables;
import io.surety.lifecycle.Reason;
import io.surety.testkit.SignalType;
import io.surety.testkit.SuretyTestKit;
import io.surety.testkit.TestedMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/producing.md do what the page says. */
class ProducingExamplesTest {
  private final SuretyTestKit kit = SuretyTestKit.create();
  private final Paid orders = new Paid();

  /** Orders in memory. */
  private static final class Paid implements ProducingExamples.Orders {
    final Set<String> paid = new HashSet<>();
    boolean hasNoMoney;

    @Override
    public String pay(String order) {
      if (hasNoMoney) {
        throw new IllegalStateException("no money");
      }
      paid.add(order);
      return "receipt " + order;
    }

    @Override
    public boolean isPaid(String order) {
      return paid.contains(order);
    }

    @Override
    public boolean canStillBePaid(String order) {
      return false;
    }
  }

  @BeforeEach
  void register() {
    kit.destination("order-paid").destination("points-earned");
    kit.surety().consumer("billing").destination("order-paid").handler(delivery -> {}).start();
    kit.surety().consumer("points").destination("points-earned").handler(delivery -> {}).start();
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void aDestinationCanDoWithoutSubscribers() {
    ProducingExamples.destination(kit.surety());

    String id = publisher().send(Message.to("order-seen").build());

    kit.assertThat(id).isCompleted();
  }

  @Test
  void aMessageWaitsForItsTime() {
    String id = publisher().send(ProducingExamples.message());
    kit.assertThat(id).isScheduled();

    kit.advance(Duration.ofMinutes(30));

    kit.assertThat(id).isCompleted().isConsumedBy("billing");
  }

  @Test
  void whatIsExecutedIsPublishedAndACheckBackSettlesALostConfirm() {
    Publisher publisher = ProducingExamples.publisher(kit.surety(), orders);
    kit.faults().loseNext(SignalType.CONFIRM);

    assertThat(ProducingExamples.execute(publisher, orders)).isEqualTo("receipt 42");

    kit.assertThat(last().id()).isPrepared();
    kit.advance(Duration.ofSeconds(30));
    kit.assertThat(last().id()).isCompleted();
  }

  @Test
  void theBarrierPublishesWhatIsCommitted() throws SQLException {
    H2 database = H2.withOrder("42");
    LocalTables.defaults().create(database.dataSource());

    ProducingExamples.barrier(kit.surety(), database.dataSource(), order("42"));

    kit.assertThat(last().id()).isCompleted();
    assertThat(database.isPaid("42")).isTrue();
  }

  @Test
  void theOutboxPublishesWhatIsCommitted() throws SQLException {
    H2 database = H2.withOrder("42");
    try (JdbcOutbox outbox = ProducingExamples.outbox(kit.surety(), database.dataSource())) {
      ProducingExamples.publish(outbox, database.dataSource());

      Awaitility.await().until(() -> kit.messages().size() == 1);
    }

    kit.assertThat(last().id()).isCompleted();
    assertThat(last().key()).contains("42");
    assertThat(database.isPaid("42")).isTrue();
  }

  @Test
  void whatTheOutboxCannotSendIsSetAside() throws SQLException {
    H2 database = H2.withOrder("42");
    JdbcOutbox closed = ProducingExamples.outbox(kit.surety(), database.dataSource());
    closed.close();
    ProducingExamples.publish(closed, database.dataSource());
    database.run("UPDATE surety_outbox SET destination = 'no topic'");

    try (JdbcOutbox outbox = ProducingExamples.outbox(kit.surety(), database.dataSource())) {
      Awaitility.await().until(() -> outbox.setAsideCount() == 1);
      ProducingExamples.decide(outbox);

      assertThat(outbox.setAsideCount()).isZero();
    }
    assertThat(kit.messages()).isEmpty();
  }

  @Test
  void byHandAMessageIsConfirmedOrRolledBack() {
    ProducingExamples.byHand(publisher(), orders);
    kit.assertThat(last().id()).isCompleted();

    orders.hasNoMoney = true;
    assertThatThrownBy(() -> ProducingExamples.byHand(publisher(), orders)).hasMessage("no money");
    kit.assertThat(last().id()).isRolledBack();
  }

  @Test
  void aBundleIsDecidedByOneCheckBack() {
    PublisherOptions options = ProducingExamples.bundles(orders);
    Publisher publisher = kit.surety().publisher("order-service", options);
    kit.faults().loseNext(SignalType.CONFIRM);

    assertThat(ProducingExamples.bundle(publisher, orders)).isEqualTo("receipt 42");
    assertThat(kit.messages()).hasSize(2);
    kit.messages().forEach(message -> kit.assertThat(message.id()).isPrepared());
    orders.paid.add(last().id().substring(0, last().id().indexOf('~')));
    kit.advance(Duration.ofMinutes(1));

    kit.messages().forEach(message -> kit.assertThat(message.id()).isCompleted());
  }

  @Test
  void anUnknownOutcomeIsSentAgain() {
    kit.faults().loseAcknowledgementOfNext(SignalType.SEND);

    ProducingExamples.outcomes(publisher(), order("42"));

    assertThat(kit.messages()).hasSize(1);
    kit.assertThat(last().id()).isCompleted();

    kit.faults().loseAll(SignalType.SEND);
    assertThatThrownBy(() -> ProducingExamples.outcomes(publisher(), order("43")))
        .isInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void callsNeedNotWait() {
    ProducingExamples.async(publisher(), order("42")).join();

    kit.assertThat(last().id()).isCompleted();
  }

  @Test
  void whatWaitsCanBeWithdrawn() {
    Message waits = Message.to("order-paid").delay(Duration.ofHours(1)).build();
    publisher().send(waits);

    ProducingExamples.later(publisher(), waits);

    kit.assertThat(waits.id()).isCancelled();
  }

  @Test
  void aTopicThatIsNotRegisteredIsADeadLetter() {
    String id = publisher().send(Message.to("nowhere").build());

    kit.assertThat(id).isDead(Reason.NO_DESTINATION);
  }

  private Publisher publisher() {
    return kit.surety().publisher("order-service");
  }

  private static Message order(String key) {
    return Message.to("order-paid").key(key).build();
  }

  private TestedMessage last() {
    return kit.messages().get(kit.messages().size() - 1);
  }
}
