package io.surety.testkit.examples;

import io.surety.client.ConsumeState;
import io.surety.client.RedeliveryPolicy;
import io.surety.client.RejectException;
import io.surety.client.Settlement;
import io.surety.client.Subscription;
import io.surety.client.Surety;
import io.surety.client.jdbc.JdbcInbox;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** The examples of docs/consuming.md, which has them word for word. */
final class ConsumingExamples {
  private ConsumingExamples() {}

  /** What the examples do their business with. */
  interface Invoices {
    void create(String order, String json);

    boolean exists(String order);
  }

  /** Answers later. */
  interface Vendor {
    CompletableFuture<String> charge(String order);
  }

  static void program(String bootstrapServers, Invoices invoices) throws InterruptedException {
    Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);

    try (Surety surety = Surety.connect(config);
        Subscription billing =
            surety
                .consumer("billing")
                .destination("order-paid")
                .handler(d -> invoices.create(d.key().orElseThrow(), d.payloadText()))
                .start()) {
      billing.awaitClosed();
    }
  }

  static Subscription everything(Surety surety, Invoices invoices) {
    Subscription billing =
        surety
            .consumer("billing")
            .destination("order-paid")
            .tags("eu.#||us.paid")
            .redelivery(
                RedeliveryPolicy.exponential(Duration.ofSeconds(1), Duration.ofMinutes(10))
                    .withMaxAttempts(12))
            .ackTimeout(Duration.ofMinutes(1))
            .processingTimeout(Duration.ofMinutes(2))
            .concurrency(16)
            .consumeCheck(
                question ->
                    invoices.exists(question.businessKey().orElseThrow())
                        ? ConsumeState.CONSUMED
                        : ConsumeState.NOT_CONSUMED)
            .handler(d -> invoices.create(d.key().orElseThrow(), d.payloadText()))
            .start();
    return billing;
  }

  static Subscription outcomes(Surety surety, Invoices invoices) {
    Subscription billing =
        surety
            .consumer("billing")
            .destination("order-paid")
            .handler(
                delivery -> {
                  if (delivery.isTombstone()) {
                    throw new RejectException("an order without content");
                  }
                  if (invoices.exists(delivery.key().orElseThrow())) {
                    return;
                  }
                  try {
                    invoices.create(delivery.key().orElseThrow(), delivery.payloadText());
                  } catch (IllegalStateException busy) {
                    delivery.retryAfter(Duration.ofMinutes(1));
                  }
                })
            .start();
    return billing;
  }

  static Subscription later(Surety surety, Vendor vendor) {
    Subscription billing =
        surety
            .consumer("billing")
            .destination("order-paid")
            .handler(
                delivery -> {
                  Settlement settlement = delivery.defer(Duration.ofHours(1));
                  vendor
                      .charge(delivery.key().orElseThrow())
                      .whenComplete(
                          (receipt, failure) -> {
                            if (failure == null) {
                              settlement.consumed();
                            } else {
                              settlement.failed(failure);
                            }
                          });
                })
            .start();
    return billing;
  }

  static Subscription once(Surety surety, DataSource dataSource) {
    Subscription billing =
        surety
            .consumer("billing")
            .destination("order-paid")
            .inbox(
                JdbcInbox.of(dataSource),
                (delivery, connection) -> {
                  try (PreparedStatement insert =
                      connection.prepareStatement("INSERT INTO invoice (order_id) VALUES (?)")) {
                    insert.setString(1, delivery.key().orElseThrow());
                    insert.executeUpdate();
                  }
                })
            .start();
    return billing;
  }

  static void leave(Surety surety, Subscription billing) {
    billing.close();
    surety.unsubscribe("billing", "order-paid");
  }
}
