package io.surety.topology.setup;

import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One right: what may be done with what.
 *
 * @param resource {@code TOPIC}, {@code GROUP} or {@code TRANSACTIONAL_ID}
 * @param pattern whether {@code name} is the whole name or its beginning; {@code *} as a whole name
 *     means every name, as Kafka has it
 * @param operation what may be done
 * @param why what it is needed for, as the end of a sentence that begins with "to"
 */
public record Acl(
    ResourceType resource, PatternType pattern, String name, AclOperation operation, String why) {

  public Acl {
    if (resource != ResourceType.TOPIC
        && resource != ResourceType.GROUP
        && resource != ResourceType.TRANSACTIONAL_ID) {
      throw new IllegalArgumentException(
          "resource must be TOPIC, GROUP or TRANSACTIONAL_ID, was " + resource);
    }
    if (pattern != PatternType.LITERAL && pattern != PatternType.PREFIXED) {
      throw new IllegalArgumentException("pattern must be LITERAL or PREFIXED, was " + pattern);
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException("name must not be empty; '*' means every name");
    }
  }

  static Acl topic(String name, AclOperation operation, String why) {
    return new Acl(ResourceType.TOPIC, PatternType.LITERAL, name, operation, why);
  }

  static Acl group(String name, String why) {
    return new Acl(ResourceType.GROUP, PatternType.LITERAL, name, AclOperation.READ, why);
  }

  /** As an administrator's client makes it; from any host. */
  public AclBinding binding(String principal) {
    return new AclBinding(
        new ResourcePattern(resource, name, pattern),
        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
  }

  /** The command with which an administrator allows it, without the address of the brokers. */
  public String command(String principal) {
    return "kafka-acls.sh --add --allow-principal '"
        + principal
        + "' --operation "
        + operationName()
        + " --"
        + resourceName().replace(' ', '-')
        + " '"
        + name
        + "'"
        + (pattern == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "");
  }

  /** As Strimzi's resources and Kafka's tools spell it: {@code DescribeConfigs}. */
  public String operationName() {
    StringBuilder name = new StringBuilder();
    for (String word : operation.name().split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  /** As in {@code transactional id}. */
  public String resourceName() {
    return resource.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** As in {@code Read topic surety.prepare}. */
  @Override
  public String toString() {
    return operationName()
        + " "
        + resourceName()
        + " "
        + name
        + (pattern == PatternType.PREFIXED ? "*" : "");
  }
}
