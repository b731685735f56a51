package io.surety.cli.kafka;

import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.setup.TopicPlan;
import io.surety.topology.setup.TopicSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.Node;

/** Whether brokers answer, can do what is needed, and are enough. */
final class BrokerChecks {
  private static final String TRANSACTIONS = "transaction.version";
  private static final short TRANSACTIONS_MIN = 2;
  private static final String METADATA = "metadata.version";

  /** The first level of Kafka 4.0, and the releases from there on. */
  private static final int FIRST_OF_4 = 22;

  private static final Map<Integer, String> RELEASES =
      Map.ofEntries(
          Map.entry(22, "4.0"),
          Map.entry(23, "4.0"),
          Map.entry(24, "4.0"),
          Map.entry(25, "4.0"),
          Map.entry(26, "4.1"),
          Map.entry(27, "4.1"),
          Map.entry(28, "4.2"),
          Map.entry(29, "4.2"),
          Map.entry(30, "4.3"),
          Map.entry(31, "4.4"));

  private static final int REPLICAS_WISE = 3;

  private final CoordinatorConfig config;
  private final Admin admin;

  BrokerChecks(CoordinatorConfig config, Admin admin) {
    this.config = config;
    this.admin = admin;
  }

  /** Ends at once if no broker answers: nothing else could be found. */
  List<Finding> run() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try {
      Collection<Node> brokers = admin.describeCluster().nodes().get();
      findings.add(
          Finding.ok(
              "brokers",
              brokers.size() + (brokers.size() == 1 ? " answers at " : " answer at ") + servers()));
      features(admin.describeFeatures().featureMetadata().get(), findings);
      replication(brokers.size(), findings);
    } catch (ExecutionException e) {
      findings.add(
          Finding.fail(
              "brokers",
              "no answer from " + servers() + ": " + e.getCause(),
              "check --bootstrap-server, the network, and the security settings (kafka.* of the"
                  + " server, --command-config)"));
    }
    return findings;
  }

  private String servers() {
    return String.join(",", config.bootstrapServers());
  }

  private static void features(FeatureMetadata features, List<Finding> findings) {
    int metadata = level(features, METADATA);
    if (metadata < FIRST_OF_4) {
      findings.add(
          Finding.warn(
              "version",
              "the cluster is older than Kafka 4.0 (" + METADATA + " " + metadata + ")",
              "upgrade it: nobody has tried Surety there"));
    } else {
      findings.add(
          Finding.ok(
              "version",
              "Kafka "
                  + RELEASES.getOrDefault(metadata, "newer than 4.4")
                  + " ("
                  + METADATA
                  + " "
                  + metadata
                  + ")"));
    }
    int transactions = level(features, TRANSACTIONS);
    if (transactions >= TRANSACTIONS_MIN) {
      findings.add(Finding.ok("transactions", TRANSACTIONS + " " + transactions));
    } else if (features.supportedFeatures().containsKey(TRANSACTIONS)) {
      findings.add(
          Finding.fail(
              "transactions",
              TRANSACTIONS + " is " + transactions + ", must be " + TRANSACTIONS_MIN,
              "raise it with: kafka-features.sh upgrade --feature "
                  + TRANSACTIONS
                  + "="
                  + TRANSACTIONS_MIN));
    } else {
      findings.add(
          Finding.warn(
              "transactions",
              "the brokers do not know " + TRANSACTIONS,
              "upgrade them: before Kafka 4.0 a delayed request can end the wrong transaction"));
    }
  }

  private static int level(FeatureMetadata features, String name) {
    FinalizedVersionRange range = features.finalizedFeatures().get(name);
    return range == null ? 0 : range.maxVersionLevel();
  }

  private boolean areTopicsThere() throws InterruptedException {
    List<String> names = TopicPlan.of(config).topics().stream().map(TopicSpec::name).toList();
    try {
      admin.describeTopics(names).allTopicNames().get();
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  private void replication(int brokers, List<Finding> findings) throws InterruptedException {
    int wanted = config.topicSettings().replicationFactor();
    int insync = config.topicSettings().minInsyncReplicas();
    if (wanted > brokers) {
      String found =
          "surety.replication.factor is "
              + wanted
              + (brokers == 1
                  ? ", and there is 1 broker"
                  : ", and there are " + brokers + " brokers");
      String remedy =
          "start more brokers, or, for a try with these, set surety.replication.factor="
              + brokers
              + " in the file of the server (-c), or with --option for this command";
      findings.add(
          areTopicsThere()
              ? Finding.warn(
                  "replication", found + ": the topics are there, others cannot be made", remedy)
              : Finding.fail("replication", found + ": no topic can be made", remedy));
    } else if (insync >= wanted && wanted > 1) {
      findings.add(
          Finding.warn(
              "replication",
              "with " + insync + " of " + wanted + " replicas in sync, no broker may be away",
              "set surety.min.insync.replicas to " + (wanted - 1)));
    } else if (wanted < REPLICAS_WISE) {
      findings.add(
          Finding.warn(
              "replication",
              "new topics have " + wanted + " replicas: a lost broker can lose messages",
              "have 3 brokers, and set surety.replication.factor to 3"));
    } else {
      findings.add(
          Finding.ok("replication", wanted + " replicas, of which " + insync + " must be in sync"));
    }
  }
}
