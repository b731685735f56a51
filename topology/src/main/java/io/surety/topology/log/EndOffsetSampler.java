package io.surety.topology.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers where partitions end, when somebody wants to know, on a thread of its own. The
 * end is the high watermark, so it counts records of open transactions, too. Thread-safe.
 */
public final class EndOffsetSampler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EndOffsetSampler.class);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  /** Somebody who wants to know. Called from the sampler's thread. */
  public interface Reader {
    /** The partitions whose end is wanted now; empty costs nothing. */
    Set<TopicPartition> wanted();

    /**
     * The answer for one of them.
     *
     * @param time taken before the brokers were asked, epoch ms
     * @param end what was appended before {@code time} has smaller offsets
     */
    void sampled(TopicPartition partition, long time, long end);
  }

  private final Admin admin;
  private final LongSupplier clock;
  private final List<Reader> readers = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread sampler = new Thread(work, "surety-end-offsets");
            sampler.setDaemon(true);
            return sampler;
          });
  private boolean answered = true;

  /**
   * A sampler that has not started.
   *
   * @param admin stays the caller's
   * @param clock epoch ms
   */
  public EndOffsetSampler(Admin admin, LongSupplier clock) {
    this.admin = admin;
    this.clock = clock;
  }

  /** Looks for what this reader wants, too. */
  public void add(Reader reader) {
    readers.add(reader);
  }

  /** Looks every so often, 100 ms in a coordinator, for what is wanted. */
  public void start(Duration interval) {
    long every = interval.toMillis();
    var unused =
        thread.scheduleWithFixedDelay(this::sampleAndGoOn, every, every, TimeUnit.MILLISECONDS);
  }

  /** Stops; waits for nothing. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  // A failed look must not be the last one: an executor gives up a task that throws.
  private void sampleAndGoOn() {
    try {
      sample();
    } catch (RuntimeException e) {
      unknown("the ends of partitions are not known", e);
    }
  }

  void sample() {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    readers.forEach(r -> r.wanted().forEach(tp -> wanted.put(tp, OffsetSpec.latest())));
    if (wanted.isEmpty()) {
      return;
    }
    long time = clock.getAsLong();
    ListOffsetsOptions options =
        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)
            .timeoutMs((int) ANSWER_MAX.toMillis());
    ListOffsetsResult ends = admin.listOffsets(wanted, options);
    wanted.keySet().forEach(partition -> tell(partition, time, ends));
  }

  private void tell(TopicPartition partition, long time, ListOffsetsResult ends) {
    try {
      ListOffsetsResultInfo end =
          ends.partitionResult(partition).get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
      readers.forEach(reader -> reader.sampled(partition, time, end.offset()));
      answered = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      unknown("the end of " + partition + " is not known", e);
    }
  }

  // It is asked again; once is enough to say so.
  private void unknown(String what, Exception e) {
    if (answered) {
      LOG.warn("Timers wait while {}: {}", what, e.toString());
    }
    answered = false;
  }
}
