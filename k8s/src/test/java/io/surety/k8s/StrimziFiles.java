package io.surety.k8s;

import io.surety.topology.setup.Acl;
import io.surety.topology.setup.TopicSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The product's lists of topics and rights, as Strimzi's resources. */
final class StrimziFiles {
  private static final String HEADER =
      "# Made from the product's own lists; k8s/README.md tells how. Do not edit it.\n";

  private StrimziFiles() {}

  static String file(List<String> documents) {
    return HEADER + String.join("---\n", documents);
  }

  static String topic(TopicSpec topic) {
    return head("KafkaTopic", topic.name())
        + "  partitions: "
        + topic.partitions()
        + "\n  replicas: "
        + topic.replicationFactor()
        + "\n  config:\n"
        + new TreeMap<>(topic.configs())
            .entrySet().stream()
                .map(config -> "    " + config.getKey() + ": " + config.getValue() + "\n")
                .collect(Collectors.joining());
  }

  static String user(String name, List<Acl> rights) {
    Map<String, Set<String>> operations = new LinkedHashMap<>();
    Map<String, Set<String>> reasons = new LinkedHashMap<>();
    for (Acl right : rights) {
      String resource = resource(right);
      operations.computeIfAbsent(resource, key -> new TreeSet<>()).add(right.operationName());
      reasons.computeIfAbsent(resource, key -> new LinkedHashSet<>()).add(right.why());
    }
    StringBuilder user =
        new StringBuilder(head("KafkaUser", name))
            .append("  authentication:\n    type: scram-sha-512\n")
            .append("  authorization:\n    type: simple\n    acls:\n");
    operations.forEach(
        (resource, allowed) ->
            user.append("      # To ")
                .append(String.join("; to ", reasons.getOrDefault(resource, Set.of())))
                .append(".\n")
                .append(resource)
                .append("        operations: [")
                .append(String.join(", ", allowed))
                .append("]\n"));
    return user.toString();
  }

  private static String resource(Acl right) {
    return "      - resource:\n          type: "
        + type(right)
        + "\n          name: "
        + right.name()
        + "\n          patternType: "
        + (right.pattern().name().equals("PREFIXED") ? "prefix" : "literal")
        + "\n";
  }

  /** As Strimzi calls it: {@code transactionalId}. */
  static String type(Acl right) {
    return switch (right.resource()) {
      case TOPIC -> "topic";
      case GROUP -> "group";
      case TRANSACTIONAL_ID -> "transactionalId";
      case UNKNOWN, ANY, CLUSTER, DELEGATION_TOKEN, USER ->
          throw new IllegalArgumentException(right.resource().name().toLowerCase(Locale.ROOT));
    };
  }

  private static String head(String kind, String name) {
    return "apiVersion: kafka.strimzi.io/v1\nkind: "
        + kind
        + "\nmetadata:\n  name: "
        + name
        + "\n"
        + "  labels:\n"
        + "    app.kubernetes.io/part-of: surety\n"
        + "    strimzi.io/cluster: my-cluster\n"
        + "spec:\n";
  }
}
