package io.surety.topology.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.schemas.RoutingKey;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * In which partition an id lives: where Kafka's default partitioner puts records with its routing
 * key.
 */
record Partitioning(int partitions) implements StreamPartitioner<String, Object> {

  int of(String messageId) {
    byte[] key = RoutingKey.of(messageId).getBytes(UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, String messageId, Object value, int count) {
    return Optional.of(Set.of(of(messageId)));
  }
}
