package io.surety.cli;

import static io.surety.cli.Platform.surety;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is said about a cluster, and done to it. */
@ExtendWith(Platform.Lifetime.class)
class KafkaCommandsTest {
  @TempDir Path directory;

  @Test
  void findsAHealthyInstallationHealthy() throws Exception {
    Platform.destination("billing");
    Path config = config(Platform.settings(String.valueOf(Platform.url().getPort())));

    Run run = surety("doctor", "-c", config.toString(), "-o", "jsonl");

    run.is(0);
    assertThat(levels(run))
        .containsEntry("brokers", "OK")
        .containsEntry("version", "OK")
        .containsEntry("transactions", "OK")
        .containsEntry("rights", "OK")
        .containsEntry("topics", "OK")
        .containsEntry("destinations", "OK")
        .containsEntry("server", "OK")
        .containsEntry("clocks", "OK")
        .containsEntry("port", "OK")
        .containsEntry("replication", "WARN");
    assertThat(surety("doctor", "-c", config.toString()).is(0).out())
        .contains("LEVEL", "WARN   replication", "-> have 3 brokers");
  }

  @Test
  void saysWhatIsMissingAndMakesIt() throws Exception {
    String prefix = "doctor" + System.nanoTime() + ".";
    List<String> names =
        List.of(
            "--bootstrap-server",
            Platform.bootstrap(),
            "--option",
            "surety.topic.prefix=" + prefix,
            "--option",
            "surety.application.id=" + prefix + "app",
            "--option",
            "surety.replication.factor=1");

    Run before = run("doctor", names, "-o", "jsonl", "--url", "http://127.0.0.1:1");
    Run created = run("topics", names, "--create");
    Run after = run("doctor", names, "-o", "jsonl", "--url", Platform.url().toString());

    assertThat(before.is(1).lines())
        .anySatisfy(
            finding -> {
              assertThat(finding.path("level").asText()).isEqualTo("FAIL");
              assertThat(finding.path("found").asText())
                  .isEqualTo("topic '" + prefix + "prepare' does not exist");
              assertThat(finding.path("remedy").asText())
                  .contains("kafka-topics.sh --create --topic " + prefix + "prepare");
            });
    assertThat(levels(before)).containsEntry("server", "FAIL");
    assertThat(created.is(0).out()).contains(prefix + "prepare\n", prefix + "audit\n");
    assertThat(levels(after)).containsEntry("topics", "OK");
  }

