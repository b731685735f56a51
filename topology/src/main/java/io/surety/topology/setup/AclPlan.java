package io.surety.topology.setup;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.surety.schemas.Topics;
import io.surety.topology.StoreNames;
import io.surety.topology.config.CoordinatorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who needs which rights on a Kafka cluster that allows nothing by default, and no more.
 *
 * <p>Reading or writing includes describing, so that DESCRIBE is only there where neither is.
 * Idempotent producers need no right of their own from Kafka 3.0 on.
 *
 * @param topics names of an installation's topics
 * @param applicationId the coordinator's group, and what its changelogs and transactions begin with
 * @param isCreator whether the coordinator creates the topics ({@code surety.topics.create})
 */
public record AclPlan(Topics topics, String applicationId, boolean isCreator) {

  /** What this configuration needs. */
  public static AclPlan of(CoordinatorConfig config) {
    return new AclPlan(config.topics(), config.applicationId(), config.topicSettings().create());
  }

  /** Changelogs of the stores. */
  static List<String> changelogs(String applicationId) {
    return List.of(StoreNames.MESSAGES, StoreNames.PAYLOADS, StoreNames.SETTLED).stream()
        .map(store -> applicationId + "-" + store + "-changelog")
        .toList();
  }

  /** The consumer group in which servers read the questions that they ask over HTTP. */
  public static String callbacksGroup(String applicationId) {
    return applicationId + ".callbacks";
  }

  /**
   * Of a server, which is the coordinator and REST in one process and so one user, without {@link
   * #destination}s.
   *
   * @param callbacks whether it asks over HTTP ({@code surety.callback.allowed})
   * @param archiveGroup the archive sink's consumer group, where there is an archive
   */
  public List<Acl> server(boolean callbacks, Optional<String> archiveGroup) {
    List<Acl> all = new ArrayList<>(coordinator());
    all.addAll(rest(callbacks, archiveGroup));
    return all.stream()
        .filter(acl -> acl.operation() != DESCRIBE || !isIncluded(acl, all))
        .toList();
  }

  private static boolean isIncluded(Acl described, List<Acl> all) {
    return all.stream()
        .anyMatch(
            acl ->
                (acl.operation() == READ || acl.operation() == WRITE)
                    && acl.resource() == described.resource()
                    && acl.name().equals(described.name()));
  }

  /** Of the coordinator, without REST and without its {@link #destination}s. */
  public List<Acl> coordinator() {
    List<Acl> acls = new ArrayList<>();
    topics.signals().forEach(name -> acls.add(Acl.topic(name, READ, "read signals")));
    acls.add(Acl.topic(topics.confirm(), WRITE, "decide what is due"));
    acls.add(Acl.topic(topics.registry(), READ, "know who is registered"));
    acls.add(Acl.topic(topics.checkBack(), WRITE, "ask producers"));
    acls.add(Acl.topic(topics.consumeCheck(), WRITE, "ask consumer groups"));
    acls.add(Acl.topic(topics.deadLetter(), WRITE, "give messages up"));
    acls.add(Acl.topic(topics.archive(), WRITE, "archive what has finished"));
    acls.add(Acl.topic(topics.events(), WRITE, "tell what an operator may want to know"));
    acls.add(Acl.topic(topics.malformed(), WRITE, "set aside what is no signal"));
    acls.add(Acl.topic(topics.operations(), DESCRIBE, "check that it is there"));
    acls.add(Acl.topic(topics.audit(), DESCRIBE, "check that it is there"));
    for (String name : topics.all()) {
      acls.add(Acl.topic(name, DESCRIBE_CONFIGS, "check how it is configured"));
      if (isCreator) {
        acls.add(Acl.topic(name, CREATE, "create it (surety.topics.create)"));
      }
    }
    for (String changelog : changelogs(applicationId)) {
      acls.add(Acl.topic(changelog, READ, "restore its state"));
      acls.add(Acl.topic(changelog, WRITE, "keep its state"));
      acls.add(Acl.topic(changelog, CREATE, "create it at the first start"));
      acls.add(Acl.topic(changelog, DESCRIBE_CONFIGS, "check how it is configured"));
    }
    acls.add(Acl.group(applicationId, "share the partitions"));
    acls.add(
        new Acl(
            ResourceType.TRANSACTIONAL_ID,
            PatternType.PREFIXED,
            applicationId + "-",
            WRITE,
            "process exactly once"));
    return acls;
  }

  /**
   * What the coordinator needs to deliver to a destination.
   *
   * @param name of the topic; with a {@code *} at its end what topics begin with, and {@code *} for
   *     every topic
   */
  public List<Acl> destination(String name) {
    return List.of(
        named(name, WRITE, "deliver to it"),
        named(name, DESCRIBE_CONFIGS, "refuse what is larger than it takes before it is stored"));
  }

