package io.surety.topology.setup;

import static io.surety.topology.support.TestTopics.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.embedded.EmbeddedKafka;
import io.surety.embedded.SharedBroker;
import io.surety.embedded.TopicAcls;
import io.surety.topology.StartupException;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.KafkaClient;
import io.surety.topology.support.TestTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class TopicSetupTest {
  private final String prefix = fresh("setup") + ".";
  private final String application = fresh("setup-app");

  @Test
  void createsWhatIsMissingAsThePlanSays() throws Exception {
    CoordinatorConfig config = config(Map.of("surety.partitions", "3"));

    TopicSetup.Ready ready = run(config);

    assertThat(ready)
        .isEqualTo(new TopicSetup.Ready(3, Set.of(new TopicPartition(prefix + "registry", 0))));
    Map<String, TopicDescription> topics = describe(config.topics().all());
    assertThat(topics).hasSize(13);
    Set<String> single = Set.of(prefix + "registry", prefix + "operations", prefix + "audit");
    topics.forEach(
        (name, topic) ->
            assertThat(topic.partitions()).as(name).hasSize(single.contains(name) ? 1 : 3));
    TopicPlan plan = TopicPlan.of(config);
    for (TopicSpec spec : plan.topics()) {
      assertThat(configs(spec.name())).as(spec.name()).containsAllEntriesOf(spec.configs());
    }
    assertThat(configs(prefix + "confirm"))
        .containsEntry("message.timestamp.type", "LogAppendTime")
        .containsEntry("max.message.bytes", "2065536");
    // A second start finds everything right.
    assertThat(run(config)).isEqualTo(ready);
  }

  @Test
  void saysHowToCreateWhatItMayNotCreate() {
    CoordinatorConfig config = config(Map.of("surety.topics.create", "false"));

    assertThatThrownBy(() -> run(config))
        .isInstanceOfSatisfying(
            StartupException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(13)
                    .anyMatch(
                        problem ->
                            problem.contains("topic '" + prefix + "prepare' does not exist")
                                && problem.contains("surety.topics.create=true")
                                && problem.contains("kafka-topics.sh --create --topic " + prefix)));
  }

  @Test
  void namesTheReplicationFactorThatTheBrokersCannotHave() {
    CoordinatorConfig config =
        config(Map.of("surety.replication.factor", "3", "surety.min.insync.replicas", "1"));

    assertThatThrownBy(() -> run(config))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("replication factor 3")
        .hasMessageContaining("set surety.replication.factor to at most the number of brokers");
  }

  @Test
  void refusesTopicsThatAreNotAsTheyMustBe() throws Exception {
    CoordinatorConfig config = config(Map.of());
    run(config);
    alter(prefix + "confirm", "message.timestamp.type", "CreateTime");
    alter(prefix + "prepare", "cleanup.policy", "compact,delete");
    alter(prefix + "registry", "cleanup.policy", "delete");
    alter(prefix + "archive", "max.message.bytes", "1000000");
    alter(prefix + "operations", "cleanup.policy", "delete");

    assertThatThrownBy(() -> run(config))
        .isInstanceOfSatisfying(
            StartupException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(5)
                    .anyMatch(p -> p.contains(prefix + "operations") && p.contains("=compact, has"))
                    .anyMatch(
                        p ->
                            p.contains("'" + prefix + "confirm' must have")
                                && p.contains("LogAppendTime, has CreateTime; change it with"))
                    .anyMatch(p -> p.contains(prefix + "prepare") && p.contains("compact,delete"))
                    .anyMatch(p -> p.contains(prefix + "registry") && p.contains("=compact, has"))
                    .anyMatch(
                        p ->
                            p.contains(prefix + "archive")
                                && p.contains("2065536")
                                && p.contains("takes 1000000; lower surety.message.max.bytes")));
  }

  @Test
  void refusesAChangedPartitionCountOfOneSignalTopic() throws Exception {
    CoordinatorConfig config = config(Map.of("surety.partitions", "2"));
    run(config);
    addPartitions(prefix + "receive", 4);

    assertThatThrownBy(() -> run(config))
        .hasMessageContaining(
            "topic '"
                + prefix
                + "receive' must have 2 partitions, as the other signal topics have, has 4");
  }

  @Test
  void refusesPartitionCountsThatTheStateDoesNotHave() throws Exception {
    CoordinatorConfig config = config(Map.of("surety.partitions", "2"));
    run(config);
    changelogs(2);
    assertThat(run(config).partitions()).isEqualTo(2);
    for (String signal : config.topics().signals()) {
      addPartitions(signal, 4);
    }

    assertThatThrownBy(() -> run(config))
        .isInstanceOfSatisfying(
            StartupException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(4)
                    .allMatch(
                        p ->
                            p.contains("must have 2 partitions, as the state of this application")
                                && p.contains("has 4")
                                && p.contains("begin anew with another surety.topic.prefix")));
  }

  @Test
  void createsTopicsAgainWithTheCountThatTheStateHas() {
    CoordinatorConfig config = config(Map.of("surety.partitions", "5"));
    changelogs(2);

    assertThat(run(config).partitions()).isEqualTo(2);
  }

  @Test
  void refusesToStartBesideServersOfAnotherVersion() {
    CoordinatorConfig config = config(Map.of());
    run(config);
    FormatVersions ours = FormatVersions.OURS;
    FormatVersions newer = new FormatVersions(ours.wire() + 1, ours.rows());

    try (KafkaConsumer<byte[], byte[]> same = member(ours)) {
      assertThat(run(config).partitions()).isPositive();
    }
    try (KafkaConsumer<byte[], byte[]> other = member(newer)) {
      assertThatThrownBy(() -> run(config))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("in group '" + application + "'")
          .hasMessageContaining("has wire version " + newer.wire())
          .hasMessageContaining("this one has wire version " + ours.wire())
          .hasMessageContaining("stop all servers");
    }
    assertThat(run(config).partitions()).isPositive();
  }

  /** In the group as a server of this version is, once it is. */
  private KafkaConsumer<byte[], byte[]> member(FormatVersions versions) {
    Map<String, Object> client = new HashMap<>(SharedBroker.get().clientConfig());
    client.put("group.id", application);
    String id = versions.clientId(application) + "-StreamThread-1-consumer";
    client.put("client.id", id);
    client.put("enable.auto.commit", "false");
    KafkaConsumer<byte[], byte[]> member =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    member.subscribe(List.of(prefix + "prepare"));
    TestTopics.await()
        .pollInSameThread()
        .ignoreExceptions()
        .until(
            () -> {
              member.poll(Duration.ofMillis(100));
              try (Admin admin = admin()) {
                return admin
                    .describeConsumerGroups(List.of(application))
                    .all()
                    .get()
                    .get(application)
                    .members()
                    .stream()
                    .anyMatch(found -> found.clientId().equals(id));
              }
            });
    return member;
  }

  @Test
  void refusesToGoOnWithoutTheStateOfWhatWasRead() throws Exception {
    CoordinatorConfig config = config(Map.of());
    run(config);
    try (Admin admin = admin()) {
      admin
          .alterConsumerGroupOffsets(
              application,
              Map.of(new TopicPartition(prefix + "prepare", 0), new OffsetAndMetadata(0)))
          .all()
          .get();
    }

    assertThatThrownBy(() -> run(config))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("'" + application + "-messages-changelog' does not exist")
        .hasMessageContaining("kafka-consumer-groups.sh --delete --group " + application);
  }

  @Test
  void refusesAChangelogThatDoesNotTakeTheLargestRecord() {
    CoordinatorConfig config = config(Map.of());
    run(config);
    changelogs(12);

    assertThatThrownBy(
            () ->
                run(
                    config(
                        Map.of(
                            "surety.message.max.bytes", "2000000",
                            "surety.topics.create", "false"))))
        .hasMessageContaining("'" + application + "-payloads-changelog' must take records of");
  }

  @Test
  void installationsWithDifferentNamesDoNotSeeEachOther() {
    run(config(Map.of("surety.partitions", "2")));

    TopicSetup.Ready other =
        run(
            CoordinatorConfig.of(
                Map.of(
                    "surety.bootstrap.servers",
                    SharedBroker.get().bootstrapServers(),
                    "surety.topic.prefix",
                    prefix + "other.",
                    "surety.application.id",
                    application + "-other",
                    "surety.replication.factor",
                    "1",
                    "surety.topics.create",
                    "true",
                    "surety.partitions",
                    "4")));

    assertThat(other.partitions()).isEqualTo(4);
    assertThat(run(config(Map.of())).partitions()).isEqualTo(2);
  }

  @Test
  void namesBrokersThatDoNotAnswer() throws Exception {
    CoordinatorConfig config =
        CoordinatorConfig.of(
            Map.of(
                "surety.bootstrap.servers", "127.0.0.1:" + unusedPort(),
                "kafka.admin.default.api.timeout.ms", "1000",
                "kafka.admin.request.timeout.ms", "1000"));

    assertThatThrownBy(() -> run(config))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("no broker of 127.0.0.1:")
        .hasMessageContaining("check surety.bootstrap.servers");
  }

  @Test
  void refusesBrokersWithOldTransactionsAndRightsThatAreMissing() throws Exception {
    try (EmbeddedKafka kafka =
            EmbeddedKafka.builder().tempDir().user("coordinator", "secret").start();
        Admin admin = Admin.create(kafka.clientConfig())) {
      Map<String, String> settings = new HashMap<>();
      kafka
          .clientConfig("coordinator")
          .forEach((key, value) -> settings.put("kafka." + key, value.toString()));
      settings.put(
          "surety.bootstrap.servers", String.valueOf(settings.remove("kafka.bootstrap.servers")));
      settings.put("surety.topics.create", "true");
      settings.put("surety.replication.factor", "1");
      CoordinatorConfig config = CoordinatorConfig.of(settings);
      run(config);

      TopicAcls.denyWrite(admin, "User:coordinator", "surety.archive");
      TestTopics.await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> run(config))
                      .hasMessageContaining(
                          "User:coordinator may not Write topic 'surety.archive', needed to"
                              + " archive")
                      .hasMessageContaining("kafka-acls.sh"));
      TopicAcls.allowWrite(admin, "User:coordinator", "surety.archive");

      admin
          .updateFeatures(
              Map.of(
                  "transaction.version",
                  new FeatureUpdate((short) 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE)),
              new UpdateFeaturesOptions())
          .all()
          .get();
      TestTopics.await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> run(config))
                      .hasMessageContaining("transaction.version must be at least 2, is 1")
                      .hasMessageContaining("kafka-features.sh upgrade"));
    }
  }

  private CoordinatorConfig config(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("surety.bootstrap.servers", SharedBroker.get().bootstrapServers());
    settings.put("surety.topic.prefix", prefix);
    settings.put("surety.application.id", application);
    settings.put("surety.topics.create", "true");
    settings.put("surety.replication.factor", "1");
    settings.putAll(more);
    return CoordinatorConfig.of(settings);
  }

  private static TopicSetup.Ready run(CoordinatorConfig config) {
    try (Admin admin = Admin.create(config.kafka(KafkaClient.ADMIN))) {
      return TopicSetup.run(config, admin, AclPlan.of(config).coordinator());
    }
  }

  private void changelogs(int partitions) {
    TestTopics topics = new TestTopics(SharedBroker.get().clientConfig());
    for (String store : List.of("messages", "payloads", "settled")) {
      topics.create(
          application + "-" + store + "-changelog",
          partitions,
          Map.of("max.message.bytes", "2065536"));
    }
  }

  private static Map<String, TopicDescription> describe(Collection<String> names) throws Exception {
    try (Admin admin = admin()) {
      return admin.describeTopics(names).allTopicNames().get();
    }
  }

  private static Map<String, String> configs(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<String, String> configs = new HashMap<>();
    try (Admin admin = admin()) {
      admin
          .describeConfigs(List.of(resource))
          .all()
          .get()
          .get(resource)
          .entries()
          .forEach(entry -> configs.put(entry.name(), entry.value()));
    }
    return configs;
  }

  private static void alter(String topic, String name, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp set = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    try (Admin admin = admin()) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
      TestTopics.await().until(() -> configs(topic).get(name).equals(value));
    }
  }

  private static void addPartitions(String topic, int total) throws Exception {
    try (Admin admin = admin()) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total))).all().get();
      TestTopics.await()
          .until(() -> describe(List.of(topic)).get(topic).partitions().size() == total);
    }
  }

  private static Admin admin() {
    return Admin.create(new HashMap<>(SharedBroker.get().clientConfig()));
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
