package io.surety.testkit.examples;

import io.surety.client.Bundle;
import io.surety.client.CheckBackPolicy;
import io.surety.client.DestinationOptions;
import io.surety.client.Message;
import io.surety.client.NotDoneException;
import io.surety.client.OutcomeUnknownException;
import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import io.surety.client.jdbc.JdbcBarrier;
import io.surety.client.jdbc.JdbcOutbox;
import io.surety.client.jdbc.LocalTables;
import io.surety.client.jdbc.SetAside;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The examples of docs/producing.md, which has them word for word. */
final class ProducingExamples {
  private ProducingExamples() {}

  /** What the examples do their business with. */
  interface Orders {
    String pay(String order);

    boolean isPaid(String order);

    boolean canStillBePaid(String order);
  }

  static void connect(String bootstrapServers) {
    Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);

    try (Surety surety = Surety.connect(config)) {
      surety.publisher("order-service").send(Message.to("order-paid").key("42").build());
    }
  }

  static void topic(Map<String, Object> config) throws Exception {
    try (Admin admin = Admin.create(config)) {
      admin.createTopics(List.of(new NewTopic("order-paid", 12, (short) 3))).all().get();
    }
  }

  static void destination(Surety surety) {
    surety.destinations().register("order-paid");
    surety
        .destinations()
        .register(
            "order-seen",
            DestinationOptions.defaults()
                .withOnNoSubscriber(DestinationOptions.OnNoSubscriber.COMPLETE));
  }

  static Message message() {
    Message message =
        Message.to("order-paid")
            .key("42")
            .tag("eu.paid")
            .header("tenant", "acme")
            .payload("{\"order\":\"42\",\"cents\":4200}")
            .delay(Duration.ofMinutes(30))
            .ttl(Duration.ofDays(1))
            .build();
    return message;
  }

  static Publisher publisher(Surety surety, Orders orders) {
    PublisherOptions options =
        PublisherOptions.create()
            .checkBack(
                question -> {
                  String order = question.businessKey().orElseThrow();
                  if (orders.isPaid(order)) {
                    return Verdict.CONFIRM;
                  }
                  return orders.canStillBePaid(order) ? Verdict.UNKNOWN : Verdict.ROLL_BACK;
                })
            .policy(CheckBackPolicy.defaults().withCheckBackAfter(Duration.ofSeconds(30)));

    Publisher publisher = surety.publisher("order-service", options);
    return publisher;
  }

  static String execute(Publisher publisher, Orders orders) {
    Message message = Message.to("order-paid").key("42").payload("{\"order\":\"42\"}").build();

    String receipt = publisher.execute(message, () -> orders.pay("42"));
    return receipt;
  }

  static void barrier(Surety surety, DataSource dataSource, Message message) throws SQLException {
    JdbcBarrier barrier = JdbcBarrier.start(surety, "order-service", dataSource);

    barrier.execute(
        message,
        connection -> {
          try (PreparedStatement pay =
              connection.prepareStatement("UPDATE orders SET paid = TRUE WHERE id = ?")) {
            pay.setString(1, "42");
            return pay.executeUpdate();
          }
        });
  }

  static JdbcOutbox outbox(Surety surety, DataSource dataSource) throws SQLException {
    LocalTables.defaults().create(dataSource);

    JdbcOutbox outbox = JdbcOutbox.create(surety.publisher("order-service"), dataSource);
    return outbox;
  }

  static void publish(JdbcOutbox outbox, DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement pay =
          connection.prepareStatement("UPDATE orders SET paid = TRUE WHERE id = ?")) {
        pay.setString(1, "42");
        pay.executeUpdate();
      }
      outbox.publish(connection, Message.to("order-paid").key("42").build());
      connection.commit();
    }
    outbox.afterCommit();
  }

  static void decide(JdbcOutbox outbox) throws SQLException {
    for (SetAside message : outbox.setAside(100)) {
      System.err.println(message.messageId() + " cannot be sent: " + message.error());
      outbox.discard(message.messageId());
    }
  }

  static void byHand(Publisher publisher, Orders orders) {
    Message message = Message.to("order-paid").key("42").payload("{\"order\":\"42\"}").build();

    publisher.prepare(message);
    try {
      orders.pay("42");
    } catch (RuntimeException e) {
      publisher.rollBack(message.id(), "payment failed");
      throw e;
    }
    publisher.confirm(message.id());
  }

  static String bundle(Publisher publisher, Orders orders) {
    Bundle bundle =
        Bundle.of(
            Message.to("order-paid").key("42").payload("{\"order\":\"42\"}"),
            Message.to("points-earned").key("ada").payload("{\"points\":7}"));

    String receipt = publisher.execute(bundle, () -> orders.pay("42"));
    return receipt;
  }

  static PublisherOptions bundles(Orders orders) {
    PublisherOptions options =
        PublisherOptions.create()
            .checkBack(
                question ->
                    orders.isPaid(question.bundleId().orElseThrow())
                        ? Verdict.CONFIRM
                        : Verdict.UNKNOWN);
    return options;
  }

  static void outcomes(Publisher publisher, Message message) {
    try {
      publisher.send(message);
    } catch (NotDoneException e) {
      // Definitely not sent. The message says what to change.
      throw new IllegalStateException("cannot publish: " + e.nextStep(), e);
    } catch (OutcomeUnknownException e) {
      // Nobody knows. The same message again is harmless: it has the same id.
      publisher.send(message);
    }
  }

  static CompletableFuture<Void> async(Publisher publisher, Message message) {
    CompletableFuture<Void> published =
        publisher.prepareAsync(message).thenCompose(id -> publisher.confirmAsync(id));
    return published;
  }

  static void later(Publisher publisher, Message message) {
    publisher.cancel(message.id(), "customer asked");
  }
}
