package io.surety.acceptance.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.Traffic;
import io.surety.acceptance.harness.World;
import io.surety.connectors.postgres.EmbeddedPostgres;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import io.surety.topology.Coordinator;
import io.surety.topology.MessageView;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Every message that finished is in the database, once and as it was, whatever happened to the
 * worker and the database meanwhile. How much of it is run: see {@link Scale}.
 */
class ArchiveDatabaseTest {
  private static final long SEED = 20261125;

  private final Scale scale = Scale.asked();

  @Test
  void theDatabaseHasEveryFinishedMessageOnce() throws Exception {
    try (World world = World.on(Brokers.shared(), "archive-database")) {
      Coordinator coordinator = world.start();
      ArchiveSink sink = world.with(new ArchiveSink(world));
      String orders = world.busyDestination("orders");
      world.awaitRegistered();
      ArchiveLog archive = world.archive(value -> Poison.passedOver(world.codec(), value));
      world.groups(orders, Traffic.scripts());
      world.answers(Traffic::verdict);
      Traffic traffic = new Traffic(orders, SEED, scale.messages());
      Traffic.Run run = traffic.run(world.signals(), archive, 2_000);

      int parts = 2 * scale.kills() + 2;
      for (int part = 1; part <= parts; part++) {
        untilFinished(run, archive, (int) ((long) scale.messages() * part / parts));
        poison(world, part, parts);
        if (part == parts / 2) {
          outage(sink.postgres());
        } else if (part % 2 == 1 && part < parts) {
          sink.kill();
        }
      }
      List<String> redriven = redrive(world, archive, traffic);

      TreeMap<String, Archive> finished = finished(world);
      assertThat(finished).hasSize(scale.messages());
      awaitRows(sink.postgres(), finished);
      long dead = deadLetters(world, sink);
      compare(sink.postgres(), coordinator, finished, redriven);
      System.out.println(
          counts(sink.postgres(), finished.size(), dead, redriven.size(), records(world)));
      if (scale.isMeasured()) {
        new SinkRate(sink).measure();
      }
    }
  }

  private static void untilFinished(Traffic.Run run, ArchiveLog archive, int count) {
    // In steps, because patience is for a step.
    for (int step = archive.size(); step < count; step = archive.size()) {
      run.untilFinished(Math.min(count, step + 5_000));
    }
  }

  private void poison(World world, int part, int parts) {
    for (int i = scale.poison() * (part - 1) / parts; i < scale.poison() * part / parts; i++) {
      byte[] key = ("poison-" + i).getBytes(StandardCharsets.UTF_8);
      World.get(
          world
              .signals()
              .write(new ProducerRecord<>(world.topics().archive(), key, Poison.value(i))));
    }
  }

  /** The coordinator, and those who use it, go on meanwhile. */
  private void outage(EmbeddedPostgres postgres) {
    long until = System.nanoTime() + scale.outage().toNanos();
    postgres.stop();
    Awaitility.await()
        .atMost(scale.outage().multipliedBy(2))
        .until(() -> System.nanoTime() > until);
    postgres.restart();
  }

  /** Sends some dead letters again, which end as they did before: a later revision of each. */
  private List<String> redrive(World world, ArchiveLog archive, Traffic traffic) {
    List<String> rejected =
        traffic.ids().stream()
            .filter(id -> Traffic.Kind.of(id) == Traffic.Kind.REJECTED)
            .limit(20)
            .toList();
    for (String id : rejected) {
      world
          .signals()
          .write(
              Decide.newBuilder()
                  .setMessageId(id)
                  .setDecision(Decision.REDRIVE)
                  .setSource(DecisionSource.OPERATOR)
                  .setGroup(Traffic.BILLING)
                  .build());
    }
    for (String id : rejected) {
      World.eventually(() -> assertThat(archive.await(id).getRevision()).isEqualTo(2));
    }
    return rejected;
  }

  /** The latest committed record of each message; what is poison is passed over. */
  private static TreeMap<String, Archive> finished(World world) {
    TreeMap<String, Archive> latest = new TreeMap<>();
    world
        .committed(world.topics().archive())
        .forEach(
            record ->
                Poison.passedOver(world.codec(), record.value())
                    .ifPresent(
                        archive ->
                            latest.merge(
                                archive.getMessageId(),
                                archive,
                                (a, b) -> a.getRevision() > b.getRevision() ? a : b)));
    return latest;
  }

