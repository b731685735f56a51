package io.surety.topology.setup;

import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.KafkaClient;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Which rights are missing. Brokers tell what a client may do with a topic that exists; for groups
 * and transactions each right is tried in a way that changes nothing.
 */
public final class Rights {
  private final Cluster cluster;
  private final String principal;

  Rights(Cluster cluster, CoordinatorConfig config) {
    this.cluster = cluster;
    this.principal = Principal.of(config.kafka(KafkaClient.ALL));
  }

  /**
   * A sentence for each right that is missing, with its remedy; empty when all are there, or where
   * brokers have no authorizer. The right to create a topic is asked for only while it is missing.
   *
   * @param admin signed in as the user in question
   * @throws io.surety.topology.StartupException when no broker answers
   */
  public static List<String> missing(
      CoordinatorConfig config, Admin admin, Collection<Acl> needed) {
    Cluster cluster = Cluster.of(config, admin);
    Set<String> topics =
        needed.stream()
            .filter(acl -> acl.resource() == ResourceType.TOPIC)
            .map(Acl::name)
            .collect(Collectors.toCollection(TreeSet::new));
    return new Rights(cluster, config).missing(needed, cluster.topics(topics));
  }

  /** As above, by what the brokers said of the topics. */
  List<String> missing(Collection<Acl> needed, Cluster.Topics topics) {
    return needed.stream().filter(acl -> !isGranted(acl, topics)).map(this::sentence).toList();
  }

  String sentence(Acl acl) {
    return (principal.equals(Principal.UNKNOWN) ? "this client" : principal)
        + " may not "
        + acl.operationName()
        + " "
        + acl.resourceName()
        + " '"
        + acl.name()
        + "', needed to "
        + acl.why()
        + "; allow it with: "
        + acl.command(principal);
  }

  private boolean isGranted(Acl acl, Cluster.Topics topics) {
    return switch (acl.resource()) {
      case TOPIC -> isGrantedTopic(acl, topics);
      case GROUP ->
          acl.operation() == AclOperation.DESCRIBE
              ? cluster.mayDescribeGroup(acl.name())
              : cluster.mayReadGroup(acl.name());
      case TRANSACTIONAL_ID -> cluster.mayWriteTransactions(acl.name() + "start-check");
      default -> throw new IllegalStateException("no right of ours: " + acl);
    };
  }

  private boolean isGrantedTopic(Acl acl, Cluster.Topics topics) {
    if (topics.hidden().contains(acl.name())) {
      // Whoever may read or write may describe. What else is missing shows once that is allowed.
      return acl.operation() == AclOperation.CREATE
          || acl.operation() == AclOperation.DESCRIBE_CONFIGS;
    }
    TopicDescription topic = topics.found().get(acl.name());
    if (topic == null) {
      return acl.operation() != AclOperation.CREATE || cluster.mayCreate(acl.name());
    }
    Set<AclOperation> allowed = topic.authorizedOperations();
    return acl.operation() == AclOperation.CREATE
        || allowed == null
        || allowed.isEmpty()
        || allowed.contains(acl.operation())
        || allowed.contains(AclOperation.ALL);
  }
}
