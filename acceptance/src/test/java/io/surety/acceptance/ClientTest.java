package io.surety.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.Outcome;
import io.surety.acceptance.harness.World;
import io.surety.client.CheckBackPolicy;
import io.surety.client.Delivery;
import io.surety.client.Message;
import io.surety.client.NotDoneException;
import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.RedeliveryPolicy;
import io.surety.client.RejectException;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import io.surety.client.jdbc.JdbcOutbox;
import io.surety.client.jdbc.LocalTables;
import io.surety.schemas.avro.DeadLetter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.header.Header;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The story once more, as an application tells it: publisher, consumers and check-backs of the SDK.
 */
class ClientTest {
  private static final ConcurrentLinkedQueue<String> HANDLED = new ConcurrentLinkedQueue<>();

  /** What handlers saw of {@code traceparent}, in the order of the calls. */
  private static final ConcurrentLinkedQueue<String> TRACES = new ConcurrentLinkedQueue<>();

  private static World world;
  private static String orders;
  private static ArchiveLog archive;
  private static Publisher publisher;

  @BeforeAll
  static void start() {
    world = World.on(Brokers.shared(), "client");
    world.start();
    orders = world.topic("orders", 4, Map.of());
    archive = world.archive();
    Map<String, Object> config = new HashMap<>(world.client());
    config.put("surety.topic.prefix", world.topics().prefix());
    config.put("surety.registry.staleness.max.ms", World.STALENESS_MS);
    Surety surety = world.with(Surety.connect(config));
    surety.destinations().register(orders);
    for (String group : List.of("billing", "stock")) {
      world.with(
          surety
              .consumer(group)
              .destination(orders)
              .redelivery(
                  RedeliveryPolicy.exponential(Duration.ofMillis(50), Duration.ofMillis(50)))
              .handler(delivery -> handle(group, delivery))
              .start());
    }
    publisher =
        world.with(
            surety.publisher(
                "shop",
                PublisherOptions.create()
                    .checkBack(question -> Verdict.CONFIRM)
                    .policy(
                        CheckBackPolicy.defaults().withCheckBackAfter(Duration.ofMillis(500)))));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static void handle(String group, Delivery delivery) {
    HANDLED.add(delivery.id() + " attempt " + delivery.attempt() + " by " + group);
    for (Header trace : delivery.headers().headers("traceparent")) {
      TRACES.add(delivery.id() + " for " + group + " " + new String(trace.value(), UTF_8));
    }
    if (group.equals("billing") && delivery.id().equals("fails-twice") && delivery.attempt() < 3) {
      throw new IllegalStateException("not yet");
    }
    if (group.equals("billing") && delivery.id().equals("rejected")) {
      throw new RejectException("never");
    }
  }

  @Test
  void aMessageAndItsLocalTransactionSucceedTogether() {
    String result = publisher.execute(message("executed"), () -> "done");

    assertThat(result).isEqualTo("done");
    assertThat(Outcome.of(archive.await("executed"))).isEqualTo(consumedByBoth());
    assertThat(handled("executed"))
        .containsExactlyInAnyOrder("executed attempt 1 by billing", "executed attempt 1 by stock");
  }

  @Test
  void aMessageAndItsLocalTransactionFailTogether() {
    assertThatThrownBy(
            () ->
                publisher.execute(
                    message("failed"),
                    () -> {
                      throw new IllegalStateException("no money");
                    }))
        .hasMessage("no money");

    assertThat(Outcome.of(archive.await("failed")).status()).isEqualTo("ROLLED_BACK");
    assertThat(handled("failed")).isEmpty();
  }

  @Test
  void aPublisherThatForgotToConfirmIsAsked() {
    publisher.prepare(message("forgotten"));

    assertThat(Outcome.of(archive.await("forgotten"))).isEqualTo(consumedByBoth());
    assertThat(archive.await("forgotten").getDecisionSource()).isEqualTo("CHECK_BACK");
  }

  @Test
  void aHandlerThatFailsIsCalledAgain() {
    publisher.send(message("fails-twice"));

    assertThat(Outcome.of(archive.await("fails-twice"))).isEqualTo(consumedByBoth());
    assertThat(handled("fails-twice"))
        .containsExactlyInAnyOrder(
            "fails-twice attempt 1 by billing",
            "fails-twice attempt 1 by stock",
            "fails-twice attempt 2 by billing",
            "fails-twice attempt 3 by billing");
  }

  @Test
  void aTraceComesToTheHandlersHoweverTheMessageIsPublished() throws Exception {
    publisher.send(traced("trace-sent"));
    publisher.execute(traced("trace-executed"), () -> "done");
    publishFromATable(traced("trace-outbox"));

    for (String id : List.of("trace-sent", "trace-executed", "trace-outbox")) {
      assertThat(Outcome.of(archive.await(id))).isEqualTo(consumedByBoth());
      assertThat(TRACES.stream().filter(trace -> trace.startsWith(id + " ")))
          .containsExactlyInAnyOrder(
              id + " for billing " + trace(id), id + " for stock " + trace(id));
    }
  }

  private static void publishFromATable(Message message) throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:client;DB_CLOSE_DELAY=-1");
    LocalTables.defaults().create(database);
    try (JdbcOutbox outbox = JdbcOutbox.create(publisher, database);
        Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      outbox.publish(connection, message);
      connection.commit();
      outbox.afterCommit();
      archive.await(message.id());
    }
  }

