package io.surety.bench.scale;

import io.surety.bench.kafka.Ids;
import io.surety.bench.kafka.SignalWriter;
import io.surety.bench.kafka.Signals;
import io.surety.bench.kafka.TopicReader;
import io.surety.bench.load.Trouble;
import io.surety.bench.surety.Installation;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Mode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/** A message to each partition, to see when each makes progress. */
final class Probes implements AutoCloseable {
  private final Installation installation;
  private final Topics topics;
  private final Ids ids;
  private final int partitions;
  private final SignalWriter writer;
  private final TopicReader reader;
  private final Trouble failure = new Trouble();
  private final Map<Integer, Long> seenAt = new ConcurrentHashMap<>();
  private final Set<Long> seen = ConcurrentHashMap.newKeySet();
  private final AtomicLong duplicates = new AtomicLong();

  Probes(Scene scene, int round) {
    this.installation = scene.installation();
    this.topics = installation.topics();
    this.ids = new Ids(installation.name() + "-probe-" + round);
    this.partitions = scene.workload().partitions();
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

  /** Writes one to every partition. */
  void write() {
    boolean[] written = new boolean[partitions];
    int missing = partitions;
    for (long n = 0; missing > 0; n++) {
      String id = ids.of(n);
      int partition = partitionOf(id);
      if (!written[partition]) {
        written[partition] = true;
        missing--;
        writer.write(
            topics.prepare(),
            id,
            Signals.prepare(n, id, installation.destination(), new byte[] {1})
                .setMode(Mode.SEND)
                .build(),
            acknowledged -> {});
      }
    }
    writer.flush();
  }

  /** As Kafka's default partitioner sees it. */
  private int partitionOf(String id) {
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private void delivered(ConsumerRecord<byte[], byte[]> record) {
    String id = Signals.id(record);
    if (!ids.isMine(id)) {
      return;
    }
    // A crash between a dispatch and its commit repeats it: allowed, and not what is probed.
    if (seen.add(ids.number(id))) {
      seenAt.put(partitionOf(id), System.nanoTime());
    } else {
      duplicates.incrementAndGet();
    }
    int attempt = Signals.attempt(record);
    String group = Signals.group(0);
    writer.write(topics.receive(), id, Signals.receive(id, group, attempt), written -> {});
    writer.write(topics.consume(), id, Signals.consumed(id, group, attempt), written -> {});
  }

  boolean areAllDelivered() {
    return seenAt.size() == partitions;
  }

  /** From then to the first and to the last partition's progress. */
  Duration first(long nanoTime) {
    return Duration.ofNanos(
        seenAt.values().stream().mapToLong(Long::longValue).min().orElse(nanoTime) - nanoTime);
  }

  Duration last(long nanoTime) {
    return Duration.ofNanos(
        seenAt.values().stream().mapToLong(Long::longValue).max().orElse(nanoTime) - nanoTime);
  }

  void check(Report report, Duration patience) {
    report.require(reader.awaitRead(patience), "the reader of probes did not come to the end");
    failure.first().ifPresent(report::fault);
    report.require(
        areAllDelivered(), "%d of %d partitions made progress", seenAt.size(), partitions);
    report.require(duplicates.get() == 0, "%,d duplicates of probes", duplicates.get());
  }

  @Override
  public void close() {
    reader.close();
    writer.close();
  }
}
