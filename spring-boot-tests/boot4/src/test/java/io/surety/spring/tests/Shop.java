package io.surety.spring.tests;

import io.surety.client.Delivery;
import io.surety.client.Message;
import io.surety.client.RejectException;
import io.surety.spring.ReliableListener;
import io.surety.spring.ReliableListener.Redelivery;
import io.surety.spring.ReliableSend;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** A small application: orders are paid, and invoices are written for them. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({Shop.Orders.class, Shop.Callers.class, Shop.Invoices.class, Shop.Billing.class})
class Shop {
  /** What is sent, as JSON. */
  record OrderPaid(String orderId, int cents) {}

  @Bean
  Mail mail() {
    return new Mail();
  }

  /** The producing side. */
  @Component
  static class Orders {
    private final JdbcTemplate jdbc;

    Orders(JdbcTemplate jdbc) {
      this.jdbc = jdbc;
    }

    @Transactional
    @ReliableSend(
        destination = "${shop.destination:order-paid}",
        key = "#result.orderId()",
        tag = "'eu.' + #p1")
    public OrderPaid pay(String orderId, int cents) {
      markPaid(orderId);
      return new OrderPaid(orderId, cents);
    }

    @Transactional
    @ReliableSend(destination = "${shop.destination:order-paid}")
    public OrderPaid payAndFail(String orderId) {
      markPaid(orderId);
      throw new IllegalStateException("no money");
    }

    @ReliableSend(destination = "${shop.destination:order-paid}")
    public OrderPaid payWithoutTransaction(String orderId) {
      markPaid(orderId);
      return new OrderPaid(orderId, 1);
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    @ReliableSend(destination = "${shop.destination:order-paid}", key = "#orderId")
    public OrderPaid payInItsOwnTransaction(String orderId) {
      markPaid(orderId);
      return new OrderPaid(orderId, 2);
    }

    @Transactional
    @ReliableSend(destination = "${shop.destination:order-paid}")
    public Optional<OrderPaid> payIfOpen(String orderId) {
      return isPaid(orderId) ? Optional.empty() : Optional.of(new OrderPaid(orderId, 3));
    }

    @Transactional
    @ReliableSend(destination = "${shop.destination:order-paid}")
    public String payWithText(String json) {
      return json;
    }

    @Transactional
    @ReliableSend
    public Message payWithMessage(Message message) {
      return message;
    }

    boolean isPaid(String orderId) {
      return count("orders", orderId) > 0;
    }

    int count(String table, String orderId) {
      Integer count =
          jdbc.queryForObject(
              "SELECT COUNT(*) FROM " + table + " WHERE order_id = ?", Integer.class, orderId);
      return count == null ? 0 : count;
    }

    private void markPaid(String orderId) {
      jdbc.update("INSERT INTO orders (order_id) VALUES (?)", orderId);
    }
  }

  /** Calls others within its own transactions. */
  @Component
  static class Callers {
    private final Orders orders;

    Callers(Orders orders) {
      this.orders = orders;
    }

    @Transactional
    public void payWithinAndFail(String orderId) {
      orders.payInItsOwnTransaction(orderId);
      throw new IllegalStateException("failed afterwards");
    }

    @Transactional
    public void payWithoutTransactionOfItsOwn(String orderId) {
      orders.payWithoutTransaction(orderId);
    }
  }

  /** Writes within the transaction of whoever calls. */
  @Component
  static class Invoices {
    private final JdbcTemplate jdbc;

    Invoices(JdbcTemplate jdbc) {
      this.jdbc = jdbc;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void create(OrderPaid paid) {
      jdbc.update(
          "INSERT INTO invoices (order_id, cents) VALUES (?, ?)", paid.orderId(), paid.cents());
    }
  }

  /** The consuming side. */
  @Component
  static class Billing {
    final List<String> attempts = new CopyOnWriteArrayList<>();
    private final Invoices invoices;

    Billing(Invoices invoices) {
      this.invoices = invoices;
    }

    @ReliableListener(
        destination = "${shop.destination:order-paid}",
        group = "billing",
        redelivery = @Redelivery(steps = {"50ms", "50ms"}))
    void on(OrderPaid paid, Delivery delivery) {
      attempts.add(paid.orderId() + " #" + delivery.attempt());
      invoices.create(paid);
      if (paid.orderId().startsWith("fails-once") && delivery.attempt() == 1) {
        throw new IllegalStateException("not yet");
      }
      if (paid.orderId().startsWith("rejected")) {
        throw new RejectException("never");
      }
    }
  }

  /** Consumes the same messages without a transaction, as text. */
  static class Mail {
    final List<String> sent = new CopyOnWriteArrayList<>();

    @ReliableListener(
        destination = "${shop.destination:order-paid}",
        group = "mail",
        tags = "eu.#",
        concurrency = "${shop.mail.concurrency:2}",
        inbox = false)
    void on(Delivery delivery, String json) {
      sent.add(delivery.tag().orElse("none") + " " + json);
    }
  }
}
