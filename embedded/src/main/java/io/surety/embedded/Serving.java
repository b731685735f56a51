package io.surety.embedded;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks until the broker really serves: it is in the metadata, and the leader of every partition
 * answers.
 *
 * <p>A started broker may still refuse for a moment (NOT_LEADER), which an idempotent producer with
 * several batches in flight does not survive. The admin client's own retries do the waiting.
 */
final class Serving {
  private Serving() {}

  static void await(Map<String, Object> clientConfig, Duration timeout)
      throws ExecutionException, InterruptedException {
    Map<String, Object> config = new HashMap<>(clientConfig);
    int timeoutMs = Math.toIntExact(Math.min(timeout.toMillis(), Integer.MAX_VALUE));
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(timeoutMs, 10_000));
    config.put(AdminClientConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    try (Admin admin = Admin.create(config)) {
      admin.describeCluster().nodes().get();
      admin.listOffsets(latestOfEveryPartition(admin)).all().get();
    }
  }

  private static Map<TopicPartition, OffsetSpec> latestOfEveryPartition(Admin admin)
      throws ExecutionException, InterruptedException {
    var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    var topics = admin.describeTopics(names).allTopicNames().get();
    return topics.values().stream()
        .flatMap(Serving::partitions)
        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
  }

  private static Stream<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()));
  }
}
