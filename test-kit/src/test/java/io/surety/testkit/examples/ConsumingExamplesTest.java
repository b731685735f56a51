package io.surety.testkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.Message;
import io.surety.client.MessageBuilder;
import io.surety.client.Subscription;
import io.surety.client.jdbc.LocalTables;
import io.surety.lifecycle.Reason;
import io.surety.testkit.SuretyTestKit;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/consuming.md do what the page says. */
class ConsumingExamplesTest {
  private final SuretyTestKit kit = SuretyTestKit.create().destination("order-paid");
  private final Written invoices = new Written();

  /** Invoices in memory. */
  private static final class Written implements ConsumingExamples.Invoices {
    final List<String> orders = new ArrayList<>();
    boolean isBusy;

    @Override
    public void create(String order, String json) {
      if (isBusy) {
        throw new IllegalStateException("busy");
      }
      orders.add(order);
    }

    @Override
    public boolean exists(String order) {
      return orders.contains(order);
    }
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void everyOutcomeIsSaidByTheHandler() {
    ConsumingExamples.outcomes(kit.surety(), invoices);

    String first = send("42");
    String same = send("42");
    String empty = send(Message.to("order-paid").key("43"));
    invoices.isBusy = true;
    String busy = send("44");

    kit.assertThat(first).isConsumedBy("billing");
    kit.assertThat(same).isConsumedBy("billing");
    kit.assertThat(empty).isConsumedBy("billing");
    kit.assertThat(busy).isWaiting("billing");
    invoices.isBusy = false;
    kit.advance(Duration.ofMinutes(1));
    kit.assertThat(busy).isConsumedBy("billing").hasAttempts("billing", 2);
    assertThat(invoices.orders).containsExactly("42", "43", "44");
  }

  @Test
  void optionsChooseWhatComesAndHowOften() {
    ConsumingExamples.everything(kit.surety(), invoices);
    invoices.isBusy = true;

    String american = send(Message.to("order-paid").key("1").tag("us.open"));
    String european = send(Message.to("order-paid").key("2").tag("eu.paid.late"));

    kit.assertThat(american).isDead(Reason.NO_SUBSCRIBER);
    kit.advance(Duration.ofHours(3));
    kit.assertThat(european).isDead("billing").hasAttempts("billing", 12);
  }

  @Test
  void anOutcomeCanComeLater() {
    Map<String, CompletableFuture<String>> charged = new HashMap<>();
    ConsumingExamples.later(
        kit.surety(), order -> charged.computeIfAbsent(order, any -> new CompletableFuture<>()));
    String paid = send("42");
    String failed = send("43");
    String forgotten = send("44");
    kit.assertThat(paid).isNotConsumedBy("billing");

    charged.get("42").complete("receipt");
    charged.get("43").completeExceptionally(new IllegalStateException("no money"));
    kit.advance(Duration.ofMillis(1));

    kit.assertThat(paid).isConsumedBy("billing");
    kit.assertThat(failed).isWaiting("billing");
    kit.advance(Duration.ofHours(1));
    kit.assertThat(forgotten).isWaiting("billing");
  }

  @Test
  void theInboxHasItsEffectOnce() throws SQLException {
    H2 database = H2.withOrder("42");
    LocalTables.defaults().create(database.dataSource());
    ConsumingExamples.once(kit.surety(), database.dataSource());
    kit.faults().duplicateNextDelivery();

    String id = send("42");

    kit.assertThat(id).isCompleted();
    assertThat(database.number("SELECT COUNT(*) FROM invoice WHERE order_id = '42'")).isEqualTo(1);
  }

  @Test
  void aGroupThatLeavesIsOwedNothing() {
    Subscription billing = ConsumingExamples.outcomes(kit.surety(), invoices);

    ConsumingExamples.leave(kit.surety(), billing);

    kit.assertThat(send("42")).isDead(Reason.NO_SUBSCRIBER);
    assertThat(invoices.orders).isEmpty();
  }

  private String send(String order) {
    return send(Message.to("order-paid").key(order).payload("{}"));
  }

  private String send(MessageBuilder message) {
    return kit.surety().publisher("order-service").send(message.build());
  }
}
