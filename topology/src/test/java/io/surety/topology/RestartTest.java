package io.surety.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.Message;
import io.surety.topology.state.TaskStores;
import io.surety.topology.state.WriteBehindStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that starts on the rows another one has left. */
class RestartTest {
  @TempDir private Path stateDir;

  private final CoordinatorHarness before = new CoordinatorHarness();
  private final RecordingDispatcher dispatcher = new RecordingDispatcher();
  private final FakeLogs log = new FakeLogs();
  private final CoordinatorMetrics metrics = new CoordinatorMetrics();
  private MockProcessorContext<byte[], byte[]> context;
  private WriteBehindStore<Message> messages;
  private WriteBehindStore<byte[]> payloads;
  private WindowStore<String, Message> settled;
  private SignalTask task;

  @BeforeEach
  void openStores() {
    context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), stateDir.toFile());
    CoreSettings settings = CoreSettings.DEFAULT;
    messages = TaskStores.messages(settings).withLoggingDisabled().build();
    payloads = TaskStores.payloads(settings).withLoggingDisabled().build();
    settled = TaskStores.settled(settings).withLoggingDisabled().build();
    messages.init(context.getStateStoreContext(), messages);
    payloads.init(context.getStateStoreContext(), payloads);
    settled.init(context.getStateStoreContext(), settled);
  }

  @AfterEach
  void close() {
    before.close();
    messages.close();
    payloads.close();
    settled.close();
  }

  @Test
  void dispatchesAgainWhatMayNeverHaveLeft() {
    before.send("old").advance(Duration.ofSeconds(20)).send("young").send("consumed");
    before.consumed("consumed", "billing", 1).send("received").receive("received", "billing", 1);

    restartAfter(Duration.ofSeconds(3));
    wake();

    assertThat(dispatcher.requests())
        .extracting(Object::toString)
        .containsExactly("young #1 to orders for [billing]");
    assertThat(dispatcher.requests().get(0).payload()).isEqualTo("payload of young".getBytes());
  }

  @Test
  void dispatchesAgainOnlyWhenAnswersThatWaitInTheLogHaveBeenRead() {
    before.send("m1");
    log.horizon(before.now() + 1_000);

    restartAfter(Duration.ofSeconds(3));
    wake();
    assertThat(dispatcher.requests()).isEmpty();
    assertThat(log.wanted()).isGreaterThanOrEqualTo(before.now());

    log.horizon(before.now());
    wake();
    assertThat(dispatcher.requests()).hasSize(1);
  }

  @Test
  void aTimerWaitsForAnAnswerThatCameAfterItsTimeButLiesInTheLog() {
    before.send("m1").receive("m1", "billing", 1);
    // Read past the time of the timer, but not up to the start.
    log.horizon(before.now() + Duration.ofMinutes(6).toMillis());

    restartAfter(Duration.ofMinutes(10));
    wake();
    assertThat(dispatcher.requests()).isEmpty();

    log.horizon(before.now());
    wake();
    assertThat(dispatcher.requests())
        .extracting(Object::toString)
        .containsExactly("m1 #2 to orders for [billing]");
  }

  @Test
  void dispatchesAgainOnlyWithItsLease() {
    before.send("m1");
    log.lease(false);

    restartAfter(Duration.ofSeconds(3));
    wake();
    assertThat(dispatcher.requests()).isEmpty();

    log.lease(true);
    wake();
    assertThat(dispatcher.requests()).hasSize(1);
  }

  @Test
  void knowsWhenEveryMessageIsDue() {
    before.send("m1").prepare("m2").advance(Duration.ofSeconds(5));

    TaskProgress progress = restartAfter(Duration.ofSeconds(1));

    TaskProgress.Progress now = progress.of(before.now()).get(0);
    assertThat(now.live()).isEqualTo(2);
    assertThat(now.firstDue()).isEqualTo(before.progress().of(before.now()).get(0).firstDue());
  }

  @Test
  void countsWhatItFindsAsTheTaskBeforeItDid() {
    before.send("m1").prepare("m2").confirm("early").advance(Duration.ofSeconds(5));
    before.rejected("m1", "billing", 1).send("m3");

    TaskProgress progress = restartAfter(Duration.ofSeconds(1));

    assertThat(progress.census()).isEqualTo(before.progress().census());
    assertThat(progress.census().live()).isEqualTo(4);
  }

  @Test
  void startsWithARowItCannotReadAndSetsItAside() {
    before.send("m1");
    copyRows();
    rawMessages().put(Bytes.wrap("broken".getBytes()), new byte[] {1, 2, 3});

    TaskProgress progress = start(Duration.ofSeconds(40));
    wake();

    assertThat(metrics.snapshot().defects()).isEqualTo(1);
    assertThat(progress.census().unreadable()).isEqualTo(1);
    assertThat(progress.census().live()).isEqualTo(2);
    assertThat(progress.census().unaccounted()).isZero();
    assertThat(context.forwarded())
        .anyMatch(forward -> forward.childName().equals(Optional.of("to-dead-letter")));
    assertThat(dispatcher.requests()).isNotEmpty();
  }

  @Test
  void aClosedTaskIsGoneAndItsAlarmWithIt() {
    before.send("m1");
    TaskProgress progress = restartAfter(Duration.ofSeconds(1));

    task.close();

    assertThat(progress.of(before.now())).isEmpty();
    assertThat(context.scheduledPunctuators()).allMatch(CapturedPunctuator::cancelled);
  }

  private TaskProgress restartAfter(Duration pause) {
    copyRows();
    return start(pause);
  }

  private TaskProgress start(Duration pause) {
    before.advance(pause);
    context.setCurrentSystemTimeMs(before.now());
    TaskProgress progress = new TaskProgress();
    task = SignalTask.start(context, before.parts(dispatcher, log, metrics, progress));
    return progress;
  }

  private void copyRows() {
    try (KeyValueIterator<String, Message> all = before.messages().all()) {
      all.forEachRemaining(row -> messages.put(row.key, row.value));
    }
    try (KeyValueIterator<String, byte[]> all = before.payloads().all()) {
      all.forEachRemaining(row -> payloads.put(row.key, row.value));
    }
  }

  @SuppressWarnings("unchecked")
  private KeyValueStore<Bytes, byte[]> rawMessages() {
    return ((WrappedStateStore<KeyValueStore<Bytes, byte[]>, String, Message>)
            (Object) messages.wrapped())
        .wrapped();
  }

  /** Lets the alarm ring. */
  private void wake() {
    before.advance(Duration.ofMillis(100));
    context.setCurrentSystemTimeMs(before.now());
    CapturedPunctuator last =
        context.scheduledPunctuators().get(context.scheduledPunctuators().size() - 1);
    last.getPunctuator().punctuate(before.now());
  }
}