  @Test
  void namesWhatIsWrongWithATopic() throws Exception {
    String prefix = "wrong" + System.nanoTime() + ".";
    try (Admin admin = Admin.create(Platform.kafka().clientConfig())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(prefix + "registry", 1, (short) 1)
                      .configs(Map.of("cleanup.policy", "delete"))))
          .all()
          .get();
    }
    List<String> names =
        List.of(
            "--bootstrap-server",
            Platform.bootstrap(),
            "--option",
            "surety.topic.prefix=" + prefix,
            "--option",
            "surety.replication.factor=1");

    Run doctor = run("doctor", names);
    Run create = run("topics", names, "--create");

    assertThat(doctor.is(1).out())
        .contains(
            "topic '" + prefix + "registry' must have cleanup.policy=compact, has delete",
            "-> change it with: kafka-configs.sh");
    assertThat(create.is(1).err()).contains("not as they must be", "cleanup.policy=compact");
  }

  @Test
  void saysWhichSettingsDoNotFitWhatIsThere() throws Exception {
    Map<String, String> settings = Platform.settings("0");
    settings.put("surety.partitions", "3");
    settings.put("surety.replication.factor", "3");

    Run here = surety("doctor", "-c", config(settings).toString()).is(0);
    Run nowhere =
        surety(
            "doctor",
            "-c",
            config(settings).toString(),
            "--option",
            "surety.topic.prefix=fresh" + System.nanoTime() + ".");

    assertThat(here.out())
        .contains("surety.partitions is 3, and the topics have 2", "surety.partitions=2")
        .contains("surety.replication.factor is 3, and there is 1 broker: the topics are there")
        .contains("1 answers at ");
    assertThat(nowhere.is(1).out()).contains("and there is 1 broker: no topic can be made");
  }

  @Test
  void saysThatNobodyAnswersAndThatThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Run run =
          Run.surety(
              "doctor",
              "--bootstrap-server",
              "127.0.0.1:1",
              "--option",
              "surety.rest.port=" + taken.getLocalPort(),
              "--option",
              "surety.state.dir=/proc/nowhere",
              "-o",
              "jsonl");

      assertThat(levels(run.is(1)))
          .containsEntry("brokers", "FAIL")
          .containsEntry("port", "FAIL")
          .containsEntry("disk", "FAIL")
          .containsEntry("server", "WARN")
          .doesNotContainKey("topics");
    }
  }

  @Test
  void printsTopicsAndRightsForOtherTools() {
    Run commands = Run.surety("topics").is(0);
    Run strimzi =
        Run.surety("topics", "--print-strimzi", "--strimzi-cluster", "k", "--destination", "*")
            .is(0);
    Run server = Run.surety("topics", "--print-acls", "--destination", "orders.*").is(0);
    Run consumer =
        Run.surety(
                "topics", "--print-acls", "--consumer", "billing=orders", "--principal", "User:b")
            .is(0);

    assertThat(commands.out().lines())
        .hasSize(13)
        .allMatch(line -> line.startsWith("kafka-topics.sh --create --topic surety."))
        .allMatch(line -> line.endsWith(" --bootstrap-server localhost:9092"));
    assertThat(strimzi.out())
        .contains("kind: KafkaTopic", "topicName: 'surety.prepare'", "kind: KafkaUser")
        .contains("strimzi.io/cluster: 'k'", "type: transactionalId", "patternType: prefixed");
    assertThat(server.out().lines())
        .allMatch(line -> line.startsWith("kafka-acls.sh --add --allow-principal 'User:surety'"))
        .anyMatch(line -> line.contains("Write --topic 'orders.' --resource-pattern-type prefixed"))
        .anyMatch(line -> line.contains("--transactional-id 'surety-'"));
    assertThat(consumer.out())
        .contains("'User:b' --operation Read --group 'billing'", "Read --topic 'orders'")
        .doesNotContain("transactional-id");
    assertThat(Run.surety("topics", "--print-acls").is(0).err()).contains("Without --destination");
  }

  @Test
  void readsTheSettingsOfAServer() throws Exception {
    Path good = config(Platform.settings("0"));
    Path bad = Files.writeString(directory.resolve("bad"), "surety.rest.prot = 1\n");
    Path keys =
        Files.writeString(
            directory.resolve("keys"),
            "surety.bootstrap.servers = a:1\nsurety.rest.auth.keys.file = /nowhere\n"
                + "surety.rest.peer.secret = 0123456789abcdef0123456789abcdef\n");

    Run shown = Run.surety("config", "validate", good.toString()).is(0);
    Run json = Run.surety("config", "validate", good.toString(), "-o", "json").is(0);

    assertThat(shown.out()).contains("surety.partitions", "FILE", "DEFAULT");
    assertThat(json.json().path("items")).isNotEmpty();
    assertThat(Run.surety("config", "validate", bad.toString()).is(2).err())
        .contains("surety.rest.prot", "the nearest known one is 'surety.rest.port'");
    assertThat(Run.surety("config", "validate", keys.toString()).is(2).err())
        .contains("/nowhere")
        .doesNotContain("0123456789abcdef");
    assertThat(Run.surety("config", "docs").is(0).out()).contains("### `surety.partitions`");
    assertThat(Run.surety("config").is(2).err()).contains("docs or validate is missing");
  }

  private Path config(Map<String, String> settings) throws Exception {
    List<String> lines = new ArrayList<>();
    settings.forEach((key, value) -> lines.add(key + " = " + value));
    return Files.write(directory.resolve("surety.properties"), lines);
  }

  private static Run run(String command, List<String> options, String... more) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(options);
    all.addAll(List.of(more));
    return Run.surety(all.toArray(String[]::new));
  }

  /** The worst of each subject. */
  private static Map<String, String> levels(Run run) {
    Map<String, String> levels = new HashMap<>();
    for (JsonNode finding : run.lines()) {
      levels.merge(
          finding.path("about").asText(),
          finding.path("level").asText(),
          (one, other) -> rank(one) > rank(other) ? one : other);
    }
    return levels;
  }

  private static int rank(String level) {
    return List.of("OK", "WARN", "FAIL").indexOf(level);
  }
}
