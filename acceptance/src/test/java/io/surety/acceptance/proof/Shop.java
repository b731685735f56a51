package io.surety.acceptance.proof;

import io.surety.client.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the ways of publishing have in common: the orders in the database, and their messages. */
record Shop(Sql sql, String destination) {

  /** The local transaction failed on purpose. */
  static final class OutOfStock extends RuntimeException {
    OutOfStock(Order order) {
      super(order.id());
    }
  }

  Message message(Order order) {
    return Message.to(destination).id(order.id()).key(order.key()).payload(order.id()).build();
  }

  /** Says that an order is being taken, which a process that is started again goes by. */
  void begin(Order order) throws SQLException {
    sql.transaction(
        connection -> {
          Sql.run(connection, "INSERT INTO started VALUES (?, ?)", order.mode().name(), order.n());
          if (order.mode() == Mode.OWN) {
            insert(connection, order, "NEW");
          }
        });
  }

  /** Writes a paid order. False when there is one. */
  boolean pay(Connection connection, Order order) throws SQLException {
    return insert(connection, order, "PAID");
  }

  private static boolean insert(Connection connection, Order order, String state)
      throws SQLException {
    return Sql.run(
            connection,
            "INSERT INTO orders VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            order.id(),
            order.mode().name(),
            state)
        == 1;
  }

  /** The last thing in a transaction. */
  static void failIfItShould(Order order) {
    if (order.fails()) {
      throw new OutOfStock(order);
    }
  }

  /** Waits until the coordinator has asked about the order; see {@link Asked}. */
  void awaitAsked(Order order) throws SQLException {
    while (sql.number("SELECT count(*) FROM asked WHERE message_id = ?", order.id()) == 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Remembers an order that could not be taken. */
  void refused(Order order, Exception why) throws SQLException {
    sql.run(
        "INSERT INTO refused VALUES (?, ?, ?, ?)",
        order.id(),
        order.mode().name(),
        why.getClass().getSimpleName(),
        String.valueOf(why.getMessage()));
  }
}
