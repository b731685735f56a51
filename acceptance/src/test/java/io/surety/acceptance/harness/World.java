package io.surety.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.guarantee.Evidence;
import io.surety.embedded.EmbeddedKafka;
import io.surety.schemas.Codec;
import io.surety.schemas.RegistryKey;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.DeadLetter;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.RedeliveryPolicy;
import io.surety.schemas.avro.SubscriptionRegistration;
import io.surety.topology.Coordinator;
import io.surety.topology.config.CoordinatorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * One installation of Surety in which a test lives: its topics, registrations, coordinators,
 * producers and consumers. Names and directories are its own, so that worlds on one broker share
 * nothing. Closing it stops everything that was started in it, the youngest first.
 */
public final class World implements AutoCloseable {
  /** How long a test waits for what must come. Only a failing test waits that long. */
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Partitions of each of Surety's topics. */
  public static final int PARTITIONS = 4;

  public static final long STALENESS_MS = 500;
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final String name;
  private final Map<String, Object> client;
  private final Topics topics;
  private final Codec codec = Codec.bundled();
  private final Admin admin;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Map<String, String> settings = new HashMap<>();
  private final SignalWriter signals;
  private Map<String, Object> coordinatorClient;
  private long registeredAt;

  private World(String name, Map<String, Object> client, String clusterId) {
    this.name = name;
    this.client = client;
    this.coordinatorClient = client;
    this.topics = Topics.of(name + ".");
    this.admin = with(Admin.create(client));
    requireCluster(clusterId);
    this.signals = with(new SignalWriter(client, topics, codec));
  }

  /** A new world on this broker. */
  public static World on(EmbeddedKafka kafka, String name) {
    return on(kafka.clientConfig(), kafka.clusterId(), name);
  }

  /** A new world on a broker that clients reach by this configuration. */
  public static World on(Map<String, Object> client, String clusterId, String name) {
    return new World(name + "-" + COUNTER.incrementAndGet(), client, clusterId);
  }

  /** A harness on a port once talked to another broker on the same machine. */
  private void requireCluster(String expected) {
    String found = get(admin.describeCluster().clusterId());
    if (!found.equals(expected)) {
      throw new AssertionError("expected cluster " + expected + ", was " + found);
    }
  }

  // ------------------------------------------------------------------ names and clients

  /** The topic prefix without its dot, and the application id. */
  public String name() {
    return name;
  }

  public Topics topics() {
    return topics;
  }

  public Codec codec() {
    return codec;
  }

  public Admin admin() {
    return admin;
  }

  public Map<String, Object> client() {
    return client;
  }

  /** The writer of this world; flush it before relying on what it wrote. */
  public SignalWriter signals() {
    return signals;
  }

  /** A further writer, with settings of its own. */
  public SignalWriter signals(Map<String, Object> producerConfig) {
    return with(new SignalWriter(client, producerConfig, topics, codec));
  }

  /** Where logs and state directories of this world are. */
  public Path directory() {
    return Directories.ALL.resolve(name);
  }

  /** What an earlier run of this fork left behind belongs to a broker that is gone. */
  private static final class Directories {
    static final Path ALL =
        Path.of("target", "acceptance", System.getProperty("surety.test.fork", "here"));

