package io.surety.cli.kafka;

import io.surety.rest.SuretyServer;
import io.surety.topology.StartupException;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.Settings;
import io.surety.topology.setup.Acl;
import io.surety.topology.setup.AclPlan;
import io.surety.topology.setup.Rights;
import io.surety.topology.setup.TopicPlan;
import io.surety.topology.setup.TopicSetup;
import io.surety.topology.setup.TopicSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether topics are there and are as they must be, and what this client may do with them. */
final class TopicFindings {
  private final CoordinatorConfig config;
  private final List<Acl> needed;
  private final Admin admin;

  TopicFindings(Settings settings, Admin admin) {
    this.config = CoordinatorConfig.of(settings);
    this.needed = SuretyServer.rights(settings);
    this.admin = admin;
  }

  List<Finding> run() throws InterruptedException {
    List<Finding> findings = new ArrayList<>(rights());
    try {
      List<String> problems = TopicSetup.problems(config, admin);
      problems.forEach(problem -> findings.add(Finding.fail("topics", problem)));
      if (problems.isEmpty()) {
        findings.add(
            Finding.ok(
                "topics",
                TopicPlan.of(config).topics().size() + " are there, and are as they must be"));
      }
      partitions().ifPresent(findings::add);
      findings.addAll(health());
    } catch (StartupException e) {
      e.problems().forEach(problem -> findings.add(Finding.fail("topics", problem)));
    }
    return findings;
  }

  /** That a setting says what is not so. It stops no server, and misleads who plans with it. */
  private Optional<Finding> partitions() throws InterruptedException {
    int wanted = config.topicSettings().partitions();
    try {
      int found =
          admin.describeTopics(config.topics().signals()).allTopicNames().get().values().stream()
              .mapToInt(topic -> topic.partitions().size())
              .max()
              .orElse(wanted);
      return found == wanted
          ? Optional.empty()
          : Optional.of(
              Finding.warn(
                  "partitions",
                  "surety.partitions is " + wanted + ", and the topics have " + found,
                  "set surety.partitions="
                      + found
                      + " in the file of the server (-c), or with --option for this command: those"
                      + " of topics that are there cannot be changed"));
    } catch (ExecutionException e) {
      // They are missing or hidden, which was said.
      return Optional.empty();
    }
  }

  private List<Finding> rights() {
    List<String> missing = Rights.missing(config, admin, needed);
    return missing.isEmpty()
        ? List.of(Finding.ok("rights", "all " + needed.size() + " that a server needs are there"))
        : missing.stream().map(sentence -> Finding.fail("rights", sentence)).toList();
  }

  /** Destinations as they are registered with a server. */
  List<Finding> destinations(Collection<String> names) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (String name : names) {
      if (isMissing(name)) {
        findings.add(
            Finding.warn(
                "destinations",
                "topic '" + name + "' is registered, and does not exist: its messages wait",
                "create it, or remove the destination"));
      }
      Rights.missing(config, admin, AclPlan.of(config).destination(name))
          .forEach(sentence -> findings.add(Finding.fail("destinations", sentence)));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok("destinations", names.size() + " are registered, and can be used"));
    }
    return findings;
  }

  private boolean isMissing(String topic) throws InterruptedException {
    try {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
      return false;
    } catch (ExecutionException e) {
      return e.getCause() instanceof UnknownTopicOrPartitionException;
    }
  }

  /** Partitions without a leader take no records; those with too few replicas in sync neither. */
  private List<Finding> health() throws InterruptedException {
    List<String> names = TopicPlan.of(config).topics().stream().map(TopicSpec::name).toList();
    Map<String, KafkaFuture<TopicDescription>> topics =
        admin.describeTopics(names, new DescribeTopicsOptions()).topicNameValues();
    List<Finding> findings = new ArrayList<>();
    for (KafkaFuture<TopicDescription> answer : topics.values()) {
      try {
        TopicDescription topic = answer.get();
        topic.partitions().forEach(partition -> health(topic.name(), partition, findings));
      } catch (ExecutionException e) {
        // It is missing or hidden, which was said.
        continue;
      }
    }
    return findings;
  }

  private void health(String topic, TopicPartitionInfo partition, List<Finding> findings) {
    String name = "partition " + partition.partition() + " of topic '" + topic + "'";
    int insync = partition.isr().size();
    if (partition.leader() == null || partition.leader().isEmpty()) {
      findings.add(
          Finding.fail(
              "topics",
              name + " has no leader",
              "start the brokers that have it: " + partition.replicas()));
    } else if (insync < partition.replicas().size()) {
      findings.add(
          Finding.warn(
              "topics",
              name + " has " + insync + " of " + partition.replicas().size() + " replicas in sync",
              "look whether a broker is away"));
    }
  }
}
