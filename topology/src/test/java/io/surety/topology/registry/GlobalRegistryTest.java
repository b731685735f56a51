package io.surety.topology.registry;

import static io.surety.topology.support.TestTopics.await;
import static io.surety.topology.support.TestTopics.fresh;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.surety.embedded.SharedBroker;
import io.surety.lifecycle.Policies.OnNoSubscriber;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.RedeliveryPolicy;
import io.surety.lifecycle.Subscription;
import io.surety.lifecycle.TagFilter;
import io.surety.schemas.Codec;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.SubscriptionRegistration;
import io.surety.topology.CoordinatorMetrics;
import io.surety.topology.log.EndOffsetSampler;
import io.surety.topology.log.ObservedClients;
import io.surety.topology.support.TestTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The global store on a real broker, restarted as often as need be. */
class GlobalRegistryTest {
  private static final ProducerPolicy DEFAULTS =
      new ProducerPolicy(1, 2, 3, 4, ProducerPolicy.OnExhausted.ROLL_BACK);

  private static final SubscriptionRegistration BILLING =
      SubscriptionRegistration.newBuilder().setGroup("billing").setDestination("orders").build();

  private static final SubscriptionRegistration AUDIT =
      SubscriptionRegistration.newBuilder()
          .setGroup("audit")
          .setDestination("orders")
          .setTagFilter("a.*||b")
          .setAckTimeoutMs(1)
          .setProcessingTimeoutMs(2)
          .setConsumeCheck(true)
          .setRedelivery(
              io.surety.schemas.avro.RedeliveryPolicy.newBuilder()
                  .setInitialMs(3)
                  .setMultiplier(4)
                  .setMaxMs(5)
                  .setJitter(0.5)
                  .setMaxAttempts(6)
                  .setStepsMs(List.of(7L, 8L))
                  .build())
          .build();

  @TempDir Path stateDir;

