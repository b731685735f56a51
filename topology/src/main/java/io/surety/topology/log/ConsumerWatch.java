package io.surety.topology.log;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What is known of one stream thread's consumer. Its tasks read it on the same thread, health
 * checks and the sampler on others.
 */
final class ConsumerWatch {
  private final Lease lease;
  private final Map<TopicPartition, PartitionHorizon> partitions = new ConcurrentHashMap<>();

  ConsumerWatch(long sessionTimeoutMs) {
    this.lease = new Lease(sessionTimeoutMs);
  }

  Lease lease() {
    return lease;
  }

  /**
   * A partition from the beginning: a task that starts knows nothing, also when one before it has
   * processed records of the partition that were undone with its transaction.
   */
  PartitionHorizon restart(TopicPartition partition) {
    PartitionHorizon fresh = new PartitionHorizon();
    partitions.put(partition, fresh);
    return fresh;
  }

  Map<TopicPartition, PartitionHorizon> partitions() {
    return partitions;
  }

  void forgetAllBut(Set<TopicPartition> assigned) {
    partitions.keySet().retainAll(assigned);
  }

  Set<TopicPartition> wanted() {
    Set<TopicPartition> wanted = new HashSet<>();
    partitions.forEach(
        (partition, horizon) -> {
          if (horizon.wantsSample()) {
            wanted.add(partition);
          }
        });
    return wanted;
  }

  void sampled(TopicPartition partition, long time, long end) {
    PartitionHorizon horizon = partitions.get(partition);
    if (horizon != null) {
      horizon.sampled(time, end);
    }
  }
}
