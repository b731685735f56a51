package io.surety.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.surety.client.support.Broker;
import io.surety.client.support.Entry;
import io.surety.client.support.Installation;
import io.surety.client.support.TopicLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** Done, definitely not done, unknown: each told from the others. */
class OutcomesTest {

  @Test
  void aMessageAboveTheCoordinatorsLimitIsDefinitelyNotSent() {
    Installation installation = Installation.on(Broker.shared());
    try (Surety surety = installation.connect("surety.message.max.bytes", 1_000)) {
      Publisher publisher = surety.publisher("order-service");
      Message large = Message.to("order-paid").id("large").payload(new byte[1_000]).build();

      assertThatThrownBy(() -> publisher.send(large))
          .isInstanceOf(NotDoneException.class)
          .hasMessageContaining("could not send message 'large': it has 10")
          .hasMessageContaining("the limit is 1000")
          .hasMessageContaining("surety.message.max.bytes");
      assertThatThrownBy(() -> publisher.prepareAsync(large).get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(NotDoneException.class);

      assertThat(everything(installation)).isEmpty();
    }
  }

  @Test
  void aMessageAboveTheTopicsLimitIsDefinitelyNotPrepared() throws Exception {
    Installation installation = Installation.on(Broker.shared());
    limit(installation, installation.topics().prepare(), 2_000);
    try (Surety surety = installation.connect()) {
      Publisher publisher = surety.publisher("order-service");

      Message large = Message.to("order-paid").id("large").payload(new byte[3_000]).build();

      AtomicInteger before = new AtomicInteger();
      NotDoneException refused =
          awaitRefusal(
              i -> {
                publisher.prepare(large);
                before.incrementAndGet();
              });

      assertThat(refused.problem()).startsWith("could not prepare message 'large'");
      assertThat(refused.nextStep())
          .contains("Make the message smaller")
          .contains("max.message.bytes of topic '" + installation.topics().prepare() + "'");
      assertThat(refused.getStackTrace())
          .as("has the stack of the caller")
          .anyMatch(frame -> frame.getClassName().equals(OutcomesTest.class.getName()));
      publisher.prepare(Message.to("order-paid").id("small").build());
      assertThat(everything(installation).stream().filter(large.id()::equals))
          .as("those that returned, and not the one that was refused")
          .hasSize(before.get());
      assertThat(everything(installation)).contains("small");
    }
  }

  @Test
  void aForbiddenTopicIsDefinitelyNotWritten() throws Exception {
    try (Broker broker =
        Broker.own(
            "--config",
            "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "--config",
            "allow.everyone.if.no.acl.found=true")) {
      Installation installation = Installation.on(broker);
      try (Surety surety = installation.connect()) {
        Publisher publisher = surety.publisher("order-service");
        publisher.confirm("before");
        denyWrite(installation, installation.topics().confirm());

        NotDoneException refused = awaitRefusal(i -> publisher.confirm("m" + i));

        assertThat(refused.problem()).startsWith("could not confirm message 'm");
        assertThat(refused.nextStep())
            .isEqualTo(
                "Allow this client to write to topic '"
                    + installation.topics().confirm()
                    + "', then call it again.");
        publisher.prepare(Message.to("order-paid").id("elsewhere").build());
      }
    }
  }

  @Test
  void aClosedClientDoesNothing() {
    Installation installation = Installation.on(Broker.shared());
    Surety surety = installation.connect();
    Publisher publisher = surety.publisher("order-service");
    surety.close();
    surety.close();

    assertThatThrownBy(() -> publisher.confirm("m1"))
        .isInstanceOf(NotDoneException.class)
        .hasMessageContaining("could not confirm message 'm1'")
        .hasMessageContaining("Use a client that is not closed.");
    CompletableFuture<String> sent = publisher.sendAsync(Message.to("a").build());
    assertThat(sent).isCompletedExceptionally();
    assertThatThrownBy(sent::get).hasCauseInstanceOf(NotDoneException.class);
    assertThatThrownBy(() -> surety.destinations().register("order-paid"))
        .isInstanceOf(NotDoneException.class)
        .hasMessageContaining("could not register 'destination/order-paid'");
    assertThatThrownBy(
            () ->
                surety.publisher(
                    "order-service",
                    PublisherOptions.create().checkBack(question -> Verdict.UNKNOWN)))
        .isInstanceOf(NotDoneException.class);
  }

  @Test
  void aBrokerThatStopsInTheMiddleLeavesTheOutcomeUnknown() {
    try (Broker broker = Broker.own()) {
      Installation installation = Installation.on(broker);
      try (Surety surety =
          installation.connect("delivery.timeout.ms", 1_500, "request.timeout.ms", 1_000)) {
        Publisher publisher = surety.publisher("order-service");
        Message message = Message.to("order-paid").id("m1").build();
        broker.freeze();

        // Nothing was sent to these topics before: only because their metadata was fetched at the
        // start can these be sent at all, without waiting for it.
        CompletableFuture<String> preparing = publisher.prepareAsync(message);
        CompletableFuture<Void> confirming = publisher.confirmAsync("m1");
        CompletableFuture<String> sending = publisher.sendAsync(message);

        OutcomeUnknownException prepared = unknown(preparing);
        OutcomeUnknownException confirmed = unknown(confirming);
        OutcomeUnknownException sent = unknown(sending);
        assertThat(prepared.problem())
            .startsWith("it is not known whether it could prepare message 'm1': ");
        assertThat(prepared.nextStep()).contains("prepare the same message again");
        assertThat(confirmed.nextStep()).contains("Call it again").contains("check-back");
        assertThat(sent.nextStep()).contains("Send the same message again");
        broker.thaw();

        publisher.prepare(message);
        publisher.confirm("m1");
        assertThat(everything(installation)).contains("m1");
      }
    }
  }

  @Test
  void aBrokerThatNeverComesBackIsNotWaitedForWithoutAnEnd() {
    Broker broker = Broker.own();
    Installation installation = Installation.on(broker);
    Surety surety =
        installation.connect(
            "delivery.timeout.ms",
            1_500,
            "request.timeout.ms",
            1_000,
            "max.block.ms",
            1_500,
            "surety.close.timeout.ms",
            2_000);
    Publisher publisher = surety.publisher("order-service");
    broker.kill();

    // Which of the two depends on whether Kafka's client has noticed; both are true.
    assertThatThrownBy(() -> publisher.confirm("m1"))
        .isInstanceOfAny(OutcomeUnknownException.class, NotDoneException.class);

    surety.close();
  }

  @Test
  void anInterruptedCallerDoesNotKnowAndStaysInterrupted() {
    Installation installation = Installation.on(Broker.shared());
    try (Surety surety = installation.connect("linger.ms", 5_000)) {
      Publisher publisher = surety.publisher("order-service");
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> publisher.confirm("m1"))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("interrupted while it waited to confirm message 'm1'");

      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void badIdsAndTimesAreRefusedBeforeAnythingIsSent() {
    Installation installation = Installation.on(Broker.shared());
    try (Surety surety = installation.connect()) {
      Publisher publisher = surety.publisher("order-service");

      assertThatThrownBy(() -> publisher.confirm("~x"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("messageId must not start with '~'");
      assertThatThrownBy(() -> publisher.reschedule("m1", java.time.Instant.EPOCH.minusMillis(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("deliverAt must not be before 1970, was 1969-12-31");
      assertThatThrownBy(() -> publisher.reschedule("m1", java.time.Instant.MAX))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("deliverAt is too far away");
      assertThatThrownBy(() -> surety.publisher("no spaces"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("producer must consist of");
      assertThat(everything(installation)).isEmpty();
    }
  }

  private static OutcomeUnknownException unknown(CompletableFuture<?> sending) {
    ExecutionException failed = catchThrowableOfType(ExecutionException.class, sending::get);
    assertThat(failed).hasCauseInstanceOf(OutcomeUnknownException.class);
    return (OutcomeUnknownException) failed.getCause();
  }

  /** The controller has taken the change; the broker follows within milliseconds. */
  private static NotDoneException awaitRefusal(IntConsumer call) {
    for (int i = 0; ; i++) {
      try {
        call.accept(i);
      } catch (NotDoneException e) {
        return e;
      }
    }
  }

  private static List<String> everything(Installation installation) {
    try (TopicLog prepares = installation.log(installation.topics().prepare());
        TopicLog confirms = installation.log(installation.topics().confirm())) {
      return java.util.stream.Stream.of(prepares, confirms)
          .flatMap(log -> log.untilNow().stream())
          .map((Entry entry) -> entry.get("messageId").toString())
          .toList();
    }
  }

  private static void limit(Installation installation, String topic, int bytes) throws Exception {
    try (Admin admin = installation.admin()) {
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      ConfigEntry entry = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
      admin
          .incrementalAlterConfigs(
              Map.of(resource, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private static void denyWrite(Installation installation, String topic) throws Exception {
    ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
    try (Admin admin = installation.admin()) {
      admin
          .createAcls(
              List.of(
                  new AclBinding(
                      resource,
                      new AccessControlEntry(
                          "User:*", "*", AclOperation.WRITE, AclPermissionType.DENY)),
                  new AclBinding(
                      resource,
                      new AccessControlEntry(
                          "User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW))))
          .all()
          .get();
    }
  }
}
