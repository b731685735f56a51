package io.surety.topology.dispatch;

import java.time.Duration;
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
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at topics, as the brokers see them now. Not thread-safe.
 *
 * <p>A new topic is ready only when its leaders answer for it. A leader that is named but does not
 * know it yet refuses the first batch of an idempotent producer and takes the second: the order is
 * lost, and the first one fails by its timeout.
 */
final class TopicLook {
  private static final Logger LOG = LoggerFactory.getLogger(TopicLook.class);
  private static final int SERVED_TIMEOUT_MS = 1_000;

  private final Admin admin;
  private final int timeoutMs;
  private final Map<String, Uuid> served = new HashMap<>();

  TopicLook(Admin admin, Duration timeout) {
    this.admin = admin;
    this.timeoutMs = Math.toIntExact(timeout.toMillis());
  }

  /**
   * The state of each topic; none of those that cannot be told yet.
   *
   * @throws ExecutionException when the brokers do not answer
   */
  Map<String, DestinationState> at(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    Map<String, DestinationState> states = new HashMap<>();
    Map<String, TopicDescription> writable = new HashMap<>();
    DescribeTopicsOptions options =
        new DescribeTopicsOptions().timeoutMs(timeoutMs).includeAuthorizedOperations(true);
    for (var answer : admin.describeTopics(topics, options).topicNameValues().entrySet()) {
      describe(answer.getKey(), answer.getValue(), states, writable);
    }
    served.keySet().retainAll(writable.keySet());
    awaitServed(writable);
    Map<String, Integer> limits = limits(writable.keySet());
    writable.forEach(
        (topic, description) ->
            states.put(topic, state(description, limits.getOrDefault(topic, Integer.MAX_VALUE))));
    return states;
  }

  private static void describe(
      String topic,
      KafkaFuture<TopicDescription> answer,
      Map<String, DestinationState> states,
      Map<String, TopicDescription> writable)
      throws ExecutionException, InterruptedException {
    try {
      TopicDescription description = answer.get();
      if (mayWrite(description.authorizedOperations())) {
        writable.put(topic, description);
      } else {
        states.put(topic, DestinationState.forbidden(topic));
      }
    } catch (ExecutionException e) {
      states.put(topic, refusal(topic, e));
    }
  }

  private static DestinationState refusal(String topic, ExecutionException e)
      throws ExecutionException {
    if (e.getCause() instanceof UnknownTopicOrPartitionException
        || e.getCause() instanceof InvalidTopicException) {
      return DestinationState.missing(topic);
    }
    if (e.getCause() instanceof TopicAuthorizationException) {
      return DestinationState.forbidden(topic);
    }
    throw e;
  }

  // Brokers without an authorizer name all operations; the set is empty or absent where it is not
  // known.
  private static boolean mayWrite(Set<AclOperation> operations) {
    return operations == null
        || operations.isEmpty()
        || operations.contains(AclOperation.WRITE)
        || operations.contains(AclOperation.ALL);
  }

  private static DestinationState state(TopicDescription description, int maxBytes) {
    return led(description).isEmpty()
        ? DestinationState.leaderless(description.name(), maxBytes)
        : DestinationState.ready(maxBytes);
  }

  private static List<TopicPartition> led(TopicDescription description) {
    return description.partitions().stream()
        .filter(TopicLook::hasLeader)
        .map(partition -> new TopicPartition(description.name(), partition.partition()))
        .toList();
  }

  private static boolean hasLeader(TopicPartitionInfo partition) {
    Node leader = partition.leader();
    return leader != null && !leader.isEmpty();
  }

  /** Takes out the new topics whose leaders do not answer for them yet. */
  private void awaitServed(Map<String, TopicDescription> writable) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (TopicDescription description : writable.values()) {
      if (!description.topicId().equals(served.get(description.name()))) {
        led(description).forEach(partition -> asked.put(partition, OffsetSpec.latest()));
      }
    }
    if (asked.isEmpty()) {
      return;
    }
    ListOffsetsResult answers =
        admin.listOffsets(asked, new ListOffsetsOptions().timeoutMs(SERVED_TIMEOUT_MS));
    Set<String> unserved = new HashSet<>();
    for (TopicPartition partition : asked.keySet()) {
      if (!answers(answers.partitionResult(partition))) {
        unserved.add(partition.topic());
      }
    }
    writable.keySet().removeAll(unserved);
    writable.forEach((topic, description) -> served.put(topic, description.topicId()));
  }

  private static boolean answers(KafkaFuture<?> answer) throws InterruptedException {
    try {
      answer.get();
      return true;
    } catch (ExecutionException e) {
      LOG.debug("A new topic is not served yet", e);
      return false;
    }
  }

  /** Limits that we may read; without the right to, the broker's own refusal has to do. */
  private Map<String, Integer> limits(Set<String> topics) throws InterruptedException {
    if (topics.isEmpty()) {
      return Map.of();
    }
    List<ConfigResource> resources =
        topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
    Map<String, Integer> limits = new HashMap<>();
    var answers =
        admin.describeConfigs(resources, new DescribeConfigsOptions().timeoutMs(timeoutMs));
    for (var answer : answers.values().entrySet()) {
      limit(answer.getValue()).ifPresent(limit -> limits.put(answer.getKey().name(), limit));
    }
    return limits;
  }

  private static Optional<Integer> limit(KafkaFuture<Config> answer) throws InterruptedException {
    try {
      return Optional.ofNullable(answer.get().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
          .map(ConfigEntry::value)
          .map(Integer::valueOf);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException) {
        return Optional.empty();
      }
      throw new IllegalStateException("unexpected answer to a question for a topic's config", e);
    }
  }
}
