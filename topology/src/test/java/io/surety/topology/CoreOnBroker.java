package io.surety.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.embedded.EmbeddedKafka;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.schemas.Codec;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.Topics;
import io.surety.topology.log.EndOffsetSampler;
import io.surety.topology.log.ObservedClients;
import io.surety.topology.registry.GlobalRegistry;
import io.surety.topology.registry.RegistryView;
import io.surety.topology.support.TestTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * The core on a real broker, with registrations and a dispatcher that a test has in its hand. What
 * is started here is a part of a coordinator; {@code Coordinator} starts all of it.
 */
final class CoreOnBroker implements AutoCloseable {
  static final int PARTITIONS = 2;

  private final Topics topics;
  private final String applicationId;
  private final CoreSettings settings;
  private final Map<String, Object> client;
  private final TestPolicies policies;
  private final RecordingDispatcher dispatcher = new RecordingDispatcher();
  private final CoordinatorMetrics metrics = new CoordinatorMetrics();
  private final TaskProgress progress = new TaskProgress();
  private final KafkaProducer<byte[], byte[]> producer;
  private final Admin admin;
  private final EndOffsetSampler sampler;
  private final Restored restored = new Restored();
  private final KafkaStreams streams;

  CoreOnBroker(
      EmbeddedKafka kafka,
      Topics topics,
      CoreSettings settings,
      TestPolicies policies,
      Path stateDir) {
    this.topics = topics;
    this.applicationId = topics.prefix() + "core";
    this.settings = settings;
    this.client = kafka.clientConfig();
    this.policies = policies;
    this.producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    this.admin = Admin.create(client);
    this.sampler = new EndOffsetSampler(admin, System::currentTimeMillis);
    ObservedClients clients = new ObservedClients(topics, settings.sessionTimeoutMs());
    sampler.add(clients);
    this.streams =
        new KafkaStreams(
            new CoordinatorTopology(parts(clients)).get(),
            StreamsProperties.of(streamsSettings(stateDir), settings),
            clients);
    streams.setGlobalStateRestoreListener(restored);
    sampler.start(Duration.ofMillis(100));
    streams.start();
    TestTopics.await().until(() -> streams.state() == KafkaStreams.State.RUNNING);
  }

  /** Creates every topic of an installation. */
  static Topics createTopics(EmbeddedKafka kafka, CoreSettings settings) {
    Topics topics = Topics.of(TestTopics.fresh("core") + ".");
    TestTopics create = new TestTopics(kafka.clientConfig());
    Map<String, String> config = new HashMap<>();
    config.put("max.message.bytes", Integer.toString(settings.recordMaxBytes()));
    config.put("message.timestamp.type", "LogAppendTime");
    topics.all().forEach(topic -> create.create(topic, PARTITIONS, config));
    return topics;
  }

  private CoordinatorParts parts(ObservedClients clients) {
    Codec codec = Codec.bundled();
    return new CoordinatorParts(
        settings,
        topics,
        PARTITIONS,
        codec,
        policies,
        time -> {},
        new GlobalRegistry(
            codec, ProducerPolicy.DEFAULT, new RegistryView(ProducerPolicy.DEFAULT), metrics),
        dispatcher,
        clients,
        metrics,
        progress);
  }

  private StreamsSettings streamsSettings(Path stateDir) {
    return new StreamsSettings(
        applicationId,
        client,
        stateDir,
        Optional.empty(),
        1,
        Duration.ofMillis(100),
        0,
        (short) 1,
        32 << 20,
        Duration.ofMillis(-1));
  }

  CoreOnBroker say(String topic, String id, SpecificRecord value) {
    byte[] key = RoutingKey.of(id).getBytes(UTF_8);
    producer.send(new ProducerRecord<>(topic, key, Codec.bundled().encode(value)));
    return this;
  }

  RecordingDispatcher dispatcher() {
    return dispatcher;
  }

  CoordinatorMetrics.Snapshot counts() {
    return metrics.snapshot();
  }

  TaskProgress progress() {
    return progress;
  }

  /** How many records were read from changelogs. */
  long restored() {
    return restored.records.get();
  }

  private static final class Restored implements StateRestoreListener {
    final AtomicLong records = new AtomicLong();

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {}

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long end, long count) {}

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {
      records.addAndGet(total);
    }
  }

  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(Duration.ofSeconds(10))
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    sampler.close();
    producer.close();
    admin.close();
  }
}