  private static long records(World world) {
    return world.committed(world.topics().archive()).size();
  }

  private static void awaitRows(EmbeddedPostgres postgres, Map<String, Archive> finished)
      throws SQLException {
    long revisions = finished.values().stream().mapToLong(Archive::getRevision).sum();
    Awaitility.await()
        .atMost(World.PATIENCE.multipliedBy(4))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        number(postgres, "SELECT coalesce(sum(revision), 0) FROM message_archive"))
                    .isEqualTo(revisions));
    assertThat(number(postgres, "SELECT count(*) FROM message_archive")).isEqualTo(finished.size());
    assertThat(number(postgres, "SELECT count(DISTINCT message_id) FROM message_archive"))
        .isEqualTo(finished.size());
    assertThat(number(postgres, "SELECT count(*) FROM delivery_archive"))
        .isEqualTo(finished.values().stream().mapToLong(a -> a.getDeliveries().size()).sum());
  }

  /**
   * Each poison record is there as it was, and nothing else. A worker that was killed reads again
   * what it had not committed, and so it may be there more than once.
   */
  private long deadLetters(World world, ArchiveSink sink) {
    Map<String, byte[]> wanted = new TreeMap<>();
    for (int i = 0; i < scale.poison(); i++) {
      wanted.put("poison-" + i, Poison.value(i));
    }
    World.eventually(
        () ->
            assertThat(
                    world.committed(sink.deadLetterTopic()).stream()
                        .map(record -> new String(record.key(), StandardCharsets.UTF_8)))
                .containsAll(wanted.keySet()));
    var all = world.committed(sink.deadLetterTopic());
    assertThat(all)
        .allSatisfy(
            record ->
                assertThat(record.value())
                    .isEqualTo(wanted.get(new String(record.key(), StandardCharsets.UTF_8))));
    return all.size();
  }

  private void compare(
      EmbeddedPostgres postgres,
      Coordinator coordinator,
      TreeMap<String, Archive> finished,
      List<String> always)
      throws SQLException {
    List<String> sample = new ArrayList<>(finished.keySet());
    Collections.shuffle(sample, new Random(SEED));
    sample = new ArrayList<>(sample.subList(0, scale.sample() - always.size()));
    sample.addAll(always);
    try (Connection connection = postgres.connect()) {
      for (String id : sample) {
        Archive record = finished.get(id);
        assertThat(ArchivedRow.read(connection, id)).as(id).isEqualTo(ArchivedRow.of(record));
        assertThat(answer(coordinator, id))
            .as(id)
            .isEqualTo(
                record.getStatus() + " " + record.getFinishedAt() + " " + record.getRevision());
      }
    }
  }

  /** What the coordinator itself remembers of a message. */
  private static String answer(Coordinator coordinator, String id) {
    MessageView view =
        coordinator
            .queries()
            .get(id)
            .fold(
                found -> found,
                () -> {
                  throw new AssertionError(id + " is unknown");
                },
                elsewhere -> {
                  throw new AssertionError(id + " is elsewhere");
                },
                moving -> {
                  throw new AssertionError(id + " is moving");
                });
    return view.message().status()
        + " "
        + view.message().settledAt()
        + " "
        + view.message().revision();
  }

  private String counts(
      EmbeddedPostgres postgres, long finished, long dead, int redriven, long records)
      throws SQLException {
    return "archive: "
        + finished
        + " messages finished, "
        + records
        + " records in the topic ("
        + redriven
        + " archived twice, "
        + scale.poison()
        + " poison), "
        + number(postgres, "SELECT count(*) FROM message_archive")
        + " rows, "
        + number(postgres, "SELECT count(*) FROM delivery_archive")
        + " deliveries, "
        + scale.poison()
        + " dead letters ("
        + (dead - scale.poison())
        + " more than once), "
        + scale.kills()
        + " kills, database away for "
        + scale.outage()
        + ", "
        + scale.sample()
        + " compared";
  }

  static long number(EmbeddedPostgres postgres, String query) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      found.next();
      return found.getLong(1);
    }
  }
}
