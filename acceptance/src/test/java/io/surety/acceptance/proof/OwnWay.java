package io.surety.acceptance.proof;

import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The state of the order is the witness: a check-back that finds it new cancels it, so that it
 * cannot be paid any more.
 */
final class OwnWay implements Way {
  private static final String PAY =
      "UPDATE orders SET state = 'PAID' WHERE message_id = ? AND state = 'NEW'";
  private static final String CANCEL =
      "UPDATE orders SET state = 'CANCELLED' WHERE message_id = ? AND state = 'NEW'";
  private static final String IS_PAID =
      "SELECT count(*) FROM orders WHERE message_id = ? AND state = 'PAID'";

  private final Shop shop;
  private final Publisher publisher;

  OwnWay(Shop shop, Surety surety, PublisherOptions options) {
    this.shop = shop;
    this.publisher =
        surety.publisher(
            Mode.OWN.producer(), options.checkBack(question -> verdict(question.messageId())));
  }

  private Verdict verdict(String id) throws SQLException {
    // Waits for a transaction that is paying it.
    shop.sql().run(CANCEL, id);
    return isPaid(id) ? Verdict.CONFIRM : Verdict.ROLL_BACK;
  }

  @Override
  public void take(Order order) throws SQLException {
    publisher.executeWithoutResult(
        shop.message(order), () -> shop.sql().transaction(connection -> pay(connection, order)));
  }

  private void pay(Connection connection, Order order) throws SQLException {
    // An order that was paid before is paid: to throw would roll its message back.
    if (Sql.run(connection, PAY, order.id()) == 0 && !isPaid(order.id())) {
      throw new Shop.OutOfStock(order);
    }
    if (order.isOpenWhenAsked()) {
      try (var sleep = connection.createStatement()) {
        // Longer than it takes to be asked.
        sleep.execute("SELECT pg_sleep(0.8)");
      }
    }
    Shop.failIfItShould(order);
  }

  private boolean isPaid(String id) throws SQLException {
    return shop.sql().number(IS_PAID, id) == 1;
  }
}
