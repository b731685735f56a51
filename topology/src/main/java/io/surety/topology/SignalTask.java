package io.surety.topology;

import io.surety.topology.counts.TaskCensus;
import io.surety.topology.effects.MalformedRecords;
import io.surety.topology.effects.Output;
import io.surety.topology.log.TaskLog;
import io.surety.topology.signals.Reading;
import io.surety.topology.state.MessageStore;
import io.surety.topology.state.SettledMessages;
import io.surety.topology.timers.Alarm;
import io.surety.topology.timers.DueTimers;
import io.surety.topology.timers.Resumption;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition of the coordinator, from its start to its end: reads signals, has them handled, and
 * wakes when something is due. Belongs to the stream thread.
 */
final class SignalTask {
  private static final Logger LOG = LoggerFactory.getLogger(SignalTask.class);

  /** A task that waits for nothing looks around this often, ms. */
  private static final long IDLE_MAX_MS = 30_000;

  /** While dispatches may still fail, the task looks for failures this often, ms. */
  private static final long FAILURES_EVERY_MS = 1_000;

  private final CoordinatorParts parts;
  private final ProcessorContext<byte[], byte[]> context;
  private final MessageStore store;
  private final TaskLog log;
  private final DueTimers timers = new DueTimers();
  private final TaskCensus census = new TaskCensus();
  private final Resumption resumption = new Resumption();
  private final FailedDispatches failed = new FailedDispatches();
  private final SignalReader reader;
  private final MalformedRecords malformed;
  private final SignalHandler handler;
  private final Ticker ticker;
  private final Alarm alarm;
  private final TaskProgress.Tracked progress;
  private final Set<MalformedReason> reasonsTold = EnumSet.noneOf(MalformedReason.class);
  private long failuresExpectedUntil;
  private boolean decisionsWritten;

  static SignalTask start(ProcessorContext<byte[], byte[]> context, CoordinatorParts parts) {
    CoreSettings settings = parts.settings();
    MessageStore store = new MessageStore(context, new SettledMessages(settings));
    SignalTask task = new SignalTask(context, parts, store);
    task.remember();
    return task;
  }

  private SignalTask(
      ProcessorContext<byte[], byte[]> context, CoordinatorParts parts, MessageStore store) {
    CoreSettings settings = parts.settings();
    int partition = context.taskId().partition();
    this.parts = parts;
    this.context = context;
    this.store = store;
    this.log = parts.logs().open(partition);
    this.reader = new SignalReader(parts);
    this.malformed = new MalformedRecords(settings);
    this.handler =
        new SignalHandler(
            parts,
            new SignalHandler.Task(
                store, timers, census, log, failed, this::forward, context::currentSystemTimeMs));
    this.ticker = new Ticker(handler, timers, resumption, log, settings, System::nanoTime);
    this.alarm = new Alarm(context, this::tick, settings.tickIntervalMs());
    this.progress = parts.progress().start(partition, log, census, context.currentSystemTimeMs());
  }

  /** The schedule is not logged: it is made again from the rows. */
  private void remember() {
    long now = context.currentSystemTimeMs();
    store.forEachLive(
        message -> {
          timers.set(message.id(), message.nextDue());
          census.found(message);
          resumption.found(message);
        },
        unreadable -> {
          // Found again when it is due, and set aside then.
          timers.set(unreadable, now);
          census.foundUnreadable();
        });
    census.foundAll();
    resumption.start(now);
    store.begin(now);
    LOG.info("Task {} starts with {} live messages", context.taskId(), timers.size());
    tellProgress();
    alarm.setAtLatest(now);
  }

  void process(Record<byte[], byte[]> record) {
    long now = context.currentSystemTimeMs();
    drainFailures(now);
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    long appendTime = record.timestamp();
    Reading reading = reader.read(record, origin);
    reading.fold(
        taken -> {
          handler.handle(taken, origin, appendTime);
          return true;
        },
        bad -> {
          setAside(record, origin, bad);
          return false;
        });
    log.processed(origin.topic(), origin.offset(), appendTime);
    progress.processed(origin.topic(), origin.offset());
    setAlarm(now);
  }

  private void setAside(
      Record<byte[], byte[]> record, RecordMetadata origin, Reading.Malformed bad) {
    parts.metrics().malformed(bad.reason());
    // The record itself says it again, in its topic: once a reason is enough here.
    if (reasonsTold.add(bad.reason())) {
      LOG.warn("Malformed, see topic {}: {}: {}", parts.topics().malformed(), origin, bad);
    }
    forward(malformed.of(record, origin, bad));
  }

  void close() {
    alarm.close();
    failed.close();
    parts.progress().end(context.taskId().partition(), progress);
  }

  private void tick(long now) {
    long started = System.nanoTime();
    drainFailures(now);
    int fired = ticker.tick(now);
    if (decisionsWritten) {
      // A due delivery waits for its decision to be committed and read back.
      decisionsWritten = false;
      context.commit();
    }
    parts.metrics().tick(fired, System.nanoTime() - started);
    setAlarm(now);
  }

  private void drainFailures(long now) {
    if (!failed.isEmpty()) {
      failed.drain(parts.settings().timersPerTickMax(), failure -> handler.handle(failure, now));
    }
  }

  private void forward(Output output) {
    decisionsWritten |= output.sink().equals(StoreNames.TO_CONFIRM);
    context.forward(output.record(), output.sink());
  }

  private void setAlarm(long now) {
    long first = tellProgress();
    if (handler.hasDispatched()) {
      failuresExpectedUntil = now + FailedDispatches.EXPECTED_WITHIN_MS;
    }
    long next = ticker.isDue(now) ? now : Math.min(first, now + IDLE_MAX_MS);
    alarm.setAtLatest(now < failuresExpectedUntil ? Math.min(next, now + FAILURES_EVERY_MS) : next);
  }

  /** Returns when the first message is due. */
  private long tellProgress() {
    long first = timers.first();
    progress.timers(timers.size(), first);
    census.balance(timers.size());
    return first;
  }
}
