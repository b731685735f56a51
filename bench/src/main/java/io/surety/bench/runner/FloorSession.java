package io.surety.bench.runner;

import io.surety.bench.kafka.GroupReader;
import io.surety.bench.kafka.Ids;
import io.surety.bench.kafka.SignalWriter;
import io.surety.bench.kafka.Signals;
import io.surety.bench.lab.Lab;
import io.surety.bench.lab.Usage;
import io.surety.bench.load.Fate;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Payload;
import io.surety.bench.load.Workload;
import io.surety.schemas.Codec;
import io.surety.schemas.Headers;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Decision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The load of {@link FloorRunner}. */
final class FloorSession implements Session {
  private final Lab lab;
  private final Ledger ledger;
  private final Workload workload;
  private final String name;
  private final Ids ids;
  private final Topics topics;
  private final String destination;
  private final byte[] payload;
  private final String everyGroup;
  private final List<GroupReader> groups = new ArrayList<>();
  private final SignalWriter producer;
  private final SignalWriter reporter;

  FloorSession(Lab lab, Workload workload, Ledger ledger) {
    this.lab = lab;
    this.workload = workload;
    this.ledger = ledger;
    this.name = lab.newName("floor");
    this.ids = new Ids(name);
    this.topics = Topics.of(name + ".");
    this.destination = name + "-destination";
    this.payload = Payload.ofBytes(workload.payloadBytes());
    this.everyGroup =
        IntStream.range(0, workload.groups())
            .mapToObj(Signals::group)
            .collect(Collectors.joining(","));
    List<String> all = new ArrayList<>(topics.signals());
    all.add(destination);
    all.forEach(topic -> lab.createTopic(topic, workload.partitions(), Map.of()));
    Codec codec = Codec.bundled();
    producer = new SignalWriter(lab, workload, codec, all, ledger::fail);
    reporter =
        new SignalWriter(
            lab, workload, codec, List.of(topics.receive(), topics.consume()), ledger::fail);
    var place = new GroupReader.Place(lab, workload, ledger, ids, topics, destination);
    for (int group = 0; group < workload.groups(); group++) {
      groups.add(new GroupReader(place, group, reporter, this::redeliver));
    }
  }

  @Override
  public void begin(long n) {
    String id = ids.of(n);
    producer.write(
        topics.prepare(),
        id,
        Signals.prepare(n, id, destination, payload).build(),
        written -> {
          ledger.prepared(n);
          decide(n, id);
        });
  }

  private void decide(long n, String id) {
    boolean isConfirmed = workload.fate(n) == Fate.CONFIRM;
    ledger.deciding(n);
    producer.write(
        topics.confirm(),
        id,
        Signals.decide(id, isConfirmed ? Decision.CONFIRM : Decision.ROLL_BACK),
        written -> {
          ledger.decided(n);
          if (isConfirmed) {
            deliver(n, 1, everyGroup);
          }
        });
  }

  private void redeliver(long n, int group) {
    deliver(n, 2, Signals.group(group));
  }

  /** As the coordinator writes it. */
  private void deliver(long n, int attempt, String to) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(destination, bytes(Signals.businessKey(n)), payload);
    record.headers().add(Headers.ID, bytes(ids.of(n)));
    record.headers().add(Headers.ATTEMPT, bytes(String.valueOf(attempt)));
    record.headers().add(Headers.GROUPS, bytes(to));
    record.headers().add(Headers.PRODUCER, bytes(Signals.PRODUCER));
    producer.write(record, written -> {});
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<Usage> usages() {
    return List.of();
  }

  @Override
  public boolean awaitRead(Duration patience) {
    return groups.stream().allMatch(group -> group.awaitRead(patience));
  }

  @Override
  public void close() {
    groups.forEach(GroupReader::close);
    producer.close();
    reporter.close();
    lab.deleteTopics(name);
  }
}
