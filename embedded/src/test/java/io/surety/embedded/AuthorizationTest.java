package io.surety.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuthorizationTest {
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    kafka =
        EmbeddedKafka.builder()
            .tempDir()
            .user("coordinator", "c-secret")
            .user("other", "o-secret")
            .start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void oneUserCannotWriteToOneTopicUntilAllowedAgain() throws Exception {
    Clients.createTopic(kafka.clientConfig(), "forbidden");
    Clients.createTopic(kafka.clientConfig(), "open");
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      TopicAcls.denyWrite(admin, "User:coordinator", "forbidden");
      awaitOperations("coordinator", "forbidden", false);

      assertThatThrownBy(() -> Clients.send(kafka.clientConfig("coordinator"), "forbidden", "x"))
          .hasRootCauseInstanceOf(TopicAuthorizationException.class);
      Clients.send(kafka.clientConfig("coordinator"), "open", "from coordinator");
      Clients.send(kafka.clientConfig("other"), "forbidden", "from other");
      Clients.send(kafka.clientConfig(), "forbidden", "from super user");
      assertThat(Clients.read(kafka.clientConfig("coordinator"), "forbidden", 2))
          .containsExactly("from other", "from super user");

      TopicAcls.allowWrite(admin, "User:coordinator", "forbidden");
      awaitOperations("coordinator", "forbidden", true);

      Clients.send(kafka.clientConfig("coordinator"), "forbidden", "x");
    }
  }

  @Test
  void aUserMayDoTransactions() throws Exception {
    Clients.createTopic(kafka.clientConfig(), "transactions");

    try (var producer =
        Clients.producer(kafka.clientConfig("coordinator"), Map.of("transactional.id", "tx"))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("transactions", "a"));
      producer.commitTransaction();
    }

    assertThat(Clients.read(kafka.clientConfig("other"), "transactions", 1)).containsExactly("a");
  }

  @Test
  void refusesAWrongPassword() {
    Map<String, Object> config = new HashMap<>(kafka.clientConfig("other"));
    config.computeIfPresent(
        "sasl.jaas.config", (key, jaas) -> jaas.toString().replace("o-secret", "wrong"));

    try (Admin admin = Admin.create(config)) {
      assertThatThrownBy(() -> admin.describeCluster().nodes().get())
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  @Test
  void namesAnUnknownUser() {
    assertThatThrownBy(() -> kafka.clientConfig("nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("user 'nobody' is unknown");
  }

  @Test
  void theAuthorizerAlsoWorksByPlainConfigWithoutUsers() throws Exception {
    try (EmbeddedKafka plain =
            EmbeddedKafka.builder()
                .tempDir()
                .config(
                    "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .config("allow.everyone.if.no.acl.found", "true")
                .start();
        Admin admin = Admin.create(plain.clientConfig())) {
      Clients.createTopic(plain.clientConfig(), "forbidden");

      TopicAcls.denyWrite(admin, "User:ANONYMOUS", "forbidden");
      await(() -> !operations(plain.clientConfig(), "forbidden").contains(AclOperation.WRITE));

      assertThatThrownBy(() -> Clients.send(plain.clientConfig(), "forbidden", "x"))
          .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    }
  }

  private static void awaitOperations(String user, String topic, boolean mayWrite) {
    await(
        () -> operations(kafka.clientConfig(user), topic).contains(AclOperation.WRITE) == mayWrite);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
  }

  private static Set<AclOperation> operations(Map<String, Object> client, String topic)
      throws Exception {
    try (Admin admin = Admin.create(client)) {
      var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
      return admin
          .describeTopics(List.of(topic), options)
          .allTopicNames()
          .get()
          .get(topic)
          .authorizedOperations();
    }
  }
}
