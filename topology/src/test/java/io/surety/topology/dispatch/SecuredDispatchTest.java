package io.surety.topology.dispatch;

import static io.surety.topology.support.TestTopics.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.embedded.EmbeddedKafka;
import io.surety.embedded.TopicAcls;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

class SecuredDispatchTest {
  private static final String USER = "User:coordinator";

  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.builder().tempDir().user("coordinator", "c-secret").start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void refusesAForbiddenDestinationAndResumesWhenItIsAllowed() throws Exception {
    try (Admin admin = Admin.create(kafka.clientConfig());
        DispatchHarness harness = harness(Map.of())) {
      harness.topics.create("forbidden");
      harness.topics.create("open");
      TopicAcls.denyWrite(admin, USER, "forbidden");
      await()
          .until(
              () -> {
                harness.directory.lookSoon();
                return harness.directory.state("forbidden").kind()
                    == DestinationState.Kind.FORBIDDEN;
              });

      harness.dispatch("forbidden", "k", "x");
      harness.dispatch("open", "k", "x");

      assertThat(harness.topics.read("open", 1)).hasSize(1);
      assertThat(reasons(harness)).containsExactly(Reason.DESTINATION_FORBIDDEN);
      assertThat(harness.failures.get(0).detail()).contains("may not write to topic 'forbidden'");

      TopicAcls.allowWrite(admin, USER, "forbidden");
      harness.dispatchUntilTaken("forbidden");
      assertThat(harness.topics.read("forbidden", 1)).isNotEmpty();
    }
  }

  @Test
  void aRightThatIsTakenAwayUnseenFailsAsForbiddenAndHoldsUpNobody() throws Exception {
    try (Admin admin = Admin.create(kafka.clientConfig());
        DispatchHarness harness =
            harness(Map.of("surety.dispatch.directory.refresh.ms", "300000"))) {
      harness.topics.create("revoked");
      harness.topics.create("kept");
      harness.dispatchUntilTaken("revoked");
      int before = harness.failures.size();

      TopicAcls.denyWrite(admin, USER, "revoked");
      await()
          .until(
              () -> {
                harness.dispatch("revoked", "k", "x");
                harness.dispatch("kept", "k", "x");
                return harness.failures.size() > before;
              });

      assertThat(reasons(harness)).containsOnly(Reason.DESTINATION_FORBIDDEN);
      await().until(() -> harness.records("kept") == 0);
      assertThat(harness.topics.read("kept", 1)).isNotEmpty();
    }
  }

  @Test
  void leavesTheLimitToTheBrokerWhereItMayNotReadIt() throws Exception {
    try (Admin admin = Admin.create(kafka.clientConfig());
        DispatchHarness harness = harness(Map.of())) {
      harness.topics.create("unreadable", 1, Map.of("max.message.bytes", "10000"));
      admin
          .createAcls(
              List.of(
                  acl("unreadable", "User:*", AclOperation.ALL, AclPermissionType.ALLOW),
                  acl("unreadable", USER, AclOperation.DESCRIBE_CONFIGS, AclPermissionType.DENY)))
          .all()
          .get();
      await()
          .until(
              () -> {
                harness.directory.lookSoon();
                return harness
                    .directory
                    .state("unreadable")
                    .equals(DestinationState.ready(Integer.MAX_VALUE));
              });
      byte[] large = new byte[20_000];
      new Random(1).nextBytes(large);

      harness.dispatch("unreadable", "k", large);
      harness.dispatch("unreadable", "k", "small");

      assertThat(harness.topics.read("unreadable", 1)).hasSize(1);
      await().until(() -> !harness.failures.isEmpty());
      assertThat(reasons(harness)).containsExactly(Reason.TOO_LARGE);
    }
  }

  private static DispatchHarness harness(Map<String, String> more) {
    return new DispatchHarness(kafka.clientConfig(), kafka.clientConfig("coordinator"), more);
  }

  private static List<Reason> reasons(DispatchHarness harness) {
    return harness.failures.stream().map(Signal.DispatchFailed::reason).toList();
  }

  private static AclBinding acl(
      String topic, String principal, AclOperation operation, AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry(principal, "*", operation, permission));
  }
}
