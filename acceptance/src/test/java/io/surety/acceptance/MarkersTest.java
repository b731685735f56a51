package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.CheckBackAnswers;
import io.surety.acceptance.harness.Outcome;
import io.surety.acceptance.harness.Reaction;
import io.surety.acceptance.harness.SignalWriter;
import io.surety.acceptance.harness.Signals;
import io.surety.acceptance.harness.World;
import io.surety.schemas.avro.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Applications may write signals in transactions of their own. Timers do not wait for their
 * markers.
 */
class MarkersTest {
  private static final int EACH = 40;

  @Test
  void markersAtTheEndOfEverySignalPartitionDoNotStopTimers() {
    try (World world = World.on(Brokers.shared(), "markers")) {
      String orders = startWithGroups(world);
      ArchiveLog archive = world.archive();
      CheckBackAnswers answers = world.answers(question -> Decision.CONFIRM);
      SignalWriter transactional = world.signals(Map.of("transactional.id", world.name()));
      transactional.producer().initTransactions();

      // Then the last offset of each partition of the four topics is a marker.
      List<String> committed = ids("committed-");
      transaction(transactional, committed, orders, true);
      transaction(transactional, ids("aborted-"), orders, false);

      archive.awaitAll(committed);
      assertThat(archive.outcomes().keySet()).containsExactlyInAnyOrderElementsOf(committed);
      assertThat(archive.outcomes().values()).extracting(Outcome::status).containsOnly("COMPLETED");
      assertThat(answers.questions())
          .extracting(question -> question.getMessageId())
          .contains(committed.toArray(String[]::new));
    }
  }

  @Test
  void aTransactionLeftOpenHoldsUpItsOwnPartitionAndOnlyUntilItTimesOut() {
    try (World world = World.on(Brokers.shared(), "open")) {
      String orders = startWithGroups(world);
      ArchiveLog archive = world.archive();
      world.answers(question -> Decision.CONFIRM);
      SignalWriter transactional =
          world.signals(Map.of("transactional.id", world.name(), "transaction.timeout.ms", 3_000));
      transactional.producer().initTransactions();

      // What lies behind it in that partition cannot be read, so timers there must wait for it.
      transactional.producer().beginTransaction();
      transactional.write(Signals.receive("left-open", "billing", 1));
      transactional.flush();
      List<String> silent = ids("silent-");
      silent.forEach(id -> world.signals().write(Signals.prepare(id, orders).build()));
      world.signals().flush();

      archive.awaitAll(silent);
      assertThat(archive.outcomes().values()).extracting(Outcome::status).containsOnly("COMPLETED");
    }
  }

  private static String startWithGroups(World world) {
    world.start();
    String orders = world.destination("orders");
    world.subscribe(orders, "billing");
    world.checkBackAfter(500);
    world.awaitRegistered();
    world.groups(orders, Map.of("billing", (id, attempt) -> Reaction.CONSUME));
    return orders;
  }

  /** A prepare each, and on the other topics what is refused or waits: only a marker matters. */
  private static void transaction(
      SignalWriter writer, List<String> ids, String destination, boolean commit) {
    writer.producer().beginTransaction();
    for (String id : ids) {
      writer.write(Signals.prepare(id, destination).build());
      writer.write(Signals.cancel(id));
      writer.write(Signals.receive(id, "nobody", 1));
      writer.write(Signals.consumed(id, "nobody", 1));
    }
    if (commit) {
      writer.producer().commitTransaction();
    } else {
      writer.producer().abortTransaction();
    }
  }

  private static List<String> ids(String prefix) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      ids.add(prefix + i);
    }
    return ids;
  }
}