  private static Message traced(String id) {
    return Message.to(orders).id(id).header("traceparent", trace(id)).payload(id).build();
  }

  /** As W3C Trace Context has it: version, trace, parent, flags. */
  private static String trace(String id) {
    return String.format("00-%032x-%016x-01", id.hashCode() & 0xffffffffL, id.length());
  }

  @Test
  void aRejectedMessageBecomesADeadLetterWithItsError() {
    publisher.send(message("rejected"));

    assertThat(Outcome.of(archive.await("rejected")).groups())
        .isEqualTo(Map.of("billing", "DEAD:REJECTED", "stock", "CONSUMED"));
    assertThat(world.committed(world.topics().deadLetter(), DeadLetter.class))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getMessageId()).isEqualTo("rejected");
              assertThat(letter.getGroup()).isEqualTo("billing");
              assertThat(letter.getError().getType()).isEqualTo(RejectException.class.getName());
              assertThat(letter.getError().getMessage()).isEqualTo("never");
            });
  }

  @Test
  void aDelayedMessageCanBeCancelled() {
    publisher.send(
        Message.to(orders).id("cancelled").delay(Duration.ofMinutes(1)).payload("x").build());
    publisher.cancel("cancelled", "changed our mind");

    assertThat(Outcome.of(archive.await("cancelled")).status()).isEqualTo("CANCELLED");
    assertThat(handled("cancelled")).isEmpty();
  }

  @Test
  void aMessageThatIsTooLargeIsRefusedToThePublisher() {
    Message large = Message.to(orders).id("large").payload(new byte[1_000_001]).build();

    assertThatThrownBy(() -> publisher.send(large))
        .isInstanceOf(NotDoneException.class)
        .hasMessageContaining("1000000");

    publisher.send(message("after-large"));
    assertThat(Outcome.of(archive.await("after-large"))).isEqualTo(consumedByBoth());
    assertThat(world.prepared()).contains("after-large").doesNotContain("large");
  }

  private static Message message(String id) {
    return Message.to(orders).id(id).key("k").payload(id).build();
  }

  private static Outcome consumedByBoth() {
    return new Outcome("COMPLETED", "CONFIRM", Map.of("billing", "CONSUMED", "stock", "CONSUMED"));
  }

  private static List<String> handled(String id) {
    return HANDLED.stream().filter(what -> what.startsWith(id + " ")).toList();
  }
}
