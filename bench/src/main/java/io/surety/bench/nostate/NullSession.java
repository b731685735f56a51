package io.surety.bench.nostate;

import io.surety.bench.kafka.GroupReader;
import io.surety.bench.kafka.Ids;
import io.surety.bench.kafka.SignalWriter;
import io.surety.bench.kafka.Signals;
import io.surety.bench.kafka.TopicReader;
import io.surety.bench.lab.Lab;
import io.surety.bench.lab.LabException;
import io.surety.bench.lab.Program;
import io.surety.bench.lab.Usage;
import io.surety.bench.load.Fate;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Payload;
import io.surety.bench.load.Workload;
import io.surety.bench.runner.Session;
import io.surety.schemas.Codec;
import io.surety.schemas.Topics;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The load on a {@link NullCoordinatorMain}. */
final class NullSession implements Session {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** What an archive record of Surety has beside the payload, about. */
  private static final int ARCHIVE_BYTES = 144;

  private static final byte[] NO_PAYLOAD = new byte[0];

  private final Lab lab;
  private final Workload workload;
  private final Ledger ledger;
  private final String name;
  private final Ids ids;
  private final Topics topics;
  private final String destination;
  private final byte[] payload;
  private final Program coordinator;
  private final List<GroupReader> groups = new ArrayList<>();
  private final TopicReader archive;
  private final SignalWriter producer;
  private final SignalWriter reporter;

  NullSession(Lab lab, Workload workload, Ledger ledger) {
    this.lab = lab;
    this.workload = workload;
    this.ledger = ledger;
    this.name = lab.newName("null");
    this.ids = new Ids(name);
    this.topics = Topics.of(name + ".");
    this.destination = name + "-destination";
    this.payload = Payload.ofBytes(workload.payloadBytes());
    List<String> all = new ArrayList<>(topics.signals());
    all.add(destination);
    all.add(topics.archive());
    all.forEach(topic -> lab.createTopic(topic, workload.partitions(), Map.of()));
    Codec codec = Codec.bundled();
    producer =
        new SignalWriter(
            lab, workload, codec, List.of(topics.prepare(), topics.confirm()), ledger::fail);
    reporter =
        new SignalWriter(
            lab, workload, codec, List.of(topics.receive(), topics.consume()), ledger::fail);
    coordinator = startCoordinator();
    var place = new GroupReader.Place(lab, workload, ledger, ids, topics, destination);
    for (int group = 0; group < workload.groups(); group++) {
      groups.add(new GroupReader(place, group, reporter, (n, failed) -> {}));
    }
    archive =
        new TopicReader(lab, topics.archive(), Optional.empty(), this::archived, ledger::fail);
  }

  private Program startCoordinator() {
    Path directory = lab.directory(name);
    Path file = directory.resolve("null.properties");
    try {
      Files.createDirectories(directory);
      try (Writer writer = Files.newBufferedWriter(file)) {
        settings(directory).store(writer, null);
      }
    } catch (IOException e) {
      throw new LabException("cannot write " + file, e);
    }
    Program program =
        Program.java(
            "coordinator",
            directory,
            lab.settings().coordinator(),
            NullCoordinatorMain.class,
            List.of(file.toString()));
    try {
      program.awaitLine("READY", PATIENCE);
      return program;
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  /** What Surety gives to Kafka Streams, as far as it matters without state. */
  private Properties settings(Path directory) {
    Map<String, String> surety = lab.settings().coordinatorSettings();
    Properties all = new Properties();
    lab.client().forEach((key, value) -> all.put(key, value.toString()));
    all.put("application.id", name);
    all.put("state.dir", directory.resolve("state").toString());
    all.put("processing.guarantee", "exactly_once_v2");
    all.put("num.stream.threads", surety.getOrDefault("surety.stream.threads", "2"));
    all.put("commit.interval.ms", surety.getOrDefault("surety.commit.interval.ms", "200"));
    all.put("replication.factor", "1");
    all.put("producer.batch.size", "65536");
    all.put("producer.compression.type", "lz4");
    all.put("producer.linger.ms", "50");
    all.put("consumer.auto.offset.reset", "earliest");
    all.put(NullCoordinatorMain.PREFIX, topics.prefix());
    all.put(NullCoordinatorMain.DESTINATION, destination);
    all.put(
        NullCoordinatorMain.GROUPS,
        IntStream.range(0, workload.groups())
            .mapToObj(Signals::group)
            .collect(Collectors.joining(",")));
    all.put(
        NullCoordinatorMain.ARCHIVE_BYTES, String.valueOf(workload.payloadBytes() + ARCHIVE_BYTES));
    return all;
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
    ledger.deciding(n);
    producer.write(
        new ProducerRecord<>(
            topics.confirm(),
            id.getBytes(StandardCharsets.UTF_8),
            workload.fate(n) == Fate.CONFIRM ? payload : NO_PAYLOAD),
        written -> ledger.decided(n));
  }

  private void archived(ConsumerRecord<byte[], byte[]> record) {
    ledger.completed(ids.number(new String(record.key(), StandardCharsets.UTF_8)));
  }

  @Override
  public List<Usage> usages() {
    return List.of(coordinator.usage());
  }

  @Override
  public boolean awaitRead(Duration patience) {
    return groups.stream().allMatch(group -> group.awaitRead(patience))
        && archive.awaitRead(patience);
  }

  @Override
  public void close() {
    groups.forEach(GroupReader::close);
    archive.close();
    producer.close();
    reporter.close();
    coordinator.close();
    lab.deleteTopics(name);
  }
}
