package io.surety.topology.setup;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;

/** Holds topics that exist against the plan. Each problem names topic, expected, found, remedy. */
final class TopicChecks {
  private final Map<String, Config> configs;
  private final int recordMaxBytes;
  private final List<String> problems = new ArrayList<>();

  TopicChecks(Map<String, Config> configs, int recordMaxBytes) {
    this.configs = configs;
    this.recordMaxBytes = recordMaxBytes;
  }

  List<String> problems() {
    return problems;
  }

  /** A topic of the plan. */
  void check(TopicSpec spec) {
    String name = spec.name();
    switch (spec.kind()) {
      case SIGNAL -> {
        expect(name, CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
        expect(name, MESSAGE_TIMESTAMP_TYPE_CONFIG, TopicPlan.LOG_APPEND_TIME);
      }
      case REGISTRY -> {
        expect(name, CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT);
        expect(name, MESSAGE_TIMESTAMP_TYPE_CONFIG, TopicPlan.LOG_APPEND_TIME);
      }
      case OUTPUT -> {}
      case AUDIT -> expect(name, CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
      case OPERATIONS -> expect(name, CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT);
    }
    checkSize(name);
  }

  /** Too large a record in a transaction would stop its stream thread for ever. */
  void checkSize(String name) {
    String found = value(name, MAX_MESSAGE_BYTES_CONFIG);
    if (Integer.parseInt(found) < recordMaxBytes) {
      problems.add(
          "topic '"
              + name
              + "' must take records of "
              + recordMaxBytes
              + " bytes (twice surety.message.max.bytes and 64 KiB), takes "
              + found
              + "; lower surety.message.max.bytes, or "
              + alter(name, MAX_MESSAGE_BYTES_CONFIG, Integer.toString(recordMaxBytes)));
    }
  }

  private void expect(String name, String config, String expected) {
    String found = value(name, config);
    if (!found.equals(expected)) {
      problems.add(
          "topic '"
              + name
              + "' must have "
              + config
              + "="
              + expected
              + ", has "
              + found
              + "; "
              + alter(name, config, expected));
    }
  }

  private String value(String topic, String name) {
    Config config = configs.get(topic);
    ConfigEntry entry = config == null ? null : config.get(name);
    String value = entry == null ? null : entry.value();
    if (value == null) {
      throw new IllegalStateException("the brokers do not tell " + name + " of topic " + topic);
    }
    return value;
  }

  private static String alter(String topic, String config, String value) {
    return "change it with: kafka-configs.sh --alter --entity-type topics --entity-name "
        + topic
        + " --add-config "
        + config
        + "="
        + value;
  }
}
