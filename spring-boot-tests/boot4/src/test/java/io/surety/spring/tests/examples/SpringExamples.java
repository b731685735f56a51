package io.surety.spring.tests.examples;

import io.surety.client.Delivery;
import io.surety.client.Message;
import io.surety.client.Surety;
import io.surety.spring.ReliableListener;
import io.surety.spring.ReliableListener.Redelivery;
import io.surety.spring.ReliableSend;
import io.surety.spring.TransactionalOutbox;
import io.surety.testkit.SuretyTestKit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The examples of docs/spring.md, which has them word for word; {@link SpringPageTest} runs them.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  SpringExamples.Orders.class,
  SpringExamples.Billing.class,
  SpringExamples.Mail.class,
  SpringExamples.InMemory.class
})
class SpringExamples {

  /** What is sent. */
  record OrderPaid(String orderId, int cents) {}

  /** Sends. */
  @Component
  static class Orders {
    private final JdbcTemplate jdbc;
    private final TransactionalOutbox outbox;

    Orders(JdbcTemplate jdbc, TransactionalOutbox outbox) {
      this.jdbc = jdbc;
      this.outbox = outbox;
    }

    @Transactional
    @ReliableSend(destination = "order-paid", key = "#result.orderId()")
    public OrderPaid pay(String orderId, int cents) {
      jdbc.update("INSERT INTO orders (order_id) VALUES (?)", orderId);
      return new OrderPaid(orderId, cents);
    }

    @Transactional
    public void cancel(String orderId) {
      jdbc.update("DELETE FROM orders WHERE order_id = ?", orderId);
      outbox.publish(Message.to("order-cancelled").key(orderId).payload(orderId).build());
      outbox.publish(Message.to("refund-due").key(orderId).payload(orderId).build());
    }
  }

  /** Listens, in a transaction. */
  @Component
  static class Billing {
    private final JdbcTemplate jdbc;

    Billing(JdbcTemplate jdbc) {
      this.jdbc = jdbc;
    }

    @ReliableListener(destination = "order-paid", group = "billing")
    void on(OrderPaid paid) {
      jdbc.update(
          "INSERT INTO invoices (order_id, cents) VALUES (?, ?)", paid.orderId(), paid.cents());
    }
  }

  /** Listens, without one. */
  @Component
  static class Mail {
    final List<String> sent = new CopyOnWriteArrayList<>();
    private final Mails mails = (order, attempt) -> sent.add(order + " #" + attempt);

    /** Somebody who sends mail. */
    interface Mails {
      void send(String order, int attempt);
    }

    @ReliableListener(
        destination = "order-paid",
        group = "mail",
        concurrency = "${mail.concurrency:4}",
        redelivery = @Redelivery(initial = "5s", max = "10m", maxAttempts = 12),
        inbox = false)
    void send(OrderPaid paid, Delivery delivery) {
      mails.send(paid.orderId(), delivery.attempt());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class InMemory {
    @Bean(destroyMethod = "close")
    SuretyTestKit kit() {
      return SuretyTestKit.create().destination("order-paid");
    }

    @Bean(destroyMethod = "")
    Surety surety(SuretyTestKit kit) {
      return kit.surety();
    }
  }
}
