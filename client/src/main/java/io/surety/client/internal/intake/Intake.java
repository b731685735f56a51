package io.surety.client.internal.intake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic as a member of a group, on a thread of its own, and hands the work to workers.
 *
 * <p>The thread only reads, commits and takes part in rebalances, so slow work never costs the
 * membership: while too much is open, it polls with its partitions paused. A record is committed
 * when its work and that of all records before it is done. An error is logged and tried again,
 * without an end: a consumer that silently stopped would be worse.
 *
 * <p>Thread-safe.
 */
public final class Intake {
  static final Duration CLOSE_STEP = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final Duration POLL_WHEN_IDLE = Duration.ofMillis(200);
  private static final Duration POLL_WHEN_BUSY = Duration.ofMillis(20);
  private static final Duration POLL_WHEN_FULL = Duration.ofMillis(5);
  private static final long BACKOFF_MIN_MS = 100;
  private static final long BACKOFF_MAX_MS = 10_000;

  private final String name;
  private final String topic;
  private final Consumer<byte[], byte[]> consumer;
  private final WorkSource source;
  private final Lanes lanes;
  private final Load load;
  private final Partitions partitions;
  private final Thread thread;
  private final AtomicBoolean started = new AtomicBoolean();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private long backoffMs = BACKOFF_MIN_MS;

  /**
   * @param name for logs and the thread
   * @param consumer used by the intake alone from now on, and closed by it
   * @param workers run the works; as many at a time as they have threads
   */
  public Intake(
      String name,
      String topic,
      Consumer<byte[], byte[]> consumer,
      WorkSource source,
      Executor workers,
      IntakeLimits limits) {
    this.name = name;
    this.topic = topic;
    this.consumer = consumer;
    this.source = source;
    this.lanes = new Lanes(workers);
    this.load = new Load(limits);
    this.partitions = new Partitions(name, consumer, limits);
    this.thread = new Thread(this::run, name);
  }

  /**
   * Begins to read.
   *
   * @param keepsJvmAlive whether the JVM goes on as long as it is not stopped
   */
  public void start(boolean keepsJvmAlive) {
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException(name + " was started or stopped before");
    }
    thread.setDaemon(!keepsJvmAlive);
    thread.start();
  }

  /** Begins to stop: nothing more is begun. Returns at once. */
  public void stop() {
    stopping.countDown();
    if (started.compareAndSet(false, true)) {
      close();
      stopped.countDown();
    }
  }

  /** Waits until everything that ran is done, or was abandoned after the drain timeout. */
  public void awaitStopped() throws InterruptedException {
    stopped.await();
  }

  /** False once it has stopped. */
  public boolean isRunning() {
    return stopped.getCount() > 0;
  }

  private void run() {
    try {
      consumer.subscribe(List.of(topic), partitions);
      while (stopping.getCount() > 0) {
        readOnce();
      }
      drain();
    } catch (Throwable e) {
      LOG.error("{} has stopped reading {}", name, topic, e);
      throw e;
    } finally {
      close();
      stopped.countDown();
    }
  }

  private void readOnce() {
    try {
      partitions.hold(load.isFull());
      take(consumer.poll(pollTimeout()));
      partitions.commitDue();
      backoffMs = BACKOFF_MIN_MS;
    } catch (RuntimeException e) {
      LOG.error("{} will read {} again in {} ms", name, topic, backoffMs, e);
      pause();
    }
  }

  private Duration pollTimeout() {
    if (load.isFull()) {
      return POLL_WHEN_FULL;
    }
    return load.isEmpty() ? POLL_WHEN_IDLE : POLL_WHEN_BUSY;
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    RuntimeException failure = null;
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        try {
          take(record, partitions.progress(partition));
        } catch (RuntimeException e) {
          consumer.seek(partition, record.offset());
          failure = e;
          break;
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Progress progress) {
    Optional<Work> found = source.workFor(record);
    if (found.isEmpty()) {
      progress.skip(record.offset());
      return;
    }
    Work work = found.get();
    long size = Math.max(0, record.serializedValueSize());
    load.add(size);
    Progress.Slot slot =
        progress.read(
            record.offset(),
            () -> {
              load.remove(size);
              work.drop();
            });
    lanes.add(work.lane(), () -> work(work, progress, slot, size));
  }

  /** Completed when the next work of the lane may begin. */
  private CompletableFuture<?> work(Work work, Progress progress, Progress.Slot slot, long size) {
    // The reading thread drops what has not begun, but takes a moment to see that it is to stop.
    if (stopping.getCount() == 0 || !progress.begin(slot)) {
      return CompletableFuture.completedFuture(null);
    }
    Work.Course course = run(work, progress);
    course
        .committable()
        .whenComplete(
            (done, failure) -> {
              load.remove(size);
              progress.end(slot, failure == null);
            });
    return course.ended();
  }

  private Work.Course run(Work work, Progress progress) {
    try {
      return work.run(progress::isAbandoned);
    } catch (RuntimeException | Error e) {
      LOG.error("{} passes over a record whose work failed in a way it should not", name, e);
      return Work.Course.done();
    }
  }

  private void pause() {
    try {
      stopping.await(backoffMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody but the JVM's end interrupts this thread: go and close.
      stopping.countDown();
    }
    backoffMs = Math.min(BACKOFF_MAX_MS, 2 * backoffMs);
  }

  /** Keeps the membership while what runs comes to its end. */
  private void drain() {
    partitions.drain();
    try {
      while (!partitions.isDrained()) {
        partitions.hold(true);
        consumer.poll(POLL_WHEN_BUSY);
        partitions.commitDue();
      }
    } catch (RuntimeException e) {
      LOG.warn("{} stops without waiting for what runs: {}", name, e.getMessage());
    }
    if (!partitions.isQuiet()) {
      LOG.warn("{} stops while a handler runs: its message will be read again", name);
      partitions.abandon();
    }
    partitions.commitNow();
  }

  // The successor of close(Duration) is not there in Kafka 3.9.
  @SuppressWarnings("deprecation")
  private void close() {
    try {
      consumer.close(CLOSE_STEP);
    } catch (RuntimeException e) {
      LOG.warn("{} could not leave its group: {}", name, e.getMessage());
    }
  }
}
