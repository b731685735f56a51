package io.surety.client.internal.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.support.Broker;
import io.surety.client.support.Installation;
import io.surety.client.support.Logs;
import io.surety.client.support.Patience;
import io.surety.client.support.Writer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an intake does when those it works for misbehave. */
class IntakeTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Installation installation = Installation.withoutTopics(Broker.shared());
  private final List<String> done = new CopyOnWriteArrayList<>();
  private WorkerPool workers;
  private String topic;

  @BeforeEach
  void create() {
    topic = installation.destination("intake" + NUMBER.incrementAndGet(), 1);
    workers = new WorkerPool("intake-test", 1);
    try (Writer writer = installation.writer()) {
      for (String value : List.of("a", "b", "c")) {
        writer.write(new ProducerRecord<>(topic, value.getBytes(UTF_8)));
      }
    }
  }

  @AfterEach
  void stop() {
    workers.shutdownNow();
  }

  @Test
  void aRecordThatCannotBeJudgedNowIsReadAgainAndNothingIsSkipped() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    WorkSource source =
        record -> {
          if (text(record).equals("b") && failures.incrementAndGet() <= 2) {
            throw new IllegalStateException("the registry is away");
          }
          return Optional.of(work(record, text -> CompletableFuture.completedFuture(null)));
        };

    Intake intake = start(source, IntakeLimits.defaults(Duration.ofSeconds(30)));
    Patience.await("done").until(() -> done.size() == 3);
    stop(intake);

    assertThat(done).containsExactly("a", "b", "c");
    assertThat(committed()).isEqualTo(3);
  }

  @Test
  void workThatFailsWhereItMustNotIsLoggedAndPassedOver() throws Exception {
    try (Logs logs = new Logs()) {
      WorkSource source =
          record ->
              Optional.of(
                  work(
                      record,
                      text -> {
                        if (text.equals("b")) {
                          throw new IllegalStateException("a defect");
                        }
                        return CompletableFuture.completedFuture(null);
                      }));

      Intake intake = start(source, IntakeLimits.defaults(Duration.ofSeconds(30)));
      Patience.await("done").until(() -> done.size() == 3);
      stop(intake);

      assertThat(committed()).isEqualTo(3);
      assertThat(logs.lines())
          .anyMatch(line -> line.startsWith("ERROR") && line.contains("failed"));
    }
  }

  @Test
  void whatMustBeReadAgainIsNotCommitted() throws Exception {
    WorkSource source =
        record ->
            Optional.of(
                work(
                    record,
                    text ->
                        text.equals("b")
                            ? CompletableFuture.failedFuture(new IllegalStateException("closed"))
                            : CompletableFuture.completedFuture(null)));

    Intake intake = start(source, IntakeLimits.defaults(Duration.ofSeconds(30)));
    Patience.await("done").until(() -> done.size() == 3);
    stop(intake);

    assertThat(committed()).isEqualTo(1);
  }

  @Test
  void readsNoFurtherThanTheGapBehindASlowRecord() throws Exception {
    CompletableFuture<Void> slow = new CompletableFuture<>();
    WorkSource source =
        record ->
            Optional.of(
                work(
                    record,
                    text -> text.equals("a") ? slow : CompletableFuture.completedFuture(null)));

    Intake intake =
        start(
            source,
            new IntakeLimits(100, 100, 2, Duration.ofMillis(1), Duration.ofSeconds(30)),
            Map.of("max.poll.records", 1));
    Patience.await("done").until(() -> done.size() == 2);
    assertThat(done).containsExactly("a", "b");
    slow.complete(null);
    Patience.await("done").until(() -> done.size() == 3);
    stop(intake);

    assertThat(committed()).isEqualTo(3);
  }

  @Test
  void stoppingBeforeTheStartClosesTheConsumer() throws Exception {
    KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of());
    Intake intake =
        new Intake(
            "unstarted",
            topic,
            consumer,
            record -> Optional.empty(),
            workers,
            IntakeLimits.defaults(Duration.ofSeconds(30)));

    stop(intake);

    assertThat(intake.isRunning()).isFalse();
    assertThatThrownBy(() -> consumer.subscribe(List.of(topic)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> intake.start(false)).isInstanceOf(IllegalStateException.class);
  }

  private Work work(
      ConsumerRecord<byte[], byte[]> record, Function<String, CompletableFuture<Void>> run) {
    return new Work() {
      @Override
      public Object lane() {
        return text(record);
      }

      @Override
      public Course run(Abandoned abandoned) {
        done.add(text(record));
        return Course.ended(run.apply(text(record)));
      }

      @Override
      public void drop() {
        done.add("dropped " + text(record));
      }
    };
  }

  private Intake start(WorkSource source, IntakeLimits limits) {
    return start(source, limits, Map.of());
  }

  private Intake start(WorkSource source, IntakeLimits limits, Map<String, Object> more) {
    Intake intake = new Intake("intake-test", topic, consumer(more), source, workers, limits);
    intake.start(false);
    return intake;
  }

  private static void stop(Intake intake) throws InterruptedException {
    intake.stop();
    intake.awaitStopped();
  }

  private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(installation.broker().clientConfig());
    config.put("group.id", topic);
    config.put("auto.offset.reset", "earliest");
    config.put("enable.auto.commit", false);
    config.putAll(more);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private long committed() throws Exception {
    try (var admin = installation.admin()) {
      return admin
          .listConsumerGroupOffsets(topic)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .iterator()
          .next()
          .offset();
    }
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }
}