  /**
   * What a server needs beside {@link #coordinator} because it serves REST.
   *
   * @param callbacks whether it asks over HTTP ({@code surety.callback.allowed})
   * @param archiveGroup the archive sink's consumer group, where there is an archive
   */
  public List<Acl> rest(boolean callbacks, Optional<String> archiveGroup) {
    List<Acl> acls = new ArrayList<>();
    for (String name : List.of(topics.prepare(), topics.receive(), topics.consume())) {
      acls.add(Acl.topic(name, WRITE, "write signals for callers"));
    }
    acls.add(Acl.topic(topics.registry(), WRITE, "register for callers"));
    acls.add(Acl.topic(topics.operations(), READ, "know redrive jobs and notes"));
    acls.add(Acl.topic(topics.operations(), WRITE, "keep redrive jobs and notes"));
    acls.add(Acl.topic(topics.audit(), READ, "show who did what"));
    acls.add(Acl.topic(topics.audit(), WRITE, "write down who did what"));
    if (callbacks) {
      acls.add(Acl.topic(topics.checkBack(), READ, "ask producers over HTTP"));
      acls.add(Acl.topic(topics.consumeCheck(), READ, "ask consumer groups over HTTP"));
      acls.add(Acl.group(callbacksGroup(applicationId), "share what is asked over HTTP"));
    }
    archiveGroup.ifPresent(
        group -> {
          acls.add(Acl.topic(topics.archive(), READ, "tell how far the archive lags"));
          acls.add(
              new Acl(
                  ResourceType.GROUP,
                  PatternType.LITERAL,
                  group,
                  DESCRIBE,
                  "tell how far the archive lags"));
        });
    return acls;
  }

  /** Of an application that sends, or prepares and confirms, and is never asked. */
  public List<Acl> sender() {
    List<Acl> acls = new ArrayList<>();
    acls.add(Acl.topic(topics.prepare(), WRITE, "prepare and send"));
    acls.add(Acl.topic(topics.confirm(), WRITE, "confirm and roll back"));
    for (String name : List.of(topics.receive(), topics.consume(), topics.registry())) {
      acls.add(Acl.topic(name, DESCRIBE, "connect"));
    }
    return acls;
  }

  /**
   * Of an application that prepares and answers check-backs with the SDK.
   *
   * @param name of the producer
   */
  public List<Acl> producer(String name) {
    List<Acl> acls = new ArrayList<>();
    acls.add(Acl.topic(topics.prepare(), WRITE, "prepare and send"));
    acls.add(Acl.topic(topics.confirm(), WRITE, "confirm, roll back and answer"));
    acls.add(Acl.topic(topics.registry(), WRITE, "register"));
    acls.add(Acl.topic(topics.checkBack(), READ, "be asked"));
    acls.add(Acl.group(topics.checkBackGroup(name), "be asked"));
    for (String topic : List.of(topics.receive(), topics.consume())) {
      acls.add(Acl.topic(topic, DESCRIBE, "connect"));
    }
    return acls;
  }

  /**
   * Of an application that consumes one destination in one group with the SDK.
   *
   * @param isChecked whether it answers consume checks
   */
  public List<Acl> consumer(String group, String destination, boolean isChecked) {
    List<Acl> acls = new ArrayList<>();
    acls.add(Acl.topic(destination, READ, "read what is delivered"));
    acls.add(Acl.group(group, "read what is delivered"));
    acls.add(Acl.topic(topics.receive(), WRITE, "report what it has received"));
    acls.add(Acl.topic(topics.consume(), WRITE, "report what it has consumed"));
    acls.add(Acl.topic(topics.registry(), WRITE, "subscribe"));
    for (String topic : List.of(topics.prepare(), topics.confirm())) {
      acls.add(Acl.topic(topic, DESCRIBE, "connect"));
    }
    if (isChecked) {
      acls.add(Acl.topic(topics.consumeCheck(), READ, "be asked"));
      acls.add(Acl.group(topics.consumeCheckGroup(group, destination), "be asked"));
    }
    return acls;
  }

  /**
   * Of a Connect worker for the archive's sink.
   *
   * @param connector name of the sink
   */
  public List<Acl> archiveSink(String connector) {
    return List.of(
        Acl.topic(topics.archive(), READ, "read what has finished"),
        Acl.group("connect-" + connector, "read what has finished"),
        Acl.topic(topics.archiveDeadLetter(), WRITE, "set aside what can never be a row"),
        Acl.topic(topics.archiveDeadLetter(), CREATE, "create it at the first start"));
  }

  /**
   * What a worker needs beside {@link #archiveSink} if it is one of a cluster of them. Offsets of
   * sinks are in their consumer groups, so that nothing is written to the topic of offsets.
   *
   * @param group the workers' {@code group.id}
   * @param configs {@code config.storage.topic}
   * @param offsets {@code offset.storage.topic}
   * @param status {@code status.storage.topic}
   */
  public static List<Acl> connectCluster(
      String group, String configs, String offsets, String status) {
    List<Acl> acls = new ArrayList<>();
    acls.add(Acl.group(group, "share connectors and tasks"));
    for (String topic : List.of(configs, offsets, status)) {
      acls.add(Acl.topic(topic, READ, "know connectors"));
      acls.add(Acl.topic(topic, CREATE, "create it at the first start"));
    }
    acls.add(Acl.topic(configs, WRITE, "keep connectors"));
    acls.add(Acl.topic(status, WRITE, "tell how connectors are"));
    return acls;
  }

  private static Acl named(String name, AclOperation operation, String why) {
    boolean isPrefix = name.length() > 1 && name.endsWith("*");
    return new Acl(
        ResourceType.TOPIC,
        isPrefix ? PatternType.PREFIXED : PatternType.LITERAL,
        isPrefix ? name.substring(0, name.length() - 1) : name,
        operation,
        why);
  }
}
