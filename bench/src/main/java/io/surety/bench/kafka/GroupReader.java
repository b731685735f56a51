package io.surety.bench.kafka;

import io.surety.bench.lab.Lab;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import io.surety.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A consumer group of the load: reads a destination and reports each message as received and
 * consumed, or as failed where the workload says so, to the topics of those signals.
 */
public final class GroupReader implements AutoCloseable {
  private final int group;
  private final String name;
  private final Ids ids;
  private final Topics topics;
  private final Workload workload;
  private final Ledger ledger;
  private final SignalWriter writer;
  private final OnFailed onFailed;
  private final Map<Long, Long> failedAt = new ConcurrentHashMap<>();
  private final TopicReader reader;

  /** What else is done when a failure is acknowledged. */
  @FunctionalInterface
  public interface OnFailed {
    /** A group has reported the failure of an attempt at a message. */
    void failed(long n, int group);
  }

  /** What a group reads, and where it reports to. */
  public record Place(
      Lab lab, Workload workload, Ledger ledger, Ids ids, Topics topics, String destination) {}

  /**
   * Begins at once.
   *
   * @param group from 0
   */
  public GroupReader(Place place, int group, SignalWriter writer, OnFailed onFailed) {
    this.group = group;
    this.name = Signals.group(group);
    this.ids = place.ids();
    this.topics = place.topics();
    this.workload = place.workload();
    this.ledger = place.ledger();
    this.writer = writer;
    this.onFailed = onFailed;
    this.reader =
        new TopicReader(
            place.lab(),
            place.destination(),
            Optional.of(place.destination() + "-" + name),
            this::delivered,
            place.ledger()::fail);
  }

  private void delivered(ConsumerRecord<byte[], byte[]> record) {
    String id = Signals.id(record);
    if (!ids.isMine(id) || !Signals.isFor(record, name)) {
      return;
    }
    long n = ids.number(id);
    int attempt = Signals.attempt(record);
    ledger.delivered(n, group, attempt);
    if (attempt > 1) {
      tellLateness(n);
    }
    if (attempt == 1 && workload.failsFirst(n, group)) {
      writer.write(topics.receive(), id, Signals.receive(id, name, attempt), written -> {});
      writer.write(
          topics.consume(), id, Signals.failed(id, name, attempt), written -> failed(n, written));
    } else {
      Consumer<RecordMetadata> both = whenBoth(n);
      writer.write(topics.receive(), id, Signals.receive(id, name, attempt), both);
      writer.write(topics.consume(), id, Signals.consumed(id, name, attempt), both);
    }
  }

  /** They are in two topics, so either may be acknowledged first. */
  private Consumer<RecordMetadata> whenBoth(long n) {
    AtomicInteger missing = new AtomicInteger(2);
    return written -> {
      if (missing.decrementAndGet() == 0) {
        ledger.reported(n, group);
      }
    };
  }

  private void failed(long n, RecordMetadata written) {
    failedAt.put(n, written.timestamp());
    onFailed.failed(n, group);
  }

  private void tellLateness(long n) {
    Long at = failedAt.remove(n);
    if (at != null) {
      long due = at + Workload.REDELIVERED_AFTER.toMillis();
      ledger.timerFired(System.currentTimeMillis() - due);
    }
  }

  /** Returns when all that was delivered when this was called is told to the ledger. */
  public boolean awaitRead(Duration patience) {
    return reader.awaitRead(patience);
  }

  @Override
  public void close() {
    reader.close();
  }
}