    static {
      try {
        Utils.delete(ALL.toFile());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Keeps a resource until the world is closed. */
  public <T extends AutoCloseable> T with(T resource) {
    running.push(resource);
    return resource;
  }

  // ------------------------------------------------------------------ topics, registrations

  /** Creates a topic of this name in this world and returns its full name. */
  public String topic(String shortName, int partitions, Map<String, String> config) {
    String topic = name + "-" + shortName;
    create(new NewTopic(topic, partitions, (short) 1).configs(config));
    return topic;
  }

  /** Creates a topic and returns when its leaders answer. */
  public void create(NewTopic topic) {
    get(admin.createTopics(List.of(topic)).all());
    Map<TopicPartition, OffsetSpec> all = new HashMap<>();
    for (int p = 0; p < topic.numPartitions(); p++) {
      all.put(new TopicPartition(topic.name(), p), OffsetSpec.latest());
    }
    // The broker hears of a new topic a moment after the controller has answered.
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> get(admin.listOffsets(all).all()));
  }

  /** Creates a topic that was deleted a moment ago, once its name is free. */
  public void createAgain(NewTopic topic) {
    eventually(() -> assertThat(get(admin.listTopics().names())).doesNotContain(topic.name()));
    create(topic);
  }

  /** Creates and registers a destination with four partitions, and returns its name. */
  public String destination(String shortName) {
    String topic = topic(shortName, 4, Map.of());
    registerDestination(topic);
    return topic;
  }

  public void registerDestination(String topic) {
    register(
        RegistryKey.destination(topic),
        DestinationRegistration.newBuilder().setTopic(topic).build());
  }

  /**
   * Creates and registers a destination for {@link Traffic}: what fails is tried again soon, and
   * silent producers are asked soon, but nothing else is due while a coordinator restarts.
   */
  public String busyDestination(String shortName) {
    String topic = destination(shortName);
    RedeliveryPolicy soon =
        RedeliveryPolicy.newBuilder().setInitialMs(50).setMaxMs(50).setJitter(0).build();
    for (String group : List.of(Traffic.BILLING, Traffic.STOCK)) {
      subscribe(subscription(group, topic).setRedelivery(soon).setAckTimeoutMs(120_000).build());
    }
    checkBackAfter(500);
    return topic;
  }

  /** Subscribes groups with every default. */
  public void subscribe(String destination, String... groups) {
    for (String group : groups) {
      subscribe(subscription(group, destination).build());
    }
  }

  public static SubscriptionRegistration.Builder subscription(String group, String destination) {
    return SubscriptionRegistration.newBuilder().setGroup(group).setDestination(destination);
  }

  public void subscribe(SubscriptionRegistration subscription) {
    register(
        RegistryKey.subscription(subscription.getDestination(), subscription.getGroup()),
        subscription);
  }

  /** Registers the producer of {@link Signals} with a first check-back after this time. */
  public void checkBackAfter(long ms) {
    register(
        ProducerRegistration.newBuilder()
            .setName(Signals.PRODUCER)
            .setCheckBackAfterMs(ms)
            .build());
  }

  public void register(ProducerRegistration producer) {
    register(RegistryKey.producer(producer.getName()), producer);
  }

  private void register(String key, SpecificRecord registration) {
    byte[] value = codec.encode(topics.registry(), registration);
    get(
        signals.write(
            new ProducerRecord<>(topics.registry(), key.getBytes(StandardCharsets.UTF_8), value)));
    registeredAt = System.currentTimeMillis();
  }

  /**
   * Returns when every message that is decided from now on is judged by the registrations so far:
   * the coordinator promises it for what is decided {@link #STALENESS_MS} after a registration was
   * acknowledged.
   */
  public void awaitRegistered() {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> System.currentTimeMillis() > registeredAt + STALENESS_MS);
  }

  // ------------------------------------------------------------------ coordinators

  /** Sets a key for the coordinators that start from now on. */
  public void set(String key, String value) {
    settings.put(key, value);
  }

  /** Coordinators that start from now on connect to the broker in this way. */
  public void signIn(Map<String, Object> clientConfig) {
    coordinatorClient = clientConfig;
  }

  /** The settings of a coordinator with this state directory. */
  private Map<String, String> settings(String instance) {
    Map<String, String> all = new TreeMap<>();
    coordinatorClient.forEach(
        (key, value) ->
            all.put(
                key.equals("bootstrap.servers") ? "surety.bootstrap.servers" : "kafka." + key,
                value.toString()));
    all.put("surety.application.id", name);
    all.put("surety.topic.prefix", topics.prefix());
    all.put("surety.topics.create", "true");
    all.put("surety.partitions", String.valueOf(PARTITIONS));
    all.put("surety.replication.factor", "1");
    all.put("surety.state.dir", stateDirectory(instance).toString());
    all.put("surety.stream.threads", "1");
    all.put("surety.standby.replicas", "0");
    all.put("surety.registry.staleness.max.ms", String.valueOf(STALENESS_MS));
    all.putAll(settings);
    return all;
  }

  private Path stateDirectory(String instance) {
    return directory().resolve("state-" + instance).toAbsolutePath();
  }

  /** Starts a coordinator in this JVM. */
  public Coordinator start() {
    return with(Coordinator.start(CoordinatorConfig.of(settings("here"))));
  }

