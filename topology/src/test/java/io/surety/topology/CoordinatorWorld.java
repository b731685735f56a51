package io.surety.topology;

import static io.surety.topology.support.TestTopics.await;
import static io.surety.topology.support.TestTopics.fresh;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.embedded.EmbeddedKafka;
import io.surety.embedded.SharedBroker;
import io.surety.schemas.Codec;
import io.surety.schemas.RegistryKey;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.Receive;
import io.surety.schemas.avro.SubscriptionRegistration;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.support.TestTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * An installation of its own on the shared broker: coordinators, and clients that write to them.
 */
final class CoordinatorWorld implements AutoCloseable {
  final TestTopics kafka;
  final Topics topics = Topics.of(fresh("world") + ".");
  final String destination;
  private final String brokers;
  private final String application = fresh("app");
  private final Codec codec = Codec.bundled();
  private final List<Coordinator> started = new ArrayList<>();
  private final KafkaProducer<byte[], byte[]> producer;

  CoordinatorWorld(EmbeddedKafka broker) {
    kafka = new TestTopics(broker.clientConfig());
    destination = kafka.create(fresh("orders"));
    brokers = broker.bootstrapServers();
    producer =
        new KafkaProducer<>(
            new HashMap<>(broker.clientConfig()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  static CoordinatorWorld onSharedBroker() {
    return new CoordinatorWorld(SharedBroker.get());
  }

  CoordinatorConfig config(Path stateDir, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("surety.bootstrap.servers", brokers);
    settings.put("surety.topic.prefix", topics.prefix());
    settings.put("surety.application.id", application);
    settings.put("surety.state.dir", stateDir.toString());
    settings.put("surety.topics.create", "true");
    settings.put("surety.partitions", "3");
    settings.put("surety.replication.factor", "1");
    settings.put("surety.standby.replicas", "0");
    settings.put("surety.rocksdb.memory.bytes", "33554432");
    settings.putAll(more);
    return CoordinatorConfig.of(settings);
  }

  Coordinator start(Path stateDir, Map<String, String> more) {
    Coordinator coordinator = Coordinator.start(config(stateDir, more));
    started.add(coordinator);
    return coordinator;
  }

  Coordinator startReady(Path stateDir) {
    Coordinator coordinator = start(stateDir, Map.of());
    await().until(() -> coordinator.health().isReady());
    return coordinator;
  }

  void register(String group) {
    write(
        topics.registry(),
        RegistryKey.destination(destination),
        DestinationRegistration.newBuilder().setTopic(destination).build());
    write(
        topics.registry(),
        RegistryKey.subscription(destination, group),
        SubscriptionRegistration.newBuilder().setDestination(destination).setGroup(group).build());
  }

  RecordMetadata prepare(Prepare.Builder prepare) {
    Prepare value = prepare.setDestination(destination).build();
    return write(topics.prepare(), RoutingKey.of(value.getMessageId()), value);
  }

  RecordMetadata decide(Decide.Builder decide) {
    Decide value = decide.build();
    return write(topics.confirm(), RoutingKey.of(value.getMessageId()), value);
  }

  RecordMetadata receive(Receive value) {
    return write(topics.receive(), RoutingKey.of(value.getMessageId()), value);
  }

  RecordMetadata consume(Consume.Builder consume) {
    Consume value = consume.build();
    return write(topics.consume(), RoutingKey.of(value.getMessageId()), value);
  }

  static boolean awaitProcessed(Coordinator coordinator, RecordMetadata written) {
    return coordinator
        .queries()
        .awaitProcessed(
            written.topic(), written.partition(), written.offset(), Duration.ofSeconds(30));
  }

  /** The status of a message that is here, or the name of another answer. */
  static String status(Coordinator coordinator, String id) {
    return coordinator
        .queries()
        .get(id)
        .fold(
            view -> view.message().status().name(),
            () -> "not found",
            elsewhere -> "elsewhere",
            moving -> "moving");
  }

  private RecordMetadata write(String topic, String key, SpecificRecord value) {
    try {
      return producer
          .send(new ProducerRecord<>(topic, key.getBytes(UTF_8), codec.encode(topic, value)))
          .get();
    } catch (Exception e) {
      throw new IllegalStateException("cannot write to " + topic, e);
    }
  }

  @Override
  public void close() {
    started.forEach(Coordinator::close);
    producer.close();
  }
}
