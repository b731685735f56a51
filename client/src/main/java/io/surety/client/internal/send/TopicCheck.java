package io.surety.client.internal.send;

import io.surety.client.StartException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Checks that topics are there before a client uses them: Kafka's clients would wait for a missing
 * one, or create it with the wrong settings.
 */
public final class TopicCheck {
  private final Map<String, Object> adminProperties;

  /**
   * @param adminProperties for Kafka's admin client
   */
  public TopicCheck(Map<String, Object> adminProperties) {
    this.adminProperties = adminProperties;
  }

  /**
   * Returns when all topics exist and may be seen.
   *
   * @param remedy what to do when one is missing, as a sentence
   * @throws StartException naming the topics that are missing or forbidden, or the cluster that
   *     does not answer
   */
  public void require(Collection<String> topics, String remedy) {
    try (Admin admin = Admin.create(adminProperties)) {
      List<String> missing = new ArrayList<>();
      Map<String, KafkaFuture<TopicDescription>> found =
          admin.describeTopics(topics).topicNameValues();
      for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : found.entrySet()) {
        if (!exists(topic.getKey(), topic.getValue())) {
          missing.add(topic.getKey());
        }
      }
      Collections.sort(missing);
      if (!missing.isEmpty()) {
        throw new StartException(
            "missing at " + cluster() + ": topic " + String.join(", ", missing), remedy, null);
      }
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  private boolean exists(String topic, KafkaFuture<TopicDescription> description) {
    try {
      description.get();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException(
          "interrupted while it looked for topic " + topic, "Start it again.", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      if (cause instanceof AuthorizationException) {
        throw new StartException(
            "not allowed to see topic " + topic + " at " + cluster() + ": " + Sentences.of(cause),
            "Allow this client to describe it, and to read or write it.",
            cause);
      }
      throw unreachable(cause);
    }
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
