package io.surety.bench.runner;

import io.surety.bench.kafka.GroupReader;
import io.surety.bench.kafka.Ids;
import io.surety.bench.kafka.SignalWriter;
import io.surety.bench.kafka.Signals;
import io.surety.bench.kafka.TopicReader;
import io.surety.bench.lab.Lab;
import io.surety.bench.lab.Usage;
import io.surety.bench.load.Fate;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Payload;
import io.surety.bench.load.Workload;
import io.surety.bench.surety.Installation;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.Prepare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The load on an installation of Surety: a producer that prepares and decides and answers when it
 * is asked, groups that report, and a reader of the archive, which has what is completed.
 */
public final class SuretySession implements Session {
  private final Installation installation;
  private final Workload workload;
  private final Ledger ledger;
  private final Ids ids;
  private final Topics topics;
  private final byte[] payload;
  private final List<GroupReader> groups = new ArrayList<>();
  private final List<TopicReader> readers = new ArrayList<>();
  private final SignalWriter producer;
  private final SignalWriter reporter;

  /**
   * Load on an installation that runs. It belongs to the session from now on.
   *
   * @param ids other loads of the installation have others
   */
  public SuretySession(
      Lab lab, Installation installation, Workload workload, Ledger ledger, Ids ids) {
    this.installation = installation;
    this.workload = workload;
    this.ledger = ledger;
    this.ids = ids;
    this.topics = installation.topics();
    this.payload = Payload.ofBytes(workload.payloadBytes());
    producer =
        new SignalWriter(
            lab,
            workload,
            installation.codec(),
            List.of(topics.prepare(), topics.confirm()),
            ledger::fail);
    reporter =
        new SignalWriter(
            lab,
            workload,
            installation.codec(),
            List.of(topics.receive(), topics.consume()),
            ledger::fail);
    var place =
        new GroupReader.Place(lab, workload, ledger, ids, topics, installation.destination());
    for (int group = 0; group < workload.groups(); group++) {
      groups.add(new GroupReader(place, group, reporter, (n, failed) -> {}));
    }
    readers.add(
        new TopicReader(lab, topics.archive(), Optional.empty(), this::archived, ledger::fail));
    readers.add(
        new TopicReader(lab, topics.checkBack(), Optional.empty(), this::asked, ledger::fail));
    readers.add(
        new TopicReader(lab, topics.deadLetter(), Optional.empty(), this::dead, ledger::fail));
  }

  /** Servers that share the work, and load on them. */
  static SuretySession start(Lab lab, Workload workload, Ledger ledger, int instances) {
    Installation installation = new Installation(lab, workload, "surety", Map.of());
    try {
      for (int i = 1; i <= instances; i++) {
        installation.start(i == 1 ? "coordinator" : "coordinator-" + i);
      }
      installation.register();
      return new SuretySession(lab, installation, workload, ledger, new Ids(installation.name()));
    } catch (RuntimeException e) {
      installation.close();
      throw e;
    }
  }

  // ------------------------------------------------------------------ the producer

  @Override
  public void begin(long n) {
    String id = ids.of(n);
    Prepare.Builder prepare = Signals.prepare(n, id, installation.destination(), payload);
    if (workload.fate(n) == Fate.LOST_CONFIRM) {
      prepare.setCheckBackAfterMs(Workload.CHECK_BACK_AFTER.toMillis());
    }
    producer.write(
        topics.prepare(),
        id,
        prepare.build(),
        written -> {
          ledger.prepared(n);
          decide(n, id);
        });
  }

  private void decide(long n, String id) {
    if (workload.fate(n) == Fate.LOST_CONFIRM) {
      return;
    }
    ledger.deciding(n);
    producer.write(
        topics.confirm(), id, Signals.decide(id, decision(n)), written -> ledger.decided(n));
  }

  private Decision decision(long n) {
    return workload.fate(n) == Fate.ROLL_BACK ? Decision.ROLL_BACK : Decision.CONFIRM;
  }

  /** Under load a confirm may be read so late that the producer is asked all the same. */
  private void asked(ConsumerRecord<byte[], byte[]> record) {
    CheckBack question = decode(CheckBack.class, record);
    if (!ids.isMine(question.getMessageId())) {
      return;
    }
    long n = ids.number(question.getMessageId());
    if (workload.fate(n) == Fate.LOST_CONFIRM && question.getAttempt() == 1) {
      long due = question.getPreparedAt() + Workload.CHECK_BACK_AFTER.toMillis();
      ledger.timerFired(System.currentTimeMillis() - due);
    }
    producer.write(
        topics.confirm(),
        question.getMessageId(),
        Signals.answer(question, decision(n)),
        written -> {});
  }

  // ------------------------------------------------------------------ the end

  private void archived(ConsumerRecord<byte[], byte[]> record) {
    Archive archive = decode(Archive.class, record);
    String id = archive.getMessageId();
    if (!ids.isMine(id)) {
      return;
    }
    long n = ids.number(id);
    Fate fate = workload.fate(n);
    String wanted = fate == Fate.ROLL_BACK ? "ROLLED_BACK" : "COMPLETED";
    if (!archive.getStatus().equals(wanted)) {
      ledger.fail(id + " was to end as " + wanted + ", was " + archive.getStatus());
    } else if (fate == Fate.LOST_CONFIRM && !"CHECK_BACK".equals(archive.getDecisionSource())) {
      ledger.fail(id + " was to be decided by CHECK_BACK, was by " + archive.getDecisionSource());
    }
    ledger.completed(n);
  }

  private void dead(ConsumerRecord<byte[], byte[]> record) {
    ledger.fail("there is a dead letter, at offset " + record.offset());
  }

  private <T extends SpecificRecord> T decode(
      Class<T> type, ConsumerRecord<byte[], byte[]> record) {
    return installation
        .codec()
        .decode(type, record.value())
        .value()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no "
                        + type.getSimpleName()
                        + " at "
                        + record.topic()
                        + ", "
                        + record.offset()));
  }

  @Override
  public List<Usage> usages() {
    return installation.usages();
  }

  @Override
  public boolean awaitRead(Duration patience) {
    return groups.stream().allMatch(group -> group.awaitRead(patience))
        && readers.stream().allMatch(reader -> reader.awaitRead(patience));
  }

  /** Ends the load, and not the installation. */
  public void stop() {
    groups.forEach(GroupReader::close);
    readers.forEach(TopicReader::close);
    producer.close();
    reporter.close();
  }

  @Override
  public void close() {
    stop();
    installation.close();
  }
}
