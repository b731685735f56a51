package io.surety.topology.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.schemas.Topics;
import io.surety.topology.config.CoordinatorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** Which rights there are; that they are enough and none too many, {@code AclProofTest} shows. */
class AclPlanTest {
  private final AclPlan plan = new AclPlan(Topics.of("s."), "app", false);

  @Test
  void followsTheNamesOfTheConfiguration() {
    CoordinatorConfig config =
        CoordinatorConfig.of(
            Map.of(
                "surety.bootstrap.servers", "localhost:9092",
                "surety.topic.prefix", "s.",
                "surety.application.id", "app",
                "surety.topics.create", "true"));

    assertThat(AclPlan.of(config)).isEqualTo(new AclPlan(Topics.of("s."), "app", true));
    assertThat(lines(AclPlan.of(config).coordinator()))
        .contains(
            "Read topic s.prepare",
            "Create topic s.prepare",
            "Write topic app-messages-changelog",
            "Read group app",
            "Write transactional id app-*");
  }

  @Test
  void createsTopicsOnlyWhereThatIsConfigured() {
    assertThat(lines(plan.coordinator()))
        .filteredOn(line -> line.startsWith("Create"))
        .containsExactly(
            "Create topic app-messages-changelog",
            "Create topic app-payloads-changelog",
            "Create topic app-settled-changelog");
  }

  @Test
  void namesNoRightTwice() {
    List<Acl> server = new ArrayList<>(plan.coordinator());
    server.addAll(plan.destination("orders"));
    server.addAll(plan.rest(true, Optional.of("connect-archive")));

    for (List<Acl> acls :
        List.of(server, plan.sender(), plan.producer("shop"), plan.consumer("g", "orders", true))) {
      assertThat(lines(acls)).doesNotHaveDuplicates();
      assertThat(acls).allSatisfy(acl -> assertThat(acl.why()).isNotBlank());
    }
  }

  @Test
  void leavesOutWhatIsNotUsed() {
    assertThat(lines(plan.rest(false, Optional.empty())))
        .doesNotContain("Read topic s.check-back", "Read group app.callbacks");
    assertThat(lines(plan.rest(true, Optional.of("connect-archive"))))
        .contains("Read group app.callbacks", "Describe group connect-archive");
    assertThat(lines(plan.consumer("g", "orders", false)))
        .doesNotContain("Read topic s.consume-check");
  }

  @Test
  void destinationsCanBeBeginnings() {
    assertThat(lines(plan.destination("order-*")))
        .containsExactly("Write topic order-*", "DescribeConfigs topic order-*");
    assertThat(plan.destination("order-*").get(0).pattern()).isEqualTo(PatternType.PREFIXED);
    assertThat(plan.destination("*").get(0).pattern()).isEqualTo(PatternType.LITERAL);
  }

  @Test
  void aRightIsACommand() {
    Acl transactions = plan.coordinator().get(plan.coordinator().size() - 1);

    assertThat(transactions.command("User:surety"))
        .isEqualTo(
            "kafka-acls.sh --add --allow-principal 'User:surety' --operation Write"
                + " --transactional-id 'app-' --resource-pattern-type prefixed");
    assertThat(plan.archiveSink("sink").get(1).command("User:connect"))
        .isEqualTo(
            "kafka-acls.sh --add --allow-principal 'User:connect' --operation Read"
                + " --group 'connect-sink'");
  }

  @Test
  void refusesWhatIsNoRightOfOurs() {
    assertThatThrownBy(
            () ->
                new Acl(
                    ResourceType.CLUSTER, PatternType.LITERAL, "x", AclOperation.CREATE, "try it"))
        .hasMessageContaining("was CLUSTER");
  }

  private static List<String> lines(List<Acl> acls) {
    return acls.stream().map(Acl::toString).toList();
  }
}
