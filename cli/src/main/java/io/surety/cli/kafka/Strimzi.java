package io.surety.cli.kafka;

import io.surety.topology.setup.Acl;
import io.surety.topology.setup.TopicSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Topics and a user as resources of Strimzi, the operator that runs Kafka on Kubernetes.
 *
 * @param cluster name of its {@code Kafka} resource
 */
record Strimzi(String cluster) {
  private static final int NAME_MAX = 253;

  /** A {@code KafkaTopic}. */
  String topic(TopicSpec topic) {
    StringBuilder yaml = new StringBuilder(head("KafkaTopic", topic.name()));
    yaml.append("spec:\n  topicName: ").append(quoted(topic.name())).append('\n');
    yaml.append("  partitions: ").append(topic.partitions()).append('\n');
    yaml.append("  replicas: ").append(topic.replicationFactor()).append('\n');
    yaml.append("  config:\n");
    new TreeMap<>(topic.configs())
        .forEach(
            (key, value) ->
                yaml.append("    ").append(key).append(": ").append(quoted(value)).append('\n'));
    return yaml.toString();
  }

  /** A {@code KafkaUser} with a certificate, who may do this and nothing else. */
  String user(String name, Collection<Acl> acls) {
    StringBuilder yaml = new StringBuilder(head("KafkaUser", name));
    yaml.append("spec:\n  authentication:\n    type: tls\n");
    yaml.append("  authorization:\n    type: simple\n    acls:\n");
    byResource(acls)
        .forEach(
            (resource, operations) ->
                yaml.append("      - resource:\n          type: ")
                    .append(camel(resource.resourceName()))
                    .append("\n          name: ")
                    .append(quoted(resource.name()))
                    .append("\n          patternType: ")
                    .append(resource.pattern().name().toLowerCase(Locale.ROOT))
                    .append("\n        operations: [")
                    .append(String.join(", ", operations))
                    .append("]\n        host: '*'\n"));
    return yaml.toString();
  }

  private String head(String kind, String name) {
    return "---\napiVersion: kafka.strimzi.io/v1\nkind: "
        + kind
        + "\nmetadata:\n  name: "
        + quoted(legal(name))
        + "\n  labels:\n    strimzi.io/cluster: "
        + quoted(cluster)
        + "\n";
  }

  /** The first right of a resource stands for it. */
  private static Map<Acl, List<String>> byResource(Collection<Acl> acls) {
    Map<Acl, List<String>> operations = new LinkedHashMap<>();
    for (Acl acl : acls) {
      Acl resource =
          operations.keySet().stream().filter(known -> isSame(known, acl)).findFirst().orElse(acl);
      operations.computeIfAbsent(resource, key -> new ArrayList<>()).add(acl.operationName());
    }
    return operations;
  }

  private static boolean isSame(Acl one, Acl other) {
    return one.resource() == other.resource()
        && one.pattern() == other.pattern()
        && one.name().equals(other.name());
  }

  /** As in {@code transactionalId}. */
  private static String camel(String words) {
    StringBuilder camel = new StringBuilder();
    for (String word : words.split(" ", -1)) {
      camel.append(
          camel.length() == 0
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return camel.toString();
  }

  /** Kubernetes has no capitals and no underscores in names. */
  private static String legal(String name) {
    String legal =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.-]", "-")
            .replaceAll("^[.-]+|[.-]+$", "");
    return legal.length() <= NAME_MAX ? legal : legal.substring(0, NAME_MAX);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
