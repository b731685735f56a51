package io.surety.client.support;

import io.surety.client.Surety;
import io.surety.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** The topics of a coordinator that does not run, under a prefix that no other test has. */
public final class Installation {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int SIGNAL_PARTITIONS = 3;

  private final Broker broker;
  private final Topics topics;

  private Installation(Broker broker) {
    this.broker = broker;
    this.topics = Topics.of("t" + NUMBER.incrementAndGet() + ".");
  }

  /** Creates all topics. */
  public static Installation on(Broker broker) {
    Installation installation = new Installation(broker);
    installation.createTopics();
    return installation;
  }

  /** Creates none. */
  public static Installation withoutTopics(Broker broker) {
    return new Installation(broker);
  }

  public Broker broker() {
    return broker;
  }

  public Topics topics() {
    return topics;
  }

  /** What a client is configured with; registrations are not waited for. */
  public Map<String, Object> config(Object... keysAndValues) {
    Map<String, Object> config = new HashMap<>(broker.clientConfig());
    config.put("surety.topic.prefix", topics.prefix());
    config.put("surety.instance.id", "me");
    config.put("surety.registry.staleness.max.ms", 0);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      config.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
    }
    return config;
  }

  public Surety connect(Object... keysAndValues) {
    return Surety.connect(config(keysAndValues));
  }

  /** A topic for messages, whose name starts with the prefix. */
  public String destination(String name, int partitions) {
    String topic = topics.prefix() + "to-" + name;
    create(List.of(new NewTopic(topic, partitions, (short) 1)));
    return topic;
  }

  /** What is in a topic, from its beginning. */
  public TopicLog log(String topic) {
    return new TopicLog(broker.clientConfig(), topic);
  }

  /** Writes as anybody else could. */
  public Writer writer() {
    return new Writer(broker.clientConfig());
  }

  /** The broker takes no larger batch into this topic; returns when it knows. */
  public void limit(String topic, int bytes) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    String limit = Integer.toString(bytes);
    AlterConfigOp set =
        new AlterConfigOp(new ConfigEntry("max.message.bytes", limit), AlterConfigOp.OpType.SET);
    try (Admin admin = admin()) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
      Patience.await("the broker knows the limit")
          .until(
              () ->
                  admin
                      .describeConfigs(List.of(resource))
                      .all()
                      .get()
                      .get(resource)
                      .get("max.message.bytes")
                      .value()
                      .equals(limit));
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("cannot limit " + topic, e);
    }
  }

  public Admin admin() {
    return Admin.create(broker.clientConfig());
  }

  private void createTopics() {
    List<NewTopic> all = new ArrayList<>();
    for (String topic : topics.all()) {
      int partitions = topics.signals().contains(topic) ? SIGNAL_PARTITIONS : 1;
      String policy = topic.equals(topics.registry()) ? "compact" : "delete";
      all.add(
          new NewTopic(topic, partitions, (short) 1)
              .configs(
                  Map.of("cleanup.policy", policy, "message.timestamp.type", "LogAppendTime")));
    }
    create(all);
  }

  private void create(List<NewTopic> all) {
    try (Admin admin = admin()) {
      admin.createTopics(all).all().get();
      List<String> names = all.stream().map(NewTopic::name).toList();
      // The controller has them; the broker follows within milliseconds.
      Patience.await("topics are served")
          .ignoreExceptionsMatching(e -> e instanceof ExecutionException)
          .until(() -> areServed(admin.describeTopics(names).allTopicNames().get().values()));
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("cannot create " + all, e);
    }
  }

  private static boolean areServed(Collection<TopicDescription> topics) {
    return topics.stream()
        .flatMap(topic -> topic.partitions().stream())
        .allMatch(partition -> partition.leader() != null);
  }
}
