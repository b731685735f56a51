package io.surety.k8s;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.strimzi.api.kafka.model.connect.KafkaConnect;
import io.strimzi.api.kafka.model.connector.KafkaConnector;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopicSpec;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.surety.rest.archive.ArchiveConfig;
import io.surety.rest.callback.CallbackConfig;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.Settings;
import io.surety.topology.setup.Acl;
import io.surety.topology.setup.AclPlan;
import io.surety.topology.setup.TopicPlan;
import io.surety.topology.setup.TopicSpec;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strimzi's resources are what the product itself says that it needs, and nothing more. */
class StrimziTest {
  private static final Path CONNECTORS = Path.of("..", "connectors", "config");
  private static final String CONNECTOR = "surety-archive";
  private static final List<String> STORAGE =
      List.of("surety-connect.configs", "surety-connect.offsets", "surety-connect.status");

  @TempDir Path scratch;

  static Stream<Rendering> overlays() {
    return Rendering.overlays();
  }

  @Test
  void theFilesAreWhatTheProductSays() throws IOException {
    Rendering base = Rendering.ofTheChart("strimzi.yaml");
    CoordinatorConfig config = CoordinatorConfig.of(Pod.settings(base, scratch));
    AclPlan plan = AclPlan.of(config);

    mustBe(
        "strimzi/base/topics.yaml",
        TopicPlan.of(config).topics().stream().map(StrimziFiles::topic).toList());
    mustBe(
        "strimzi/base/users.yaml",
        List.of(StrimziFiles.user("surety", plan.server(false, Optional.empty()))));
    mustBe(
        "strimzi/archive/users.yaml", List.of(StrimziFiles.user("surety-connect", connect(plan))));
    mustBe(
        "strimzi/overlays/dev/example.yaml",
        List.of(
            StrimziFiles.topic(example()),
            StrimziFiles.user("order-service", plan.producer("order-service")),
            StrimziFiles.user("billing", plan.consumer("billing", example().name(), false))));
  }

  private static void mustBe(String file, List<String> documents) throws IOException {
    String made = StrimziFiles.file(documents);
    if (Boolean.getBoolean("surety.k8s.write")) {
      Files.writeString(Path.of(file), made);
    }

    assertThat(Path.of(file))
        .as("write it anew with -Dsurety.k8s.write=true; k8s/README.md has the whole command")
        .hasContent(made);
  }

  private static TopicSpec example() {
    return new TopicSpec(
        "order-paid",
        TopicSpec.Kind.OUTPUT,
        12,
        (short) 1,
        Map.of("min.insync.replicas", "1", "retention.ms", "604800000"));
  }

  private static List<Acl> connect(AclPlan plan) {
    return Stream.concat(
            plan.archiveSink(CONNECTOR).stream(),
            AclPlan.connectCluster("surety-connect", STORAGE.get(0), STORAGE.get(1), STORAGE.get(2))
                .stream())
        .toList();
  }

  /** The patches of an overlay change settings and topics alike. */
  @ParameterizedTest
  @MethodSource("overlays")
  void theTopicsAreThose(Rendering overlay) throws IOException {
    List<TopicSpec> expected = new ArrayList<>(TopicPlan.of(config(overlay)).topics());
    if (overlay.name().endsWith("dev")) {
      expected.add(example());
    }

    assertThat(overlay.all(KafkaTopic.class).stream().map(StrimziTest::asRecord))
        .containsExactlyInAnyOrderElementsOf(
            expected.stream()
                .map(
                    topic ->
                        List.of(
                            topic.name(),
                            topic.partitions(),
                            (int) topic.replicationFactor(),
                            topic.configs()))
                .toList());
  }