  /** Starts a coordinator in a process of its own; the same name finds the same state directory. */
  public CoordinatorProcess startProcess(String instance) {
    return startProcess(
        instance, List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
  }

  /** Starts a coordinator in a process of its own, with these options of the JVM. */
  public CoordinatorProcess startProcess(String instance, List<String> jvm) {
    return with(CoordinatorProcess.start(directory(), instance, jvm, settings(instance)));
  }

  /** Returns when both have work. */
  public void awaitShared(CoordinatorProcess one, CoordinatorProcess other) {
    eventually(
        () -> {
          assertThat(one.partitions()).isPositive();
          assertThat(other.partitions()).isPositive();
        });
  }

  /** Returns when a coordinator in this JVM knows a message to have this status. */
  public void awaitStatus(Coordinator coordinator, String id, String status) {
    eventually(() -> assertThat(Questions.answer(coordinator, "status " + id)).isEqualTo(status));
  }

  /** Returns when the coordinator in this JVM has processed everything that is in the log now. */
  public void awaitCaughtUp(Coordinator coordinator) {
    long now = System.currentTimeMillis();
    eventually(
        () ->
            assertThat(Long.parseLong(Questions.answer(coordinator, "horizon")))
                .as("processed up to")
                .isGreaterThanOrEqualTo(now));
  }

  /** Returns when the coordinator in this JVM has processed this record of a signal topic. */
  public void awaitProcessed(Coordinator coordinator, RecordMetadata written) {
    String question =
        String.join(
            " ",
            "processed",
            written.topic(),
            String.valueOf(written.partition()),
            String.valueOf(written.offset()));
    eventually(() -> assertThat(Questions.answer(coordinator, question)).isEqualTo("true"));
  }

  /** Stops something before the world is closed. */
  public void close(AutoCloseable running) {
    if (!this.running.remove(running)) {
      throw new IllegalArgumentException("not running in " + name + ": " + running);
    }
    try {
      running.close();
    } catch (Exception e) {
      throw new AssertionError("closing in " + name, e);
    }
  }

  /** Deletes the state directory of the coordinator in this JVM, which must not run. */
  public void loseStateDirectory() {
    try {
      Utils.delete(stateDirectory("here").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The partition of a message's signals. */
  public int partitionOf(String id) {
    byte[] key = RoutingKey.of(id).getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % PARTITIONS;
  }

  // ------------------------------------------------------------------ who takes part

  /** Groups that read a destination and answer by their scripts. */
  public Groups groups(String destination, Map<String, Reaction.Script> scripts) {
    return with(new Groups(client, signals, destination, scripts));
  }

  /** A producer that answers check-backs. */
  public CheckBackAnswers answers(Function<CheckBack, Decision> verdict) {
    return with(new CheckBackAnswers(client, signals, codec, topics.checkBack(), verdict));
  }

  /** Follows the archive. */
  public ArchiveLog archive() {
    return with(new ArchiveLog(client, codec, topics.archive()));
  }

  /** Follows an archive to which others write as well, by what this makes of a value. */
  public ArchiveLog archive(Function<byte[], Optional<Archive>> reader) {
    return with(new ArchiveLog(client, topics.archive(), reader));
  }

  /** Follows a topic. */
  public TopicFollower follow(
      String topic,
      IsolationLevel isolation,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
    return with(new TopicFollower(client, isolation, topic, receiver));
  }

  // ------------------------------------------------------------------ evidence

  /** Every committed record of these topics, up to now. */
  public List<ConsumerRecord<byte[], byte[]>> committed(String... these) {
    return TopicLog.read(client, IsolationLevel.READ_COMMITTED, List.of(these));
  }

  /** Every committed value of a topic that is of this type, in the order of each partition. */
  public <T extends SpecificRecord> List<T> committed(String topic, Class<T> type) {
    List<T> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : committed(topic)) {
      values.add(codec.decode(type, record.value()).value().orElseThrow());
    }
    return values;
  }

  /** Everything at a destination up to now, what was aborted included. */
  public List<Delivered> deliveries(String destination) {
    return TopicLog.read(client, IsolationLevel.READ_UNCOMMITTED, List.of(destination)).stream()
        .map(Delivered::of)
        .toList();
  }

  /** What the rules make of the signal topics, with timers up to now. */
  public Map<String, Outcome> fold() {
    return LogFold.of(
        new RegistryFold(codec, committed(topics.registry())),
        topics,
        codec,
        committed(topics.signals().toArray(String[]::new)),
        System.currentTimeMillis());
  }

  /** Ids of every prepare in the log. */
  public Set<String> prepared() {
    Set<String> ids = new TreeSet<>();
    for (ConsumerRecord<byte[], byte[]> record : committed(topics.prepare())) {
      codec
          .decode(Prepare.class, record.value())
          .value()
          .ifPresent(prepare -> ids.add(prepare.getMessageId()));
    }
    return ids;
  }

  /** Everything that a run of this traffic left behind. */
  public Evidence evidence(Traffic traffic, Groups groups, String destination) {
    return new Evidence(
        traffic.intents(),
        groups.consumed(),
        deliveries(destination),
        committed(topics.archive(), Archive.class),
        committed(topics.deadLetter(), DeadLetter.class),
        fold());
  }

  /** Returns once this holds; fails as it fails last. */
  public static void eventually(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(assertion);
  }

  /** The result of a request to the broker. */
  public static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    @Nullable Throwable first = null;
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception | AssertionError e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw new AssertionError("closing " + name, first);
    }
  }
}
