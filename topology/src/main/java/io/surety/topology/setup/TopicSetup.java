package io.surety.topology.setup;

import io.surety.topology.StartupException;
import io.surety.topology.config.CoordinatorConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the coordinator can run: brokers answer and can do transactions, every topic is
 * there and is as it must be, and may be used. Creates missing topics where that is allowed, and
 * changes none that exists.
 */
public final class TopicSetup {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
  private static final String TRANSACTIONS = "transaction.version";

  /** From here on a late end of a transaction cannot end the next one (KIP-890). */
  private static final short TRANSACTIONS_MIN = 2;

  private final CoordinatorConfig config;
  private final TopicPlan plan;
  private final Cluster cluster;
  private final List<Acl> needed;
  private final Rights rights;

  private TopicSetup(CoordinatorConfig config, Admin admin, Collection<Acl> needed) {
    this.config = config;
    this.plan = TopicPlan.of(config);
    this.cluster = Cluster.of(config, admin);
    this.needed = List.copyOf(needed);
    this.rights = new Rights(cluster, config);
  }

  /**
   * What is there once everything is right.
   *
   * @param partitions of each signal topic
   * @param registryPartitions partitions of the registry
   */
  public record Ready(int partitions, Set<TopicPartition> registryPartitions) {
    public Ready {
      registryPartitions = Set.copyOf(registryPartitions);
    }
  }

  /**
   * Checks everything, and creates what is missing where {@code surety.topics.create} allows it.
   *
   * @param needed rights, of {@link AclPlan}
   * @throws StartupException naming all that is wrong, each with its remedy
   */
  public static Ready run(CoordinatorConfig config, Admin admin, Collection<Acl> needed) {
    return new TopicSetup(config, admin, needed).run();
  }

  /**
   * What is wrong with the topics that this client may see, one sentence each with its remedy.
   * Creates nothing, and says nothing about rights, for which there is {@link Rights}.
   *
   * @throws StartupException when the brokers do not answer, or may not tell how topics are
   *     configured
   */
  public static List<String> problems(CoordinatorConfig config, Admin admin) {
    return new TopicSetup(config, admin, List.of()).problems();
  }

  private List<String> problems() {
    Cluster.Topics topics = cluster.topics(everyName());
    List<String> problems = new ArrayList<>();
    missing(topics.found()).stream()
        .filter(topic -> !topics.hidden().contains(topic.name()))
        .forEach(topic -> problems.add(isMissing(topic)));
    problems.addAll(check(topics.found()));
    return problems;
  }

  private Ready run() {
    int brokers = cluster.brokerCount();
    LOG.debug("{} brokers", brokers);
    checkTransactions(cluster.features());
    Map<String, TopicDescription> found = allowed();
    checkOthers();
    List<TopicSpec> missing = missing(found);
    if (!missing.isEmpty()) {
      create(missing, partitions(found));
      cluster.awaitServed(missing.stream().map(TopicSpec::name).toList());
      found = allowed();
    }
    List<String> problems = new ArrayList<>();
    missing(found).forEach(topic -> problems.add(isMissing(topic)));
    if (problems.isEmpty()) {
      problems.addAll(check(found));
    }
    if (!problems.isEmpty()) {
      throw new StartupException(problems);
    }
    return new Ready(partitions(found).expected().orElseThrow(), registry(found));
  }

  /** The topics that exist, all of which may be used as they must be. */
  private Map<String, TopicDescription> allowed() {
    Cluster.Topics topics = cluster.topics(everyName());
    List<String> problems = rights.missing(needed, topics);
    if (!problems.isEmpty()) {
      throw new StartupException(problems);
    }
    return topics.found();
  }

  private Collection<String> everyName() {
    Set<String> names = new HashSet<>(plan.changelogs());
    plan.topics().forEach(topic -> names.add(topic.name()));
    return names;
  }

  private void checkTransactions(FeatureMetadata features) {
    if (!features.supportedFeatures().containsKey(TRANSACTIONS)) {
      LOG.warn(
          "The brokers do not know the feature {}; before Kafka 4.0 a delayed request can end the"
              + " wrong transaction (KAFKA-17754)",
          TRANSACTIONS);
      return;
    }
    FinalizedVersionRange range = features.finalizedFeatures().get(TRANSACTIONS);
    int level = range == null ? 0 : range.maxVersionLevel();
    if (level < TRANSACTIONS_MIN) {
      throw new StartupException(
          "the brokers' feature "
              + TRANSACTIONS
              + " must be at least "
              + TRANSACTIONS_MIN
              + ", is "
              + level
              + "; raise it with: kafka-features.sh upgrade --feature "
              + TRANSACTIONS
              + "="
              + TRANSACTIONS_MIN,
          null);
    }
  }

  /** Before anything is created: what an old server sets aside does not come back. */
  private void checkOthers() {
    String group = config.applicationId();
    List<String> problems = FormatVersions.OURS.problems(group, cluster.members(group));
    if (!problems.isEmpty()) {
      throw new StartupException(problems);
    }
  }

  private List<TopicSpec> missing(Map<String, TopicDescription> found) {
    int partitions = partitions(found).expected().orElse(config.topicSettings().partitions());
    return plan.topics().stream()
        .filter(topic -> !found.containsKey(topic.name()))
        .map(
            topic ->
                topic.kind() == TopicSpec.Kind.SIGNAL ? topic.withPartitions(partitions) : topic)
        .toList();
  }

  private void create(List<TopicSpec> missing, PartitionChecks partitions) {
    List<String> problems = new ArrayList<>();
    if (config.topicSettings().create()) {
      LOG.info("Creating topics {}", missing.stream().map(TopicSpec::name).toList());
      problems.addAll(cluster.create(missing));
    } else {
      missing.forEach(topic -> problems.add(isMissing(topic)));
    }
    if (!problems.isEmpty()) {
      problems.addAll(partitions.problems(config.applicationId(), List.of()));
      throw new StartupException(problems);
    }
  }

  private static String isMissing(TopicSpec topic) {
    return "topic '"
        + topic.name()
        + "' does not exist; set surety.topics.create=true, or create it with: "
        + topic;
  }

  private List<String> check(Map<String, TopicDescription> found) {
    Map<String, Config> configs = cluster.configs(found.keySet());
    TopicChecks checks = new TopicChecks(configs, plan.recordMaxBytes());
    plan.topics().stream().filter(topic -> found.containsKey(topic.name())).forEach(checks::check);
    plan.changelogs().stream().filter(found::containsKey).forEach(checks::checkSize);
    List<String> problems = new ArrayList<>(checks.problems());
    Collection<TopicPartition> committed = cluster.committed(config.applicationId());
    problems.addAll(partitions(found).problems(config.applicationId(), committed));
    return problems;
  }

  private PartitionChecks partitions(Map<String, TopicDescription> found) {
    return new PartitionChecks(plan.names(TopicSpec.Kind.SIGNAL), plan.changelogs(), found);
  }

  private Set<TopicPartition> registry(Map<String, TopicDescription> found) {
    Set<TopicPartition> partitions = new HashSet<>();
    for (String name : plan.names(TopicSpec.Kind.REGISTRY)) {
      TopicDescription topic = found.get(name);
      if (topic == null) {
        throw new IllegalStateException("topic '" + name + "' is not there after the checks");
      }
      topic
          .partitions()
          .forEach(info -> partitions.add(new TopicPartition(name, info.partition())));
    }
    return partitions;
  }
}