  private static List<Object> asRecord(KafkaTopic topic) {
    KafkaTopicSpec spec = topic.getSpec();
    assertThat(spec.getTopicName()).isNull();
    return List.of(
        topic.getMetadata().getName(),
        spec.getPartitions(),
        spec.getReplicas(),
        spec.getConfig().entrySet().stream()
            .collect(toMap(Map.Entry::getKey, config -> String.valueOf(config.getValue()))));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void usersMayDoWhatTheyNeedAndNoMore(Rendering overlay) throws IOException {
    AclPlan plan = AclPlan.of(config(overlay));
    List<Acl> server = new ArrayList<>();
    if (overlay.name().endsWith("dev")) {
      server.addAll(plan.server(false, Optional.empty()));
      server.addAll(plan.destination(example().name()));
      mustHave(overlay, "order-service", plan.producer("order-service"));
      mustHave(overlay, "billing", plan.consumer("billing", example().name(), false));
    } else {
      server.addAll(plan.server(false, Optional.of("connect-" + CONNECTOR)));
      mustHave(overlay, "surety-connect", connect(plan));
    }
    mustHave(overlay, "surety", server);
  }

  private static void mustHave(Rendering overlay, String user, List<Acl> rights) {
    assertThat(rights(user(overlay, user)))
        .as(user)
        .isEqualTo(
            rights.stream()
                .map(
                    right ->
                        right.operationName()
                            + " "
                            + StrimziFiles.type(right)
                            + " "
                            + right.name()
                            + (right.pattern().name().equals("PREFIXED") ? "*" : ""))
                .collect(toSet()));
  }

  private static Set<String> rights(KafkaUser user) {
    JsonNode acls = Manifests.tree(user).at("/spec/authorization/acls");
    return stream(acls)
        .flatMap(
            acl ->
                stream(acl.get("operations"))
                    .map(
                        operation ->
                            operation.asText()
                                + " "
                                + acl.at("/resource/type").asText()
                                + " "
                                + acl.at("/resource/name").asText()
                                + (acl.at("/resource/patternType").asText().equals("prefix")
                                    ? "*"
                                    : "")))
        .collect(toSet());
  }

  /** As Kafka has it, the name * is every name. */
  @ParameterizedTest
  @MethodSource("overlays")
  void nobodyMayDoAnythingWithEverything(Rendering overlay) {
    for (KafkaUser user : overlay.all(KafkaUser.class)) {
      assertThat(rights(user))
          .isNotEmpty()
          .allSatisfy(
              right ->
                  assertThat(right).doesNotContain(" *").doesNotMatch("(All|Alter|Delete) .*"));
      assertThat(Manifests.tree(user).at("/spec/authorization/type").asText()).isEqualTo("simple");
    }
  }

  @Test
  void theConnectorIsTheOneThatWasProven() throws IOException {
    KafkaConnector connector = prod().the(KafkaConnector.class);
    JsonNode proven = Yaml.one(Files.readString(CONNECTORS.resolve("surety-archive.json")));
    Map<String, String> expected =
        proven.properties().stream()
            .collect(toMap(Map.Entry::getKey, field -> field.getValue().asText()));
    expected.remove("connector.class", connector.getSpec().getClassName());
    expected.remove("tasks.max", String.valueOf(connector.getSpec().getTasksMax()));
    expected.replace("connection.password", "${dir:/mnt/surety-archive:password}");
    expected.computeIfPresent(
        "connection.url", (key, url) -> url.replace("localhost:5432", "archive:5432"));

    assertThat(text(connector.getSpec().getConfig())).isEqualTo(expected);
    assertThat(connector.getMetadata().getName()).isEqualTo(CONNECTOR);
  }

  @Test
  void theWorkersAreThoseThatWereProven() throws IOException {
    KafkaConnect connect = prod().the(KafkaConnect.class);
    Map<String, String> expected = properties(CONNECTORS.resolve("connect-distributed.properties"));
    // Strimzi has fields for these, or sets them itself.
    expected.keySet().removeAll(List.of("bootstrap.servers", "plugin.path", "listeners"));
    expected.remove("group.id", connect.getSpec().getGroupId());
    expected.remove("config.storage.topic", connect.getSpec().getConfigStorageTopic());
    expected.remove("offset.storage.topic", connect.getSpec().getOffsetStorageTopic());
    expected.remove("status.storage.topic", connect.getSpec().getStatusStorageTopic());
    // Here, passwords are files in a directory.
    expected.keySet().removeIf(key -> key.startsWith("config.providers"));
    Map<String, String> configured = text(connect.getSpec().getConfig());
    configured.keySet().removeIf(key -> key.startsWith("config.providers"));

    assertThat(configured).isEqualTo(expected);
    assertThat(STORAGE)
        .containsExactly(
            connect.getSpec().getConfigStorageTopic(),
            connect.getSpec().getOffsetStorageTopic(),
            connect.getSpec().getStatusStorageTopic());
    assertThat(connect.getMetadata().getAnnotations())
        .containsEntry("strimzi.io/use-connector-resources", "true");
  }

  @Test
  void thePluginsAreOfTheVersionsThatTheBuildUses() throws IOException {
    JsonNode plugins = Manifests.tree(prod().the(KafkaConnect.class)).at("/spec/build/plugins");
    String pom = Files.readString(Path.of("..", "pom.xml"));

    assertThat(stream(plugins).map(plugin -> plugin.at("/artifacts/0")))
        .anySatisfy(
            artifact -> {
              assertThat(artifact.get("artifact").asText()).isEqualTo("debezium-connector-jdbc");
              assertThat(pom)
                  .contains("<debezium.version>" + artifact.get("version").asText() + "</debezium");
            })
        .anySatisfy(
            artifact -> {
              assertThat(artifact.get("artifact").asText()).isEqualTo("surety-connectors");
              assertThat(pom)
                  .contains("<version>" + artifact.get("version").asText() + "</version>");
            });
    assertThat(pom)
        .contains(
            "<kafka.version>"
                + prod().the(KafkaConnect.class).getSpec().getVersion()
                + "</kafka.version>");
  }

  /** Connect's pods are as restricted as ours. */
  @Test
  void theWorkersAreRestricted() {
    JsonNode template = Manifests.tree(prod().the(KafkaConnect.class)).at("/spec/template");

    assertThat(template.at("/pod/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(template.at("/pod/securityContext/seccompProfile/type").asText())
        .isEqualTo("RuntimeDefault");
    JsonNode container = template.at("/connectContainer/securityContext");
    assertThat(container.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(template.at("/connectContainer/volumeMounts/0/name"))
        .isEqualTo(template.at("/pod/volumes/0/name"));
  }

  /** Secrets that Strimzi makes are named like users; the rest is made by hand, and told of. */
  @ParameterizedTest
  @MethodSource("overlays")
  void everySecretIsMadeBySomebody(Rendering overlay) throws IOException {
    Set<String> users =
        overlay.all(KafkaUser.class).stream()
            .map(user -> user.getMetadata().getName())
            .collect(toSet());
    String readme = Files.readString(Path.of("README.md"));

    assertThat(overlay.all(Secret.class)).isEmpty();
    assertThat(secrets(overlay))
        .isNotEmpty()
        .allSatisfy(
            secret ->
                assertThat(
                        users.contains(secret)
                            || secret.equals("my-cluster-cluster-ca-cert")
                            || readme.contains("create secret generic " + secret + " ")
                            || readme.contains("create secret docker-registry " + secret + " "))
                    .as(secret)
                    .isTrue());
  }

  private static Set<String> secrets(Rendering overlay) {
    return overlay.resources().stream()
        .flatMap(
            resource ->
                Stream.concat(
                    Manifests.tree(resource).findValuesAsText("secretName").stream(),
                    Stream.concat(
                        Manifests.tree(resource).findValuesAsText("pushSecret").stream(),
                        Manifests.tree(resource).findValues("credentials").stream()
                            .map(credentials -> credentials.at("/name").asText()))))
        .collect(toSet());
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void allBelongsToOneCluster(Rendering overlay) {
    Stream<HasMetadata> ofTheCluster =
        Stream.concat(
            overlay.all(KafkaTopic.class).stream(), overlay.all(KafkaUser.class).stream());

    assertThat(ofTheCluster)
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.getMetadata().getLabels())
                    .containsEntry("strimzi.io/cluster", "my-cluster"));
    overlay
        .all(KafkaConnector.class)
        .forEach(
            connector ->
                assertThat(connector.getMetadata().getLabels())
                    .containsEntry(
                        "strimzi.io/cluster",
                        overlay.the(KafkaConnect.class).getMetadata().getName()));
  }

  @Test
  void theServersAskForTheGroupOfThisConnector() throws IOException {
    Settings settings = Pod.settings(prod(), scratch);

    assertThat(ArchiveConfig.of(settings).orElseThrow().group()).isEqualTo("connect-" + CONNECTOR);
    assertThat(ArchiveConfig.of(settings).orElseThrow().password())
        .isEqualTo(Pod.secret("password"));
    // The rights of the user are those without callbacks.
    assertThat(CallbackConfig.of(settings).isEnabled()).isFalse();
  }

  private static Rendering prod() {
    return overlays().filter(overlay -> overlay.name().endsWith("prod")).findFirst().orElseThrow();
  }

  private CoordinatorConfig config(Rendering overlay) throws IOException {
    return CoordinatorConfig.of(Pod.settings(overlay, scratch));
  }

  private static KafkaUser user(Rendering overlay, String name) {
    return overlay.all(KafkaUser.class).stream()
        .filter(user -> user.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> text(Map<String, Object> config) {
    return config.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
  }

  private static Map<String, String> properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties.stringPropertyNames().stream()
        .collect(toMap(key -> key, properties::getProperty));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    return items.stream();
  }
}
