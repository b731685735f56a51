package io.surety.bench.surety;

import io.surety.bench.kafka.Signals;
import io.surety.bench.lab.Lab;
import io.surety.bench.lab.LabException;
import io.surety.bench.lab.Program;
import io.surety.bench.lab.Usage;
import io.surety.bench.load.Workload;
import io.surety.bench.trial.Stopwatch;
import io.surety.schemas.Codec;
import io.surety.schemas.RegistryKey;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.RedeliveryPolicy;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * An installation of Surety with names of its own: servers that share the work, a destination, and
 * groups that are subscribed to it. Settings are the product's defaults, but for what a single
 * broker forbids and what the user gives.
 */
public final class Installation implements AutoCloseable {
  /** The default of {@code surety.registry.staleness.max.ms}, and a little more. */
  private static final Duration REGISTERED = Duration.ofMillis(1_500);

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Lab lab;
  private final Workload workload;
  private final String name;
  private final Topics topics;
  private final Codec codec = Codec.bundled();
  private final Map<String, String> more;
  private final Map<String, Server> servers = new TreeMap<>();

  /**
   * Without a server yet.
   *
   * @param what part of its name
   * @param more settings of the servers that win over this one's, but not over the user's
   */
  public Installation(Lab lab, Workload workload, String what, Map<String, String> more) {
    this.lab = lab;
    this.workload = workload;
    this.name = lab.newName(what);
    this.topics = Topics.of(name + ".");
    this.more = Map.copyOf(more);
  }

  /** Its name, which its topics and ids begin with. */
  public String name() {
    return name;
  }

  /** The names of its topics. */
  public Topics topics() {
    return topics;
  }

  /** For the values of its topics. Thread-safe. */
  public Codec codec() {
    return codec;
  }

  /** The topic that messages are delivered to. */
  public String destination() {
    return name + "-destination";
  }

  // ------------------------------------------------------------------ servers

  /**
   * Starts a server and returns when it is ready. The same instance has the same state directory.
   */
  public Server start(String instance) {
    Path directory = lab.directory(name);
    Path file = directory.resolve(instance + ".properties");
    try {
      Files.createDirectories(directory);
      Properties properties = new Properties();
      properties.putAll(settings(directory.resolve("state-" + instance)));
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
    } catch (IOException e) {
      throw new LabException("cannot write " + file, e);
    }
    Program program =
        Program.java(
            instance,
            directory,
            lab.settings().coordinator(),
            ServerMain.class,
            List.of("server", "-c", file.toString()));
    try {
      Server server = Server.of(program);
      servers.put(instance, server);
      return server;
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  private Map<String, String> settings(Path state) {
    Map<String, String> all = new TreeMap<>();
    lab.client()
        .forEach(
            (key, value) ->
                all.put(
                    key.equals("bootstrap.servers") ? "surety.bootstrap.servers" : "kafka." + key,
                    value.toString()));
    all.put("surety.application.id", name);
    all.put("surety.topic.prefix", topics.prefix());
    all.put("surety.topics.create", "true");
    all.put("surety.partitions", String.valueOf(workload.partitions()));
    all.put("surety.replication.factor", "1");
    all.put("surety.standby.replicas", "0");
    all.put("surety.state.dir", state.toString());
    all.put("surety.rest.port", "0");
    all.putAll(more);
    all.putAll(lab.settings().coordinatorSettings());
    return all;
  }

  /** A server that was killed and stays away. */
  public void forget(String instance) {
    servers.remove(instance);
  }

  /** The servers that run. */
  public List<Server> servers() {
    return List.copyOf(servers.values());
  }

  /** What they use. */
  public List<Usage> usages() {
    return servers.values().stream().map(Server::usage).toList();
  }

  // ------------------------------------------------------------------ registrations

  /** Creates and registers the destination and its groups, and returns when that is in force. */
  public void register() {
    lab.createTopic(destination(), workload.partitions(), Map.of());
    Map<String, SpecificRecord> all = new HashMap<>();
    all.put(
        RegistryKey.destination(destination()),
        DestinationRegistration.newBuilder().setTopic(destination()).build());
    long again = Workload.REDELIVERED_AFTER.toMillis();
    RedeliveryPolicy soon =
        RedeliveryPolicy.newBuilder().setInitialMs(again).setMaxMs(again).setJitter(0).build();
    for (int group = 0; group < workload.groups(); group++) {
      all.put(
          RegistryKey.subscription(destination(), Signals.group(group)),
          SubscriptionRegistration.newBuilder()
              .setGroup(Signals.group(group))
              .setDestination(destination())
              .setRedelivery(soon)
              // At saturation a message waits for its group longer than one of an application
              // would.
              .setAckTimeoutMs(120_000)
              .build());
    }
    write(all);
    new Stopwatch().awaitTime(REGISTERED);
    awaitShared();
  }

  /** A rebalance would otherwise be part of what is measured. */
  private void awaitShared() {
    Stopwatch watch = new Stopwatch();
    while (servers().stream().mapToDouble(s -> s.metrics().sum("surety_partitions")).sum()
        != workload.partitions()) {
      if (watch.time().compareTo(PATIENCE) > 0) {
        throw new LabException("the servers of " + name + " have not taken over all partitions");
      }
      new Stopwatch().awaitTime(LOOK);
    }
  }

  private void write(Map<String, SpecificRecord> registrations) {
    Map<String, Object> config = lab.client();
    config.put("acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<?>> written = new ArrayList<>();
      registrations.forEach(
          (key, value) ->
              written.add(
                  producer.send(
                      new ProducerRecord<>(
                          topics.registry(),
                          key.getBytes(StandardCharsets.UTF_8),
                          codec.encode(topics.registry(), value)))));
      written.forEach(lab::get);
    }
  }

  /** Kills the servers and deletes the topics. */
  @Override
  public void close() {
    servers.values().forEach(Server::close);
    servers.clear();
    lab.deleteTopics(name);
  }
}