  private final Codec codec = Codec.bundled();
  private final String topic = fresh("registry");
  private final TestTopics topics = new TestTopics(SharedBroker.get().clientConfig());
  private @Nullable Running running;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void create() {
    topics.create(
        topic, 1, Map.of("cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime"));
    producer =
        new KafkaProducer<>(
            new HashMap<>(SharedBroker.get().clientConfig()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    producer.close();
    if (running != null) {
      running.close();
    }
  }

  @Test
  void showsWhatIsRegisteredAndForgetsWhatIsRemoved() throws Exception {
    put("subscription/orders/billing", BILLING);
    put("subscription/orders/audit", AUDIT);
    put(
        "destination/orders",
        new DestinationRegistration("orders", io.surety.schemas.avro.OnNoSubscriber.COMPLETE));
    put(
        "producer/shop",
        ProducerRegistration.newBuilder().setName("shop").setCheckBackBudget(9).build());
    start();

    Registrations seen = running.awaitAll();

    assertThat(seen.subscriptions("orders"))
        .containsExactly(
            new Subscription(
                "audit",
                "orders",
                TagFilter.parse("a.*||b"),
                1,
                2,
                true,
                new RedeliveryPolicy(3, 4, 5, 0.5, 6, List.of(7L, 8L))),
            Subscription.of("billing", "orders"));
    assertThat(seen.isDestination("orders")).isTrue();
    assertThat(seen.onNoSubscriber("orders")).isEqualTo(OnNoSubscriber.COMPLETE);
    assertThat(seen.producer("shop"))
        .isEqualTo(new ProducerPolicy(1, 2, 9, 4, ProducerPolicy.OnExhausted.UNRESOLVED));
    assertThat(seen.producer("other")).isEqualTo(DEFAULTS);
    assertThat(seen.subscriptionRegistration("orders", "audit").orElseThrow().value())
        .isEqualTo(AUDIT);
    assertThat(seen.subscriptionRegistrations()).hasSize(2);
    assertThat(seen.destinationTopics()).containsExactly("orders");

    remove("subscription/orders/audit");
    remove("destination/orders");
    remove("producer/shop");
    Registrations after = running.awaitAll();

    assertThat(after.subscriptions("orders")).containsExactly(Subscription.of("billing", "orders"));
    assertThat(after.isDestination("orders")).isFalse();
    assertThat(after.producer("shop")).isEqualTo(DEFAULTS);
    // A snapshot that somebody holds does not change under him.
    assertThat(seen.subscriptions("orders")).hasSize(2);
  }

  @Test
  void readsItAllAgainAfterARestart() throws Exception {
    put("subscription/orders/billing", BILLING);
    put("subscription/orders/audit", AUDIT);
    remove("subscription/orders/audit");
    start();
    assertThat(running.awaitAll().subscriptions("orders")).hasSize(1);
    put("destination/orders", DestinationRegistration.newBuilder().setTopic("orders").build());
    running.awaitAll();
    running.close();

    start();

    Registrations seen = running.awaitAll();
    assertThat(seen.subscriptions("orders")).containsExactly(Subscription.of("billing", "orders"));
    assertThat(seen.destinationTopics()).containsExactly("orders");
  }

  @Test
  void keepsWhatWasRegisteredBeforeWhenARecordIsNotValid() throws Exception {
    put("subscription/orders/billing", BILLING);
    start();
    running.awaitAll();

    putBytes("subscription/orders/billing", "garbage".getBytes(UTF_8));
    put(
        "subscription/orders/billing",
        SubscriptionRegistration.newBuilder(BILLING).setTagFilter("a*").build());
    put(
        "subscription/orders/billing",
        SubscriptionRegistration.newBuilder(BILLING).setAckTimeoutMs(0).build());
    put("subscription/orders/other", BILLING);
    put("destination/orders", BILLING);
    put("something/else", BILLING);
    put(
        "producer/shop",
        ProducerRegistration.newBuilder().setName("shop").setCallbackUrl("ftp://x").build());
    put("producer/sh op", ProducerRegistration.newBuilder().setName("sh op").build());
    remove("never/registered");
    Registrations seen = running.awaitAll();

    assertThat(seen.subscriptions("orders")).containsExactly(Subscription.of("billing", "orders"));
    assertThat(seen.isDestination("orders")).isFalse();
    assertThat(seen.producerRegistrations()).isEmpty();
    assertThat(running.metrics.snapshot().malformedRegistrations()).isEqualTo(8);

    put("destination/orders", DestinationRegistration.newBuilder().setTopic("orders").build());
    assertThat(running.awaitAll().isDestination("orders")).isTrue();
  }

  @Test
  void tellsWhenDestinationsChange() throws Exception {
    start();
    List<Set<String>> told = new CopyOnWriteArrayList<>();
    running.view.onChange(registrations -> told.add(registrations.destinationTopics()));

    put("destination/orders", DestinationRegistration.newBuilder().setTopic("orders").build());
    await().until(() -> told.contains(Set.of("orders")));
    remove("destination/orders");
    await().until(() -> told.contains(Set.of()));
  }

  @Test
  void isFreshEvenWhereATransactionEndedTheRegistry() throws Exception {
    Map<String, Object> config = new HashMap<>(SharedBroker.get().clientConfig());
    config.put("transactional.id", topic);
    try (var transactional =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      transactional.initTransactions();
      transactional.beginTransaction();
      transactional.send(record("subscription/orders/billing", codec.encode(topic, BILLING)));
      transactional.commitTransaction();
    }
    start();

    running.freshness.awaitCaughtUp(0);

    assertThat(running.view.subscriptions("orders")).hasSize(1);
  }

  @Test
  void waitsForASchemaThatCannotBeHadNowAndLosesNothing() throws Exception {
    try (SchemaServer schemas = new SchemaServer(BILLING)) {
      schemas.isAway = true;
      running = new Running(topic, stateDir, schemas.codec());
      putBytes("subscription/orders/billing", schemas.framed(codec));
      put("subscription/orders/audit", AUDIT);
      await().until(() -> schemas.refused > 0);

      // What is behind it waits, too, and no decision is judged meanwhile.
      assertThat(running.view.subscriptions("orders")).isEmpty();
      await().until(() -> !running.freshness.isFresh());

      schemas.isAway = false;
      assertThat(running.awaitAll().subscriptions("orders")).hasSize(2);
      assertThat(running.metrics.snapshot().malformedRegistrations()).isZero();
    }
  }

  @Test
  void canBeClosedWhileItWaitsForASchema() throws Exception {
    try (SchemaServer schemas = new SchemaServer(BILLING)) {
      schemas.isAway = true;
      running = new Running(topic, stateDir, schemas.codec());
      putBytes("subscription/orders/billing", schemas.framed(codec));
      await().until(() -> schemas.refused > 0);

      assertThat(running.stop()).isTrue();
    }
  }

  private void put(String key, SpecificRecord value) throws Exception {
    putBytes(key, codec.encode(topic, value));
  }

  private void remove(String key) throws Exception {
    putBytes(key, null);
  }

  private void putBytes(String key, byte @Nullable [] value) throws Exception {
    producer.send(record(key, value)).get();
  }

  private ProducerRecord<byte[], byte[]> record(String key, byte @Nullable [] value) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
  }

  private void start() {
    running = new Running(topic, stateDir, codec);
  }

  /** A schema registry with one schema, that can be away. */
  private static final class SchemaServer implements AutoCloseable {
    private static final int ID = 7;

    private final SpecificRecord record;
    private final HttpServer server;
    volatile boolean isAway;
    volatile int refused;

    SchemaServer(SpecificRecord record) throws IOException {
      this.record = record;
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::answer);
      server.start();
    }

    Codec codec() {
      return Codec.from(
          Map.of(
              "surety.schema.registry.url", "http://127.0.0.1:" + server.getAddress().getPort()));
    }

    /** In the registry's wire format: 0, the id, the record. */
    byte[] framed(Codec codec) {
      byte[] singleObject = codec.encode(record);
      return ByteBuffer.allocate(5 + singleObject.length - 10)
          .put((byte) 0)
          .putInt(ID)
          .put(singleObject, 10, singleObject.length - 10)
          .array();
    }

    private void answer(HttpExchange exchange) throws IOException {
      String schema = record.getSchema().toString().replace("\\", "\\\\").replace("\"", "\\\"");
      byte[] body = ("{\"schema\": \"" + schema + "\"}").getBytes(UTF_8);
      if (isAway) {
        refused++;
      }
      exchange.sendResponseHeaders(isAway ? 503 : 200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  /** One life of an instance that reads the registry. */
  private static final class Running implements AutoCloseable {
    final CoordinatorMetrics metrics = new CoordinatorMetrics();
    final RegistryView view = new RegistryView(DEFAULTS);
    final RegistryFreshness freshness =
        new RegistryFreshness(Duration.ofSeconds(1), System::nanoTime);
    private final Admin admin = Admin.create(new HashMap<>(SharedBroker.get().clientConfig()));
    private final EndOffsetSampler sampler = new EndOffsetSampler(admin, System::currentTimeMillis);
    private final String topic;
    private final GlobalRegistry store;
    private final KafkaStreams streams;

    Running(String topic, Path stateDir, Codec codec) {
      this.topic = topic;
      freshness.partitions(Set.of(new TopicPartition(topic, 0)));
      sampler.add(freshness);
      sampler.start(Duration.ofMillis(50));
      Topology topology = new Topology();
      store = new GlobalRegistry(codec, DEFAULTS, view, metrics);
      store.addTo(topology, topic);
      Properties config = new Properties();
      config.putAll(SharedBroker.get().clientConfig());
      config.put("application.id", topic);
      config.put("state.dir", stateDir.toString());
      streams =
          new KafkaStreams(
              topology,
              config,
              new RegistryClients(
                  new ObservedClients(Topics.withDefaultPrefix(), 10_000), view, freshness));
      streams.start();
    }

    /** The registry with everything that was put before. */
    Registrations awaitAll() {
      long before = System.nanoTime();
      await()
          .until(
              () ->
                  freshness
                      .age()
                      .filter(age -> System.nanoTime() - age.toNanos() - before > 0)
                      .isPresent());
      return view.registrations();
    }

    boolean stop() {
      store.close();
      return streams.close(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
      stop();
      sampler.close();
      admin.close();
    }
  }
}
