package io.surety.topology.setup;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic of ours, as it is created.
 *
 * @param kind what it is for
 * @param replicationFactor copies of each partition
 * @param configs by Kafka's names
 */
public record TopicSpec(
    String name, Kind kind, int partitions, short replicationFactor, Map<String, String> configs) {

  /** What a topic is for. */
  public enum Kind {
    /** Read by the coordinator, written by clients, and by the coordinator itself. */
    SIGNAL,
    /** Registrations. */
    REGISTRY,
    /** Written by the coordinator. */
    OUTPUT,
    /** What operators ask for; written and read by the servers. */
    OPERATIONS,
    /** What operators did. */
    AUDIT
  }

  public TopicSpec {
    configs = Map.copyOf(configs);
  }

  TopicSpec withPartitions(int changed) {
    return new TopicSpec(name, kind, changed, replicationFactor, configs);
  }

  NewTopic newTopic() {
    return new NewTopic(name, partitions, replicationFactor).configs(configs);
  }

  /** The command with which an administrator creates it. */
  @Override
  public String toString() {
    return "kafka-topics.sh --create --topic "
        + name
        + " --partitions "
        + partitions
        + " --replication-factor "
        + replicationFactor
        + new TreeMap<>(configs)
            .entrySet().stream()
                .map(config -> " --config " + config.getKey() + "=" + config.getValue())
                .collect(Collectors.joining());
  }
}
