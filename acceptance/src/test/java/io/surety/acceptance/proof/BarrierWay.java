package io.surety.acceptance.proof;

import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.Surety;
import io.surety.client.jdbc.JdbcBarrier;
import io.surety.client.jdbc.LocalTables;
import io.surety.client.jdbc.TransactionWork;
import io.surety.client.jdbc.UnfencedBarrier;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The transaction also writes a row of the barrier, which answers check-backs. */
final class BarrierWay implements Way {
  private final Shop shop;
  private final Execute execute;
  private final ThreadLocal<Order> late = new ThreadLocal<>();

  /** With the fence, or without. */
  private interface Execute {
    void run(Order order, TransactionWork<Boolean, SQLException> work) throws SQLException;
  }

  BarrierWay(Shop shop, Surety surety, Mode mode, PublisherOptions options) {
    this.shop = shop;
    DataSource dataSource = lateForSome(shop.sql().dataSource());
    if (mode != Mode.UNFENCED) {
      JdbcBarrier barrier =
          JdbcBarrier.start(surety, mode.producer(), dataSource, LocalTables.defaults(), options);
      this.execute =
          mode == Mode.BUNDLE
              ? (order, work) -> barrier.execute(shop.bundle(order), work)
              : (order, work) -> barrier.execute(shop.message(order), work);
    } else {
      UnfencedBarrier barrier = new UnfencedBarrier(dataSource);
      Publisher publisher = surety.publisher(mode.producer(), options.checkBack(barrier));
      this.execute = (order, work) -> barrier.execute(publisher, shop.message(order), work);
    }
  }

  @Override
  public void take(Order order) throws SQLException {
    if (order.isLateWhenAsked()) {
      late.set(order);
    }
    execute.run(
        order,
        connection -> {
          if (!shop.pay(connection, order)) {
            throw new IllegalStateException("paid already, and the barrier did not know");
          }
          if (order.isOpenWhenAsked()) {
            shop.awaitAsked(order);
          }
          Shop.failIfItShould(order);
          return true;
        });
  }

  /** The message is prepared then, and the transaction does not begin before it gets one. */
  private DataSource lateForSome(DataSource dataSource) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> {
              Order order = late.get();
              if (order != null) {
                late.remove();
                shop.awaitAsked(order);
              }
              try {
                return method.invoke(dataSource, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
