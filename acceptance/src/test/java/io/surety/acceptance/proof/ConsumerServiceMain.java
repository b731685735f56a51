package io.surety.acceptance.proof;

import io.surety.client.Delivery;
import io.surety.client.RedeliveryPolicy;
import io.surety.client.Subscription;
import io.surety.client.Surety;
import io.surety.client.jdbc.JdbcInbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A service with an inbox, which writes one row for each message. */
final class ConsumerServiceMain {
  private ConsumerServiceMain() {}

  /** Arguments: those of {@link Services}, and the group. */
  public static void main(String[] args) throws Exception {
    Sql sql = Sql.at(args[2]);
    try (Surety surety = Services.connect(args);
        Subscription subscription =
            surety
                .consumer(args[4])
                .destination(args[3])
                .concurrency(8)
                .ackTimeout(Duration.ofSeconds(20))
                .processingTimeout(Duration.ofSeconds(10))
                .redelivery(
                    RedeliveryPolicy.exponential(Duration.ofMillis(200), Duration.ofSeconds(2))
                        .withMaxAttempts(100))
                .inbox(JdbcInbox.of(sql.dataSource()), ConsumerServiceMain::handle)
                .start()) {
      Services.serve(() -> {});
    }
    System.exit(0);
  }

  private static void handle(Delivery delivery, Connection connection) throws SQLException {
    String id = delivery.payloadText();
    Sql.run(connection, "INSERT INTO effect VALUES (?, ?)", id, delivery.attempt());
    if (delivery.attempt() == 1 && id.hashCode() % 20 == 0) {
      throw new IllegalStateException("not at the first time");
    }
  }
}
