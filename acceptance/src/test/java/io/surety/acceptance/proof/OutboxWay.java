package io.surety.acceptance.proof;

import io.surety.client.Surety;
import io.surety.client.jdbc.JdbcOutbox;
import java.sql.SQLException;

/** The message is a row in the same transaction. */
final class OutboxWay implements Way {
  private final Shop shop;
  private final JdbcOutbox outbox;

  OutboxWay(Shop shop, Surety surety) throws SQLException {
    this.shop = shop;
    this.outbox =
        JdbcOutbox.create(surety.publisher(Mode.OUTBOX.producer()), shop.sql().dataSource());
  }

  @Override
  public void take(Order order) throws SQLException {
    shop.sql()
        .transaction(
            connection -> {
              if (shop.pay(connection, order)) {
                outbox.publish(connection, shop.message(order));
              }
              Shop.failIfItShould(order);
            });
    outbox.afterCommit();
  }
}
