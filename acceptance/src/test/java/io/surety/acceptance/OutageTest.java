package io.surety.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.Delivered;
import io.surety.acceptance.harness.Groups;
import io.surety.acceptance.harness.Reaction;
import io.surety.acceptance.harness.Signals;
import io.surety.acceptance.harness.World;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.Event;
import io.surety.schemas.avro.Prepare;
import io.surety.topology.Coordinator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A timer never overtakes the log: what was said while nobody listened is heard first. */
class OutageTest {
  private static final int EACH = 40;

  @Test
  void afterAnOutageNothingIsAskedRepeatedOrGivenUpWhoseSignalWaits() {
    // Nothing may fall due before the coordinator is down, however slow this machine is.
    long timeoutMs = 4_000 + 3 * rehearse();
    try (World world = World.on(Brokers.shared(), "outage")) {
      Messages messages = new Messages(world, timeoutMs);
      messages.beginAndStop();
      String orders = messages.orders();
      ArchiveLog archive = world.archive();
      Set<String> before = seen(world, orders);

      long down = System.currentTimeMillis();
      messages.halfOfTheAnswers(0);
      Awaitility.await()
          .atMost(World.PATIENCE)
          .until(() -> System.currentTimeMillis() > down + timeoutMs + 500);
      messages.halfOfTheAnswers(1);
      world.start();

      archive.awaitAll(messages.answered());
      // Messages that nobody said anything about show that timers go on.
      World.eventually(
          () ->
              assertThat(seen(world, orders))
                  .contains("question 1 about unanswered-0", "attempt 2 of unheard-0"));
      Set<String> since = seen(world, orders);
      since.removeAll(before);
      since.removeIf(what -> what.contains("unanswered-") || what.contains("unheard-"));
      // What was confirmed meanwhile is delivered for the first time.
      since.removeIf(what -> what.matches("attempt 1 of (undecided|mortal)-[0-9]+"));
      assertThat(since).as("questions and deliveries after the outage").isEmpty();
      assertThat(statuses(archive, "undecided-")).hasSize(EACH).containsOnly("COMPLETED");
      assertThat(statuses(archive, "mortal-")).hasSize(EACH / 2).containsOnly("COMPLETED");
      assertThat(statuses(archive, "rolling-")).hasSize(EACH).containsOnly("ROLLED_BACK");
      assertThat(statuses(archive, "scheduled-")).hasSize(EACH).containsOnly("CANCELLED");
      assertThat(statuses(archive, "delivered-")).hasSize(EACH).containsOnly("COMPLETED");
      assertThat(statuses(archive, "received-")).hasSize(EACH).containsOnly("COMPLETED");
      assertThat(world.committed(world.topics().events(), Event.class)).as("events").isEmpty();
    }
  }

  private static long rehearse() {
    try (World world = World.on(Brokers.shared(), "rehearsal")) {
      return new Messages(world, 60_000).beginAndStop();
    }
  }

  /** Every question and every delivery so far, as short sentences. */
  private static Set<String> seen(World world, String destination) {
    Set<String> seen = new TreeSet<>();
    for (CheckBack question : world.committed(world.topics().checkBack(), CheckBack.class)) {
      seen.add("question " + question.getAttempt() + " about " + question.getMessageId());
    }
    Map<String, Integer> times = new HashMap<>();
    for (Delivered delivery : world.deliveries(destination)) {
      String what = "attempt " + delivery.attempt() + " of " + delivery.id();
      int time = times.merge(what, 1, Integer::sum);
      seen.add(time == 1 ? what : what + ", time " + time);
    }
    return seen;
  }

  private static List<String> statuses(ArchiveLog archive, String prefix) {
    return archive.outcomes().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(entry -> entry.getValue().status())
        .toList();
  }

  /** Messages of each kind; even ones are answered early in the outage, odd ones late. */
  private record Messages(World world, String orders, long timeoutMs) {

    Messages(World world, long timeoutMs) {
      this(world, world.name() + "-orders", timeoutMs);
    }

    /** Has all of them begun, and stops the coordinator; returns how long that took, ms. */
    long beginAndStop() {
      Coordinator coordinator = world.start();
      world.destination("orders");
      world.subscribe(
          World.subscription("billing", orders)
              .setAckTimeoutMs(timeoutMs)
              .setProcessingTimeoutMs(timeoutMs)
              .build());
      world.checkBackAfter(timeoutMs);
      world.awaitRegistered();
      Groups groups = world.groups(orders, Map.of("billing", Messages::billing));
      long begun = System.currentTimeMillis();
      begin();
      groups.awaitDelivered(delivered());
      each(0, 1, "received-", id -> world.signals().write(Signals.receive(id, "billing", 1)));
      world.signals().flush();
      world.awaitCaughtUp(coordinator);
      world.close(coordinator);
      return System.currentTimeMillis() - begun;
    }

    /** Consumes what is delivered after the outage, and leaves the rest to the test. */
    private static Reaction billing(String id, int attempt) {
      return id.startsWith("undecided-") || id.startsWith("mortal-")
          ? Reaction.CONSUME
          : Reaction.SILENT;
    }

    private void begin() {
      each(0, 1, "undecided-", id -> world.signals().write(prepare(id).build()));
      each(0, 1, "rolling-", id -> world.signals().write(prepare(id).build()));
      each(0, 2, "mortal-", id -> world.signals().write(prepare(id).setTtlMs(timeoutMs).build()));
      each(0, 1, "delivered-", id -> world.signals().write(Signals.send(id, orders)));
      each(0, 1, "received-", id -> world.signals().write(Signals.send(id, orders)));
      each(0, 1, "scheduled-", this::schedule);
      world.signals().write(prepare("unanswered-0").build());
      world.signals().write(Signals.send("unheard-0", orders));
      world.signals().flush();
    }

    private void schedule(String id) {
      long deliverAt = System.currentTimeMillis() + timeoutMs;
      world.signals().write(prepare(id).setDeliverAt(deliverAt).build());
      world.signals().write(Signals.confirm(id));
    }

    void halfOfTheAnswers(int half) {
      each(half, 2, "undecided-", id -> world.signals().write(Signals.confirm(id)));
      each(half, 2, "rolling-", id -> world.signals().write(Signals.rollBack(id)));
      each(half, 2, "scheduled-", id -> world.signals().write(Signals.cancel(id)));
      each(half, 2, "delivered-", this::consumed);
      each(half, 2, "received-", this::consumed);
      if (half == 0) {
        // Later than this a confirm would be too late: it is judged by its own time.
        each(0, 2, "mortal-", id -> world.signals().write(Signals.confirm(id)));
      }
      world.signals().flush();
    }

    private void consumed(String id) {
      world.signals().write(Signals.consumed(id, "billing", 1));
    }

    private Prepare.Builder prepare(String id) {
      return Signals.prepare(id, orders);
    }

    private List<String> delivered() {
      List<String> ids = new ArrayList<>(List.of("unheard-0"));
      each(0, 1, "delivered-", ids::add);
      each(0, 1, "received-", ids::add);
      return ids;
    }

    List<String> answered() {
      List<String> ids = new ArrayList<>();
      each(0, 2, "mortal-", ids::add);
      for (String kind :
          List.of("undecided-", "rolling-", "delivered-", "received-", "scheduled-")) {
        each(0, 1, kind, ids::add);
      }
      return ids;
    }

    private static void each(int from, int step, String prefix, Consumer<String> what) {
      for (int i = from; i < EACH; i += step) {
        what.accept(prefix + i);
      }
    }
  }
}
