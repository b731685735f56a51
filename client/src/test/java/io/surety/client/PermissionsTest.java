package io.surety.client;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.support.Broker;
import io.surety.client.support.Installation;
import io.surety.client.support.Patience;
import io.surety.client.support.Questions;
import io.surety.client.support.TopicLog;
import io.surety.client.support.Writer;
import io.surety.schemas.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rights that the pages name are enough. */
class PermissionsTest {
  private static Broker broker;

  @BeforeAll
  static void start() {
    broker = Broker.secured("sender", "asked", "consumer", "nobody");
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void withoutAnyTheTopicsThatMayNotBeSeenAreNamed() {
    Installation installation = Installation.on(broker);

    assertThatThrownBy(() -> connect(installation, "nobody"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("not allowed to see topic " + installation.topics().prefix())
        .hasMessageContaining(
            "kafka-acls.sh --add --allow-principal 'User:nobody' --operation describe --topic");
  }

  @Test
  void whatAConsumerMayNotDoIsNamedBeforeItStarts() throws Exception {
    Installation installation = Installation.on(broker);
    Topics topics = installation.topics();
    String destination = installation.destination("forbidden", 1);
    allow(
        installation,
        "consumer",
        DESCRIBE,
        TOPIC,
        LITERAL,
        topics.signals().toArray(String[]::new));
    allow(installation, "consumer", WRITE, TOPIC, LITERAL, topics.registry());

    try (Surety surety = awaitConnected(installation, "consumer")) {
      ConsumerBuilder stranger =
          surety.consumer("stranger").destination(destination).handler(delivery -> {});
      assertThatThrownBy(stranger::start)
          .isInstanceOf(StartException.class)
          .hasMessageContaining(
              "not allowed to read topic " + destination + ", to read group stranger")
          .hasMessageContaining("'User:consumer' --operation read --group 'stranger'");
      allow(installation, "consumer", READ, TOPIC, LITERAL, destination);
      allow(installation, "consumer", READ, GROUP, LITERAL, "stranger");
      Patience.await("the broker has the ACLs")
          .untilAsserted(
              () ->
                  assertThatThrownBy(stranger::start)
                      .hasMessageContaining(
                          "not allowed to write topic "
                              + topics.consume()
                              + ", to write topic "
                              + topics.receive()));
    }
  }

  @Test
  void aProducerWritesTwoTopicsAndSeesTheOthers() throws Exception {
    Installation installation = Installation.on(broker);
    Topics topics = installation.topics();
    allow(installation, "sender", WRITE, TOPIC, LITERAL, topics.prepare(), topics.confirm());
    allow(
        installation,
        "sender",
        DESCRIBE,
        TOPIC,
        LITERAL,
        topics.receive(),
        topics.consume(),
        topics.registry());

    try (Surety surety = awaitConnected(installation, "sender")) {
      assertThatThrownBy(
              () ->
                  surety.publisher(
                      "order-service", PublisherOptions.create().checkBack(q -> Verdict.CONFIRM)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("not allowed to write topic " + topics.registry());
      Publisher publisher = surety.publisher("order-service");
      publisher.prepare(Message.to("order-paid").id("m1").build());
      publisher.confirm("m1");
      assertThatThrownBy(() -> surety.destinations().register("order-paid"))
          .isInstanceOf(NotDoneException.class)
          .hasMessageContaining("Allow this client to write to topic '" + topics.registry() + "'");
    }
  }

  @Test
  void aProducerThatIsAskedReadsTheQuestionsAndRegisters() throws Exception {
    Installation installation = Installation.on(broker);
    Topics topics = installation.topics();
    allow(
        installation,
        "asked",
        WRITE,
        TOPIC,
        LITERAL,
        topics.prepare(),
        topics.confirm(),
        topics.registry());
    allow(installation, "asked", DESCRIBE, TOPIC, LITERAL, topics.receive(), topics.consume());
    allow(installation, "asked", READ, TOPIC, LITERAL, topics.checkBack());
    allow(installation, "asked", READ, GROUP, LITERAL, topics.checkBack() + ".order-service");

    try (Surety surety = awaitConnected(installation, "asked");
        Writer writer = installation.writer();
        TopicLog confirms = installation.log(topics.confirm())) {
      surety.publisher(
          "order-service", PublisherOptions.create().checkBack(question -> Verdict.CONFIRM));
      new Questions(installation, writer).checkBack("m1", "order-service", 1);

      assertThat(confirms.await(1).get(0).get("decision")).isEqualTo("CONFIRM");
    }
  }

  @Test
  void aConsumerReadsItsDestinationAndReports() throws Exception {
    Installation installation = Installation.on(broker);
    Topics topics = installation.topics();
    String destination = installation.destination("allowed", 1);
    allow(installation, "consumer", READ, TOPIC, LITERAL, destination, topics.consumeCheck());
    allow(installation, "consumer", READ, GROUP, LITERAL, "billing");
    allow(installation, "consumer", READ, GROUP, PREFIXED, topics.consumeCheck() + ".");
    allow(
        installation,
        "consumer",
        WRITE,
        TOPIC,
        LITERAL,
        topics.receive(),
        topics.consume(),
        topics.registry());
    allow(installation, "consumer", DESCRIBE, TOPIC, LITERAL, topics.prepare(), topics.confirm());

    try (Surety surety = awaitConnected(installation, "consumer");
        Writer writer = installation.writer();
        TopicLog consumes = installation.log(topics.consume())) {
      surety
          .consumer("billing")
          .destination(destination)
          .consumeCheck(question -> ConsumeState.CONSUMED)
          .handler(delivery -> {})
          .start();
      writer.dispatch(destination, "m1").to("billing");
      new Questions(installation, writer).consumeCheck("m2", "billing", destination, 1);

      assertThat(consumes.await(2))
          .extracting(entry -> entry.get("messageId"))
          .containsExactlyInAnyOrder("m1", "m2");
    }
  }

  /** The controller has taken the ACLs; the broker follows within milliseconds. */
  private static Surety awaitConnected(Installation installation, String user) {
    return Patience.await("the broker has the ACLs")
        .ignoreException(StartException.class)
        .until(() -> connect(installation, user), surety -> true);
  }

  private static Surety connect(Installation installation, String user) {
    Map<String, Object> config = installation.config();
    config.putAll(broker.clientConfig(user));
    return Surety.connect(config);
  }

  private static void allow(
      Installation installation,
      String user,
      AclOperation operation,
      ResourceType type,
      PatternType pattern,
      String... names)
      throws Exception {
    AccessControlEntry entry =
        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW);
    try (Admin admin = installation.admin()) {
      for (String name : names) {
        ResourcePattern resource = new ResourcePattern(type, name, pattern);
        admin.createAcls(List.of(new AclBinding(resource, entry))).all().get();
      }
    }
  }
}
