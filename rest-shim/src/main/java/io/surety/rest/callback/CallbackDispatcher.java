package io.surety.rest.callback;

import io.surety.rest.signal.Answers;
import io.surety.schemas.Codec;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.ConsumeCheck;
import io.surety.topology.Coordinator;
import io.surety.topology.CoordinatorQueries;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.KafkaClient;
import io.surety.topology.setup.AclPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the coordinator's questions and has those asked over HTTP whose producer or group has
 * registered a callback; the others are answered by the SDK. The instances share the questions as
 * one consumer group, so that each is asked by one of them, whichever it is.
 *
 * <p>A question that was read is not kept: if this instance dies before it is answered, or if the
 * host has too much to answer already, the rules ask again. So reading never waits for a host.
 *
 * <p>Thread-safe.
 */
public final class CallbackDispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackDispatcher.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration BACKOFF = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  /** Older questions have been asked again since, or are over. */
  private static final Duration AGE_MAX = Duration.ofMinutes(5);

  private final Consumer<byte[], byte[]> consumer;
  private final Topics topics;
  private final Codec codec;
  private final CoordinatorQueries queries;
  private final CallbackCalls calls;
  private final LongSupplier clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "surety-callbacks");

  private CallbackDispatcher(
      Consumer<byte[], byte[]> consumer,
      Topics topics,
      Codec codec,
      CoordinatorQueries queries,
      CallbackCalls calls,
      LongSupplier clock) {
    this.consumer = consumer;
    this.topics = topics;
    this.codec = codec;
    this.queries = queries;
    this.calls = calls;
    this.clock = clock;
    thread.setDaemon(true);
  }

  /**
   * Begins to read.
   *
   * @param answers writes down what was answered
   */
  public static CallbackDispatcher start(
      CallbackConfig config,
      CallbackRules rules,
      CallbackCounts counts,
      Coordinator coordinator,
      Answers answers) {
    CoordinatorConfig coordinators = coordinator.config();
    LongSupplier clock = System::currentTimeMillis;
    CallbackDispatcher dispatcher =
        new CallbackDispatcher(
            consumer(
                coordinators.kafka(KafkaClient.ALL),
                AclPlan.callbacksGroup(coordinators.applicationId())),
            coordinators.topics(),
            coordinator.codec(),
            coordinator.queries(),
            CallbackCalls.open(config, rules, answers, counts, clock),
            clock);
    dispatcher.thread.start();
    return dispatcher;
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> client, String group) {
    Map<String, Object> config = new HashMap<>(client);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "surety-callbacks");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, true);
    config.put(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, 1_000);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Questions that wait for their hosts. */
  public int waiting() {
    return calls.waiting();
  }

  /** Hosts that are not called, because their last calls failed. */
  public int hostsHeldBack() {
    return calls.hostsHeldBack();
  }

  private void run() {
    try {
      consumer.subscribe(List.of(topics.checkBack(), topics.consumeCheck()));
      while (stopping.getCount() > 0) {
        readOnce();
      }
    } catch (WakeupException e) {
      LOG.debug("Stops reading questions", e);
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
  }

  /** A reader that stopped because of an error would be worse than one that tries again. */
  private void readOnce() {
    try {
      consumer.poll(POLL).forEach(this::take);
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("Questions to callbacks are read again in {} ms", BACKOFF.toMillis(), e);
      pause();
    }
  }

  private void pause() {
    try {
      var unused = stopping.await(BACKOFF.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping.countDown();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.topic().equals(topics.checkBack())) {
        codec.decode(CheckBack.class, record.value()).value().ifPresent(this::take);
      } else {
        codec.decode(ConsumeCheck.class, record.value()).value().ifPresent(this::take);
      }
    } catch (RuntimeException e) {
      // One bad record must not keep the others from being read.
      LOG.error(
          "Skips the question at {}-{} offset {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
    }
  }

  private void take(CheckBack asked) {
    queries
        .producer(asked.getProducer())
        .flatMap(p -> target(p.getCallbackUrl(), p.getCallbackSecret()))
        .ifPresent(target -> ask(Question.of(asked), target));
  }

  private void take(ConsumeCheck asked) {
    queries
        .subscription(asked.getDestination(), asked.getGroup())
        .flatMap(s -> target(s.getCallbackUrl(), s.getCallbackSecret()))
        .ifPresent(target -> ask(Question.of(asked), target));
  }

  private static Optional<CallbackTarget> target(@Nullable String url, @Nullable String secret) {
    return Optional.ofNullable(url).map(u -> new CallbackTarget(u, secret == null ? "" : secret));
  }

  private void ask(Question question, CallbackTarget target) {
    if (clock.getAsLong() - question.askedAt() < AGE_MAX.toMillis()) {
      calls.ask(question, target);
    }
  }

  /** Stops reading, and ends calls that are being made, within a few seconds. Idempotent. */
  @Override
  public void close() {
    stopping.countDown();
    consumer.wakeup();
    calls.close();
    try {
      thread.join(CLOSE_TIMEOUT.plusSeconds(1).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
