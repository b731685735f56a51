package io.surety.acceptance.proof;

import io.surety.client.CheckBackPolicy;
import io.surety.client.PublisherOptions;
import io.surety.client.Surety;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One instance of the order service. Takes its share of the orders of each mode, in several
 * threads; started again, goes on where the database says that it was. Orders of one key are taken
 * by one thread.
 */
final class OrderServiceMain {
  static final int INSTANCES = 2;
  private static final int THREADS = 2;
  private static final int SHARES = INSTANCES * THREADS;

  private final Plan plan;
  private final Shop shop;
  private final List<Thread> workers = new ArrayList<>();

  private OrderServiceMain(Plan plan, Shop shop) {
    this.plan = plan;
    this.shop = shop;
  }

  /** Arguments: those of {@link Services}, the instance from 0, and those of the {@link Plan}. */
  public static void main(String[] args) throws Exception {
    Shop shop = new Shop(Sql.at(args[2]), args[3]);
    Plan plan = Plan.of(args[5], args[6]);
    try (Surety surety = Services.connect(args)) {
      new OrderServiceMain(plan, shop).run(surety, Integer.parseInt(args[4]));
    }
    System.exit(0);
  }

  private void run(Surety surety, int instance) throws Exception {
    for (Mode mode : Mode.values()) {
      Way way = way(mode, surety);
      for (int thread = 0; thread < THREADS; thread++) {
        int share = instance * THREADS + thread;
        workers.add(new Thread(() -> take(mode, way, share), mode + "-" + share));
      }
    }
    workers.forEach(worker -> worker.setDaemon(true));
    workers.forEach(Thread::start);
    Services.serve(
        () -> {
          for (Thread worker : workers) {
            worker.join();
          }
        });
  }

  private Way way(Mode mode, Surety surety) throws SQLException {
    PublisherOptions options =
        PublisherOptions.create()
            .policy(
                CheckBackPolicy.defaults()
                    .withCheckBackAfter(Duration.ofMillis(300))
                    .withMaxDelay(Duration.ofSeconds(1)));
    return switch (mode) {
      case OUTBOX -> new OutboxWay(shop, surety);
      case BARRIER, BUNDLE, UNFENCED -> new BarrierWay(shop, surety, mode, options);
      case OWN -> new OwnWay(shop, surety, options);
    };
  }

  private void take(Mode mode, Way way, int share) {
    try {
      int last = lastStarted(mode, share);
      if (last >= 0 && plan.order(mode, last).isRetried()) {
        take(way, plan.order(mode, last));
      }
      int next = last < 0 ? share : last + SHARES;
      for (; next < plan.orders(mode); next += SHARES) {
        Order order = plan.order(mode, next);
        shop.begin(order);
        take(way, order);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("share " + share + " of " + mode, e);
    }
  }

  private int lastStarted(Mode mode, int share) throws SQLException {
    return (int)
        shop.sql()
            .number(
                "SELECT coalesce(max(n), -1) FROM started WHERE mode = ? AND n % ? = ?",
                mode.name(), SHARES, share);
  }

  private void take(Way way, Order order) throws SQLException {
    try {
      way.take(order);
    } catch (Shop.OutOfStock onPurpose) {
      // Everything of it is rolled back.
    } catch (Exception e) {
      shop.refused(order, e);
    }
  }
}
