package io.surety.client.internal.send;

import io.surety.client.StartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Checks that topics are there, and that they and groups may be used, before a client uses them:
 * Kafka's clients would wait for a missing one, or create it with the wrong settings, and readers
 * without rights would only say so in their log.
 */
public final class StartCheck {
  private static final Pattern USER = Pattern.compile("\\busername\\s*=\\s*\"([^\"]*)\"");

  private final Map<String, Object> adminProperties;

  /**
   * @param adminProperties for Kafka's admin client
   */
  public StartCheck(Map<String, Object> adminProperties) {
    this.adminProperties = adminProperties;
  }

  /**
   * Returns when all topics exist, and everything may be used as it is needed.
   *
   * @param remedy what to do when one is missing, as a sentence
   * @throws StartException naming what is missing or forbidden, or the cluster that does not answer
   */
  public void require(Needs needs, String remedy) {
    try (Admin admin = Admin.create(adminProperties)) {
      List<String> missing = new ArrayList<>();
      Forbidden forbidden = new Forbidden();
      describe(admin, needs.topics(), missing, forbidden);
      needs.groups().stream()
          .filter(group -> !mayJoin(admin, group, forbidden))
          .forEach(group -> forbidden.add(AclOperation.READ, "group", group));
      if (!forbidden.whats.isEmpty()) {
        throw forbidden.refusal();
      }
      if (!missing.isEmpty()) {
        throw new StartException(
            "missing at " + cluster() + ": topic " + String.join(", ", missing), remedy, null);
      }
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  private void describe(
      Admin admin, Map<String, AclOperation> needed, List<String> missing, Forbidden forbidden) {
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin
            .describeTopics(
                needed.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    new TreeMap<>(needed)
        .forEach(
            (topic, operation) -> {
              Throwable refusal = refusal(answers.get(topic), operation, "topic " + topic);
              if (refusal instanceof UnknownTopicOrPartitionException) {
                missing.add(topic);
              } else if (refusal != null) {
                forbidden.cause = refusal;
                forbidden.add(operation, "topic", topic);
              }
            });
  }

  /** Null when it is there and may be used so. */
  private @Nullable Throwable refusal(
      @Nullable KafkaFuture<TopicDescription> answer, AclOperation operation, String what) {
    if (answer == null) {
      throw new IllegalStateException("no answer about " + what);
    }
    Answer<TopicDescription> got = get(answer, what);
    if (got.value == null) {
      return got.refusal;
    }
    Set<AclOperation> allowed = got.value.authorizedOperations();
    return allowed == null
            || allowed.isEmpty()
            || allowed.contains(operation)
            || allowed.contains(AclOperation.ALL)
        ? null
        : new TopicAuthorizationException(what);
  }

  /** Takes out a member that is not there, which needs the same right as to be one. */
  private boolean mayJoin(Admin admin, String group, Forbidden forbidden) {
    MemberToRemove nobody = new MemberToRemove("surety-start-check-" + UUID.randomUUID());
    Answer<Void> got =
        get(
            admin
                .removeMembersFromConsumerGroup(
                    group, new RemoveMembersFromConsumerGroupOptions(List.of(nobody)))
                .all(),
            "group " + group);
    if (got.refusal instanceof AuthorizationException) {
      forbidden.cause = got.refusal;
      return false;
    }
    return true;
  }

  private record Answer<T>(@Nullable T value, @Nullable Throwable refusal) {}

  /** An answer, or what the brokers have against it; whoever cannot be reached ends the check. */
  private <T> Answer<T> get(KafkaFuture<T> answer, String what) {
    try {
      return new Answer<>(answer.get(), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while it looked for " + what, "Start it again.", e);
    } catch (ExecutionException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof AuthorizationException
            || cause instanceof UnknownTopicOrPartitionException
            || cause instanceof UnknownMemberIdException
            || cause instanceof GroupIdNotFoundException) {
          return new Answer<>(null, cause);
        }
      }
      throw unreachable(e.getCause() == null ? e : e.getCause());
    }
  }

  /** What may not be done, each with the command that allows it. */
  private final class Forbidden {
    private final List<String> whats = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private @Nullable Throwable cause;

    void add(AclOperation operation, String type, String name) {
      String verb = operation.name().toLowerCase(Locale.ROOT);
      whats.add((verb.equals("describe") ? "see" : verb) + " " + type + " " + name);
      commands.add(
          "kafka-acls.sh --add --allow-principal '"
              + principal()
              + "' --operation "
              + verb
              + " --"
              + type
              + " '"
              + name
              + "'");
    }

    StartException refusal() {
      return new StartException(
          "not allowed to " + String.join(", to ", whats) + " at " + cluster(),
          "Allow this client to: " + String.join("; ", commands),
          cause);
    }
  }

  /** As whom the brokers know this client, where its settings tell. */
  private String principal() {
    Matcher login = USER.matcher(String.valueOf(adminProperties.get("sasl.jaas.config")));
    return login.find() ? "User:" + login.group(1) : "User:...";
  }

  private StartException unreachable(Throwable cause) {
    return new StartException(
        "cannot talk to the Kafka cluster at " + cluster() + ": " + Sentences.of(cause),
        cause instanceof AuthenticationException
            ? "Correct the security settings of this client."
            : "Check that brokers run there and can be reached, and bootstrap.servers.",
        cause);
  }

  private String cluster() {
    return String.valueOf(adminProperties.get("bootstrap.servers"));
  }
}
