package io.surety.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.schemas.Codec;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.ConsumeCheck;
import io.surety.schemas.avro.DeadLetter;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.Event;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.Outcome;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.Receive;
import io.surety.topology.dispatch.DispatchRequest;
import io.surety.topology.registry.GlobalRegistry;
import io.surety.topology.registry.RegistryView;
import io.surety.topology.state.SettledMessages;
import io.surety.topology.state.WriteBehindStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * One partition of the coordinator in a test, without a broker, that speaks the words of the
 * domain:
 *
 * <pre>{@code
 * coordinator.prepare("m1").confirm("m1").advance(Duration.ofSeconds(31));
 * assertThat(coordinator.dispatches()).hasSize(2);
 * }</pre>
 *
 * The clock stands still unless it is advanced; brokers and coordinator have the same one.
 */
final class CoordinatorHarness implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  static final Topics TOPICS = Topics.withDefaultPrefix();
  static final String APPLICATION = "surety-test";

  private static final Codec CODEC = Codec.bundled();

  private final CoreSettings settings;
  private final TestPolicies policies;
  private final RecordingDispatcher dispatcher = new RecordingDispatcher();
  private final FakeLogs logs = new FakeLogs();
  private final CoordinatorMetrics metrics = new CoordinatorMetrics();
  private final TaskProgress progress = new TaskProgress();
  private final List<Long> gateWaits = new ArrayList<>();
  private final Map<String, List<ProducerRecord<byte[], byte[]>>> written = new HashMap<>();
  private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
  private final TopologyTestDriver driver;
  private Instant now = START;

  CoordinatorHarness() {
    this(CoreSettings.DEFAULT);
  }

  CoordinatorHarness(CoreSettings settings) {
    this(settings, new TestPolicies().subscribe(Signals.DESTINATION, "billing"));
  }

  CoordinatorHarness(TestPolicies policies) {
    this(CoreSettings.DEFAULT, policies);
  }

  CoordinatorHarness(CoreSettings settings, TestPolicies policies) {
    this.settings = settings;
    this.policies = policies;
    this.driver = new TopologyTestDriver(topology(parts()), config(), START);
    for (String topic : TOPICS.signals()) {
      inputs.put(
          topic,
          driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer()));
    }
  }

  private CoordinatorParts parts() {
    return parts(dispatcher, logs, metrics, progress);
  }

  /** The same parts but for these. */
  CoordinatorParts parts(
      RecordingDispatcher dispatcher,
      FakeLogs logs,
      CoordinatorMetrics metrics,
      TaskProgress progress) {
    return new CoordinatorParts(
        settings,
        TOPICS,
        1,
        CODEC,
        policies,
        gateWaits::add,
        new GlobalRegistry(
            CODEC, ProducerPolicy.DEFAULT, new RegistryView(ProducerPolicy.DEFAULT), metrics),
        dispatcher,
        logs,
        metrics,
        progress);
  }

  private static Topology topology(CoordinatorParts parts) {
    return new CoordinatorTopology(parts).get();
  }

  /** The topology as such, with the usual settings. */
  static Topology topology() {
    try (CoordinatorHarness coordinator = new CoordinatorHarness()) {
      return topology(coordinator.parts());
    }
  }

  private static Properties config() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, LogAppendTimestamp.class.getName());
    return config;
  }

  // What clients say.

  CoordinatorHarness prepare(String id) {
    return prepare(Signals.prepare(id));
  }

  CoordinatorHarness prepare(Prepare.Builder prepare) {
    return say(TOPICS.prepare(), prepare.getMessageId(), prepare.build());
  }

  CoordinatorHarness send(String id) {
    return prepare(Signals.prepare(id).setMode(Mode.SEND));
  }

  CoordinatorHarness direct(String id) {
    return prepare(Signals.prepare(id).setMode(Mode.DIRECT));
  }

  CoordinatorHarness confirm(String id) {
    return decide(Signals.decide(id, Decision.CONFIRM));
  }

  CoordinatorHarness rollBack(String id) {
    return decide(Signals.decide(id, Decision.ROLL_BACK));
  }

  CoordinatorHarness decide(Decide.Builder decide) {
    return say(TOPICS.confirm(), decide.getMessageId(), decide.build());
  }

  CoordinatorHarness receive(String id, String group, int attempt) {
    Receive receive = Signals.receive(id, group, attempt);
    return say(TOPICS.receive(), id, receive);
  }

  CoordinatorHarness consumed(String id, String group, int attempt) {
    return consume(Signals.consume(id, group, Outcome.CONSUMED, attempt));
  }

  CoordinatorHarness failed(String id, String group, int attempt) {
    return consume(
        Signals.consume(id, group, Outcome.FAILED, attempt).setError(Signals.error("broken")));
  }

  CoordinatorHarness rejected(String id, String group, int attempt) {
    return consume(
        Signals.consume(id, group, Outcome.REJECTED, attempt).setError(Signals.error("never")));
  }

  CoordinatorHarness consume(Consume.Builder consume) {
    return say(TOPICS.consume(), consume.getMessageId(), consume.build());
  }

  /** Bytes as somebody wrote them. */
  CoordinatorHarness raw(String topic, byte[] key, byte[] value) {
    return raw(topic, new TestRecord<>(key, value, null, now));
  }

  CoordinatorHarness raw(String topic, TestRecord<byte[], byte[]> record) {
    inputs.get(topic).pipeInput(record);
    return this;
  }

  private CoordinatorHarness say(String topic, String id, SpecificRecord value) {
    return raw(topic, RoutingKey.of(id).getBytes(UTF_8), CODEC.encode(value));
  }

  // Time.

  /** Lets the clock run, in steps that are shorter than a tick. */
  CoordinatorHarness advance(Duration duration) {
    Instant end = now.plus(duration);
    long step = Math.max(settings.tickIntervalMs() / 2, duration.toMillis() / 2_000);
    while (now.isBefore(end)) {
      Instant next = now.plusMillis(step);
      next = next.isAfter(end) ? end : next;
      driver.advanceWallClockTime(Duration.between(now, next));
      now = next;
    }
    return this;
  }

  /** One tick and a bit: what is due now has happened afterwards. */
  CoordinatorHarness tick() {
    return advance(Duration.ofMillis(2 * settings.tickIntervalMs()));
  }

  long now() {
    return now.toEpochMilli();
  }

  // What the coordinator did.

  List<DispatchRequest> dispatches() {
    return dispatcher.requests();
  }

  List<String> dispatched() {
    return dispatches().stream().map(DispatchRequest::toString).toList();
  }

  List<CheckBack> questions() {
    return values(TOPICS.checkBack(), CheckBack.class);
  }

  List<ConsumeCheck> consumeChecks() {
    return values(TOPICS.consumeCheck(), ConsumeCheck.class);
  }

  List<DeadLetter> deadLetters() {
    return values(TOPICS.deadLetter(), DeadLetter.class);
  }

  List<Archive> archived() {
    return values(TOPICS.archive(), Archive.class);
  }

  List<Event> events() {
    return values(TOPICS.events(), Event.class);
  }

  List<Decide> decisionsWritten() {
    return values(TOPICS.confirm(), Decide.class);
  }

  List<ProducerRecord<byte[], byte[]>> malformed() {
    return written(TOPICS.malformed());
  }

  /** Everything written to a topic so far, also to changelogs. */
  List<ProducerRecord<byte[], byte[]>> written(String topic) {
    List<ProducerRecord<byte[], byte[]>> all =
        written.computeIfAbsent(topic, t -> new ArrayList<>());
    var output =
        driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    while (!output.isEmpty()) {
      TestRecord<byte[], byte[]> record = output.readRecord();
      all.add(
          new ProducerRecord<>(
              topic, null, record.timestamp(), record.key(), record.value(), record.headers()));
    }
    return all;
  }

  private <T extends SpecificRecord> List<T> values(String topic, Class<T> type) {
    return written(topic).stream()
        .map(record -> CODEC.decode(type, record.value()).value().orElseThrow())
        .toList();
  }

  // What it remembers.

  /** The message as it is remembered. */
  Message message(String id) {
    Message live = messages().get(id);
    WindowStore<String, Message> settled = driver.getWindowStore(StoreNames.SETTLED);
    return Optional.ofNullable(live)
        .or(() -> new SettledMessages(settings).find(settled, id, now(), now()))
        .orElseGet(() -> Message.absent(id));
  }

  @SuppressWarnings("unchecked")
  WriteBehindStore<Message> messages() {
    return (WriteBehindStore<Message>) driver.getAllStateStores().get(StoreNames.MESSAGES);
  }

  @SuppressWarnings("unchecked")
  WriteBehindStore<byte[]> payloads() {
    return (WriteBehindStore<byte[]>) driver.getAllStateStores().get(StoreNames.PAYLOADS);
  }

  WindowStore<String, Message> settled() {
    return driver.getWindowStore(StoreNames.SETTLED);
  }

  // What a test changes or asks.

  TestPolicies policies() {
    return policies;
  }

  RecordingDispatcher dispatcher() {
    return dispatcher;
  }

  FakeLogs log() {
    return logs;
  }

  CoordinatorMetrics.Snapshot counts() {
    return metrics.snapshot();
  }

  TaskProgress progress() {
    return progress;
  }

  /** The times up to which the registry had to be known, in order. */
  List<Long> gateWaits() {
    return gateWaits;
  }

  @Override
  public void close() {
    driver.close();
  }
}
