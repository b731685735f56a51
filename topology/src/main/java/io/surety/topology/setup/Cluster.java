package io.surety.topology.setup;

import io.surety.topology.StartupException;
import io.surety.topology.config.CoordinatorConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions to the brokers, with answers or a {@link StartupException}. */
final class Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

  private final Admin admin;
  private final String brokers;
  private final int timeoutMs;

  /**
   * Questions.
   *
   * @param brokers as they are configured, for messages
   * @param timeout for each question
   */
  Cluster(Admin admin, String brokers, Duration timeout) {
    this.admin = admin;
    this.brokers = brokers;
    this.timeoutMs = Math.toIntExact(timeout.toMillis());
  }

  static Cluster of(CoordinatorConfig config, Admin admin) {
    return new Cluster(admin, String.join(",", config.bootstrapServers()), ANSWER_TIMEOUT);
  }

  /** Brokers that are there. */
  int brokerCount() {
    try {
      return admin
          .describeCluster(new DescribeClusterOptions().timeoutMs(timeoutMs))
          .nodes()
          .get()
          .size();
    } catch (ExecutionException e) {
      throw new StartupException(
          "no broker of "
              + brokers
              + " answered within "
              + timeoutMs
              + " ms ("
              + e.getCause()
              + "); check surety.bootstrap.servers, the network, and the security settings under"
              + " kafka.*",
          e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  FeatureMetadata features() {
    return answer(
        "which features the brokers have",
        admin
            .describeFeatures(new DescribeFeaturesOptions().timeoutMs(timeoutMs))
            .featureMetadata());
  }

  /**
   * What brokers say of topics; those that do not exist are in neither.
   *
   * @param found with what this client may do
   * @param hidden of which this client may not know whether they exist
   */
  record Topics(Map<String, TopicDescription> found, Set<String> hidden) {
    Topics {
      found = Map.copyOf(found);
      hidden = Set.copyOf(hidden);
    }
  }

  /** What is known of these topics. */
  Topics topics(Collection<String> names) {
    var options =
        new DescribeTopicsOptions().timeoutMs(timeoutMs).includeAuthorizedOperations(true);
    Map<String, TopicDescription> found = new HashMap<>();
    Set<String> hidden = new HashSet<>();
    admin
        .describeTopics(names, options)
        .topicNameValues()
        .forEach((name, answer) -> see(name, answer, found, hidden));
    return new Topics(found, hidden);
  }

  /**
   * Returns when topics that have been created are seen and served. Written to before its leader
   * knows it, a new topic can lose the order of its first records.
   */
  void awaitServed(Collection<String> created) {
    long deadline = System.nanoTime() + Duration.ofMillis(timeoutMs).toNanos();
    while (!areServed(created)) {
      if (System.nanoTime() - deadline > 0) {
        throw new StartupException("the brokers do not serve the new topics " + created, null);
      }
    }
  }

  private boolean areServed(Collection<String> created) {
    Map<String, TopicDescription> found = topics(created).found();
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    found.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(
                    partition ->
                        ends.put(
                            new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
    try {
      admin.listOffsets(ends, new ListOffsetsOptions().timeoutMs(timeoutMs)).all().get();
      return found.keySet().containsAll(created);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException) {
        return false;
      }
      throw refused("where the new topics end", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void see(
      String name,
      KafkaFuture<TopicDescription> answer,
      Map<String, TopicDescription> found,
      Set<String> hidden) {
    try {
      found.put(name, answer.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        hidden.add(name);
      } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw refused("about topic '" + name + "'", e);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The configs of topics. */
  Map<String, Config> configs(Collection<String> names) {
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, Config> configs = new HashMap<>();
    answer(
            "how topics are configured",
            admin
                .describeConfigs(resources, new DescribeConfigsOptions().timeoutMs(timeoutMs))
                .all())
        .forEach((resource, config) -> configs.put(resource.name(), config));
    return configs;
  }

  /** Partitions for which this group has committed offsets. */
  Collection<TopicPartition> committed(String group) {
    var options = new ListConsumerGroupOffsetsOptions().timeoutMs(timeoutMs);
    Map<TopicPartition, ?> offsets =
        answer(
            "how far group '" + group + "' is",
            admin.listConsumerGroupOffsets(group, options).partitionsToOffsetAndMetadata());
    return offsets.keySet();
  }

  /** Client ids of those who are in this group now. */
  List<String> members(String group) {
    var options = new DescribeConsumerGroupsOptions().timeoutMs(timeoutMs);
    try {
      return admin.describeConsumerGroups(List.of(group), options).all().get().values().stream()
          .flatMap(description -> description.members().stream())
          .map(MemberDescription::clientId)
          .toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw refused("who is in group '" + group + "'", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Whether this client may describe a group. */
  boolean mayDescribeGroup(String group) {
    var options = new ListConsumerGroupOffsetsOptions().timeoutMs(timeoutMs);
    return isAllowed(
        "how far group '" + group + "' is",
        admin.listConsumerGroupOffsets(group, options).partitionsToOffsetAndMetadata());
  }

  /** Whether this client may be a member of a group: it takes out a member that is not there. */
  boolean mayReadGroup(String group) {
    var nobody =
        new RemoveMembersFromConsumerGroupOptions(
            List.of(new MemberToRemove("surety-start-check-" + Uuid.randomUuid())));
    return isAllowed(
        "whether it may read group '" + group + "'",
        admin.removeMembersFromConsumerGroup(group, nobody.timeoutMs(timeoutMs)).all());
  }

  /** Whether this client may have transactions: it ends those of an id that has none. */
  boolean mayWriteTransactions(String unusedId) {
    return isAllowed(
        "whether it may write transactions",
        admin
            .fenceProducers(List.of(unusedId), new FenceProducersOptions().timeoutMs(timeoutMs))
            .all());
  }

  /** Whether this client may create a topic. */
  boolean mayCreate(String topic) {
    NewTopic tried = new NewTopic(topic, Optional.empty(), Optional.empty());
    return isAllowed(
        "whether it may create topic '" + topic + "'",
        admin
            .createTopics(
                List.of(tried), new CreateTopicsOptions().timeoutMs(timeoutMs).validateOnly(true))
            .all());
  }

  /** False if it was not authorized; whatever else there is to say is not about rights. */
  private boolean isAllowed(String question, KafkaFuture<?> answer) {
    try {
      answer.get();
      return true;
    } catch (ExecutionException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof AuthorizationException) {
          return false;
        }
      }
      LOG.debug("Asked {}", question, e);
      return true;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Creates topics; returns what went wrong. */
  List<String> create(List<TopicSpec> topics) {
    var created =
        admin.createTopics(
            topics.stream().map(TopicSpec::newTopic).toList(),
            new CreateTopicsOptions().timeoutMs(timeoutMs));
    List<String> problems = new ArrayList<>();
    for (TopicSpec topic : topics) {
      notCreated(topic, created.topicId(topic.name())).ifPresent(problems::add);
    }
    return problems;
  }

  private static Optional<String> notCreated(TopicSpec topic, KafkaFuture<?> created) {
    try {
      created.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      // Another instance that starts at the same time may have been first.
      return e.getCause() instanceof TopicExistsException
          ? Optional.empty()
          : Optional.of(notCreated(topic, String.valueOf(e.getCause())));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static String notCreated(TopicSpec topic, String cause) {
    return "topic '"
        + topic.name()
        + "' could not be created with "
        + topic.partitions()
        + " partitions and replication factor "
        + topic.replicationFactor()
        + " ("
        + cause
        + "); set surety.replication.factor to at most the number of brokers, or create it with: "
        + topic;
  }

  private <T> T answer(String question, KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw refused(question, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private StartupException refused(String question, ExecutionException e) {
    return new StartupException(
        "the brokers do not tell "
            + question
            + " ("
            + e.getCause()
            + "); allow the coordinator to describe its topics, their configs and its group",
        e);
  }

  private static StartupException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new StartupException("it was interrupted", e);
  }
}
