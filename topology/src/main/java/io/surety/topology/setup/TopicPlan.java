package io.surety.topology.setup;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import io.surety.schemas.Topics;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The topics of an installation, as they are created where that is allowed, and as an administrator
 * creates them where it is not.
 *
 * @param topics every topic of ours but the changelogs, which Kafka Streams creates
 * @param changelogs names of the changelogs
 * @param recordMaxBytes every topic and changelog must take records of this size
 */
public record TopicPlan(List<TopicSpec> topics, List<String> changelogs, int recordMaxBytes) {
  /** The broker's time: what the rules call the time of a signal. */
  static final String LOG_APPEND_TIME = "LogAppendTime";

  public TopicPlan {
    topics = List.copyOf(topics);
    changelogs = List.copyOf(changelogs);
  }

  /** What this configuration asks for. */
  public static TopicPlan of(CoordinatorConfig config) {
    Topics names = config.topics();
    Set<String> signals = Set.copyOf(names.signals());
    List<TopicSpec> topics = new ArrayList<>();
    for (String name : names.all()) {
      if (signals.contains(name)) {
        topics.add(signal(name, config));
      } else if (name.equals(names.registry())) {
        topics.add(compacted(name, TopicSpec.Kind.REGISTRY, config));
      } else if (name.equals(names.operations())) {
        topics.add(compacted(name, TopicSpec.Kind.OPERATIONS, config));
      } else if (name.equals(names.audit())) {
        topics.add(audit(name, config));
      } else {
        topics.add(output(name, config));
      }
    }
    List<String> changelogs = AclPlan.changelogs(config.applicationId());
    return new TopicPlan(topics, changelogs, config.core().recordMaxBytes());
  }

  private static TopicSpec signal(String name, CoordinatorConfig config) {
    TopicSettings settings = config.topicSettings();
    Map<String, String> configs = kept(settings.signalRetention(), config);
    configs.put(MESSAGE_TIMESTAMP_TYPE_CONFIG, LOG_APPEND_TIME);
    return spec(name, TopicSpec.Kind.SIGNAL, settings.partitions(), settings, configs);
  }

  // One partition, so that there is one order.
  private static TopicSpec compacted(String name, TopicSpec.Kind kind, CoordinatorConfig config) {
    Map<String, String> configs = common(config);
    configs.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT);
    configs.put(MESSAGE_TIMESTAMP_TYPE_CONFIG, LOG_APPEND_TIME);
    return spec(name, kind, 1, config.topicSettings(), configs);
  }

  // One partition, so that it tells in which order things were done.
  private static TopicSpec audit(String name, CoordinatorConfig config) {
    Map<String, String> configs = kept(config.topicSettings().auditRetention(), config);
    configs.put(MESSAGE_TIMESTAMP_TYPE_CONFIG, LOG_APPEND_TIME);
    return spec(name, TopicSpec.Kind.AUDIT, 1, config.topicSettings(), configs);
  }

  private static TopicSpec output(String name, CoordinatorConfig config) {
    TopicSettings settings = config.topicSettings();
    Map<String, String> configs = kept(settings.outputRetention(), config);
    // A timer's record has the time of our clock; one too far ahead of the brokers' would be
    // refused.
    configs.put(MESSAGE_TIMESTAMP_TYPE_CONFIG, LOG_APPEND_TIME);
    return spec(name, TopicSpec.Kind.OUTPUT, settings.partitions(), settings, configs);
  }

  private static TopicSpec spec(
      String name,
      TopicSpec.Kind kind,
      int partitions,
      TopicSettings settings,
      Map<String, String> configs) {
    return new TopicSpec(name, kind, partitions, settings.replicationFactor(), configs);
  }

  private static Map<String, String> kept(Duration retention, CoordinatorConfig config) {
    Map<String, String> configs = common(config);
    configs.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
    configs.put(RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    configs.put(RETENTION_BYTES_CONFIG, "-1");
    return configs;
  }

  private static Map<String, String> common(CoordinatorConfig config) {
    Map<String, String> configs = new HashMap<>();
    configs.put(MAX_MESSAGE_BYTES_CONFIG, Integer.toString(config.core().recordMaxBytes()));
    configs.put(
        MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(config.topicSettings().minInsyncReplicas()));
    return configs;
  }

  TopicSpec topic(String name) {
    return topics.stream().filter(spec -> spec.name().equals(name)).findFirst().orElseThrow();
  }

  List<String> names(TopicSpec.Kind kind) {
    return topics.stream().filter(spec -> spec.kind() == kind).map(TopicSpec::name).toList();
  }

  /** The commands with which an administrator creates the topics, one a line. */
  @Override
  public String toString() {
    return topics.stream().map(TopicSpec::toString).collect(Collectors.joining("\n"));
  }
}
