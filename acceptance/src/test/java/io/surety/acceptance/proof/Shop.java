package io.surety.acceptance.proof;

import io.surety.client.Bundle;
import io.surety.client.BundleBuilder;
import io.surety.client.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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

  /** Both messages of an order. */
  Bundle bundle(Order order) {
    BundleBuilder bundle = Bundle.builder().id(order.id());
    for (String id : ids(order)) {
      bundle.add(Message.to(destination).key(order.key()).payload(id));
    }
    return bundle.build();
  }

  /** Of the messages of an order. */
  private static List<String> ids(Order order) {
    return order.mode() == Mode.BUNDLE
        ? List.of(order.id() + "~1of2", order.id() + "~2of2")
        : List.of(order.id());
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

  /** Writes a paid order, a row for each of its messages. False when there is one. */
  boolean pay(Connection connection, Order order) throws SQLException {
    return insert(connection, order, "PAID");
  }

  private static boolean insert(Connection connection, Order order, String state)
      throws SQLException {
    boolean isNew = true;
    for (String id : ids(order)) {
      isNew &=
          Sql.run(
                  connection,
                  "INSERT INTO orders VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                  id,
                  order.mode().name(),
                  state)
              == 1;
    }
    return isNew;
  }

  /** The last thing in a transaction. */
  static void failIfItShould(Order order) {
    if (order.fails()) {
      throw new OutOfStock(order);
    }
  }

  /** Waits until the coordinator has asked about the order; see {@link Asked}. */
  void awaitAsked(Order order) throws SQLException {
    String any = "SELECT count(*) FROM asked WHERE message_id IN (?, ?)";
    List<String> ids = ids(order);
    while (sql.number(any, ids.get(0), ids.get(ids.size() - 1)) == 0) {
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
