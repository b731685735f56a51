package io.surety.bench.scale;

import io.surety.bench.kafka.Ids;
import io.surety.bench.kafka.SignalWriter;
import io.surety.bench.kafka.Signals;
import io.surety.bench.kafka.TopicReader;
import io.surety.bench.load.Payload;
import io.surety.bench.load.Trouble;
import io.surety.bench.surety.Installation;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Mode;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Messages that are all to be delivered at one instant, and the group that gets them and reports
 * them.
 */
final class DueMessages implements AutoCloseable {
  private final Installation installation;
  private final Topics topics;
  private final Ids ids;
  private final int count;
  private final long at;
  private final byte[] payload;
  private final SignalWriter writer;
  private final TopicReader reader;
  private final Trouble failure = new Trouble();
  private final BitSet seen = new BitSet();
  private final Histogram lateness = new Histogram(TimeUnit.HOURS.toMillis(1), 3);
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong duplicates = new AtomicLong();
  private volatile long lastSeenAt;

  /**
   * Writes none yet.
   *
   * @param at when they are to be delivered, epoch ms
   */
  DueMessages(Scene scene, int count, long at) {
    this.installation = scene.installation();
    this.topics = installation.topics();
    this.ids = new Ids(installation.name() + "-due");
    this.count = count;
    this.at = at;
    this.payload = Payload.ofBytes(scene.workload().payloadBytes());
    this.writer =
        new SignalWriter(
            scene.lab(),
            scene.workload(),
            installation.codec(),
            List.of(topics.prepare(), topics.receive(), topics.consume()),
            failure);
    this.reader =
        new TopicReader(
            scene.lab(), installation.destination(), Optional.empty(), this::delivered, failure);
  }

  /** Writes them all and returns when the broker has them. */
  void write() {
    for (int n = 0; n < count; n++) {
      String id = ids.of(n);
      writer.write(
          topics.prepare(),
          id,
          Signals.prepare(n, id, installation.destination(), payload)
              .setMode(Mode.SEND)
              .setDeliverAt(at)
              .build(),
          written -> {});
    }
    writer.flush();
  }

  private void delivered(ConsumerRecord<byte[], byte[]> record) {
    String id = Signals.id(record);
    if (!ids.isMine(id)) {
      return;
    }
    long now = System.currentTimeMillis();
    int n = Math.toIntExact(ids.number(id));
    if (seen.get(n)) {
      duplicates.incrementAndGet();
    } else {
      seen.set(n);
      lateness.recordValue(Math.max(0, now - at));
      lastSeenAt = now;
      delivered.incrementAndGet();
    }
    int attempt = Signals.attempt(record);
    String group = Signals.group(0);
    writer.write(topics.receive(), id, Signals.receive(id, group, attempt), written -> {});
    writer.write(topics.consume(), id, Signals.consumed(id, group, attempt), written -> {});
  }

  boolean areAllDelivered() {
    return delivered.get() >= count;
  }

  long delivered() {
    return delivered.get();
  }

  /** When the last one so far was seen, epoch ms. */
  long lastSeenAt() {
    return lastSeenAt;
  }

  /** How late they were seen, ms; only when no more come. */
  Histogram lateness() {
    return lateness;
  }

  void check(Report report, Duration patience) {
    report.require(
        reader.awaitRead(patience), "the reader of due messages did not come to the end");
    failure.first().ifPresent(report::fault);
    report.require(
        delivered.get() == count, "%,d of %,d due messages were delivered", delivered.get(), count);
    report.require(duplicates.get() == 0, "%,d duplicates of due messages", duplicates.get());
  }

  @Override
  public void close() {
    reader.close();
    writer.close();
  }
}
