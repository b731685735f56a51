package io.surety.topology;

import static io.surety.lifecycle.Message.NEVER;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.Decision.Source;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import io.surety.topology.CoordinatorMetrics.Move;
import io.surety.topology.counts.Census;
import io.surety.topology.counts.Standing;
import io.surety.topology.counts.TaskCensus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counts of what there is, and of what has happened, and how they must agree. */
class CensusTest {
  private final CoordinatorHarness coordinator =
      new CoordinatorHarness(
          new TestPolicies()
              .subscribe(Signals.DESTINATION, "billing")
              .subscribe(Signals.DESTINATION, "audit"));

  @AfterEach
  void close() {
    coordinator.close();
  }

  @Test
  void knowsHowManyStandWhereAndSinceWhen() {
    long start = coordinator.now();
    coordinator.prepare("old").confirm("early").advance(ofSeconds(3));
    coordinator.prepare("young").send("sent").advance(ofSeconds(2));

    Census census = census();

    assertThat(census.standing(Standing.PREPARED)).isEqualTo(new Census.Count(2, start));
    assertThat(census.standing(Standing.EARLY)).isEqualTo(new Census.Count(1, start));
    assertThat(census.standing(Standing.DELIVERING)).isEqualTo(new Census.Count(1, start + 3_000));
    assertThat(census.standing(Standing.DEAD_LETTERED)).isEqualTo(new Census.Count(0, NEVER));
    assertThat(census.undecided()).isEqualTo(2);
    assertThat(census.live()).isEqualTo(4);
    assertThat(census.groups())
        .contains(
            new Census.Group(
                "billing", DeliveryStatus.DISPATCHED, new Census.Count(1, start + 3_000)));
    assertThat(census.standing(Standing.PREPARED).oldestAgeMs(coordinator.now())).isEqualTo(5_000);
  }

  @Test
  void aGroupIsOwedItsMessageSinceTheConfirmWhateverWasTried() {
    long start = coordinator.now();
    coordinator.send("m1").consumed("m1", "audit", 1).advance(ofSeconds(5));
    coordinator.failed("m1", "billing", 1);

    assertThat(group("billing", DeliveryStatus.WAITING)).isEqualTo(new Census.Count(1, start));
    assertThat(group("audit", DeliveryStatus.DISPATCHED)).isEqualTo(new Census.Count(0, NEVER));

    coordinator.rejected("m1", "billing", 1);

    assertThat(group("billing", DeliveryStatus.DEAD))
        .isEqualTo(new Census.Count(1, coordinator.now()));
    assertThat(group("billing", DeliveryStatus.WAITING).count()).isZero();
  }

  @Test
  void nothingIsLeftWhenEverythingHasEnded() {
    coordinator.send("m1").consumed("m1", "billing", 1).consumed("m1", "audit", 1);
    coordinator.prepare("m2").rollBack("m2").direct("m3");

    Census census = census();

    assertThat(census.live()).isZero();
    assertThat(census.undecided()).isZero();
    assertThat(census.groups()).allMatch(group -> group.count().equals(Census.Count.NONE));
  }

  @Test
  void countsEveryMove() {
    coordinator.prepare("m1").confirm("m1").consumed("m1", "billing", 1).rejected("m1", "audit", 1);
    coordinator.decide(Signals.decide("m1", Decision.RESOLVE).setGroup("audit"));

    assertThat(coordinator.counts().moves())
        .containsExactly(
            new Move(Standing.ABSENT, Standing.PREPARED, 1),
            new Move(Standing.PREPARED, Standing.DELIVERING, 1),
            new Move(Standing.DELIVERING, Standing.DEAD_LETTERED, 1),
            new Move(Standing.DEAD_LETTERED, Standing.CLOSED, 1));
    assertThat(coordinator.counts().deadLetters()).containsEntry(Reason.REJECTED, 1L);
  }

  @Test
  void countsWhoDecidedWhatWasAskedAndHowLateThingsWere() {
    coordinator.prepare("m1").advance(ofSeconds(15));
    var question = coordinator.questions().get(0);
    coordinator
        .decide(
            Signals.decide("m1", Decision.CONFIRM)
                .setSource(DecisionSource.CHECK_BACK)
                .setCheckBackAttempt(question.getAttempt())
                .setNonce(question.getNonce()))
        .advance(ofSeconds(31));

    CoordinatorMetrics.Snapshot counts = coordinator.counts();

    assertThat(counts.decisions().accepted()).containsEntry(Mode.PREPARE, 1L);
    assertThat(counts.decisions().confirmed())
        .containsEntry(Source.CHECK_BACK, 1L)
        .containsEntry(Source.PRODUCER, 0L);
    assertThat(counts.questions().checkBacks()).isEqualTo(1);
    assertThat(counts.questions().answers()).containsEntry(Signal.Decide.Kind.CONFIRM, 1L);
    assertThat(counts.dispatches().all()).isEqualTo(2);
    assertThat(counts.dispatches().redeliveries()).isEqualTo(1);
    assertThat(counts.toDispatch().count()).isEqualTo(1);
    assertThat(counts.timers().lateness().count()).isEqualTo(counts.timers().fired());
    assertThat(counts.timers().lateness().percentileMs(1)).isBetween(1L, 200L);
  }

  @Test
  void tellsAFailingDestinationByItsNameAlsoForADirectMessage() {
    coordinator.dispatcher().failWith(Reason.DESTINATION_MISSING);

    coordinator.send("m1").direct("m2").advance(ofSeconds(2));

    assertThat(coordinator.counts().dispatches().failuresByDestination())
        .hasEntrySatisfying(Signals.DESTINATION, count -> assertThat(count).isGreaterThan(1))
        .hasSize(1);
  }

  /** What is followed change by change is what one would count who looked at every row. */
  @Test
  void staysTheSameAsIfEveryRowWereCountedAnew() {
    long seed = 20_261_125;
    Random random = new Random(seed);
    List<String> groups = List.of("billing", "audit", "stranger");
    for (int step = 0; step < 4_000; step++) {
      String id = "m" + random.nextInt(250);
      String group = groups.get(random.nextInt(groups.size()));
      int attempt = 1 + random.nextInt(3);
      switch (random.nextInt(15)) {
        case 0, 1 -> coordinator.prepare(id);
        case 2 -> coordinator.send(id);
        case 3 ->
            coordinator.prepare(
                Signals.prepare(id)
                    .setDeliverAt(coordinator.now() + random.nextInt(600_000))
                    .setTtlMs((long) 1 + random.nextInt(900_000)));
        case 4, 5 -> coordinator.confirm(id);
        case 6 -> coordinator.rollBack(id);
        case 7 -> coordinator.decide(Signals.decide(id, Decision.CANCEL));
        case 8 -> coordinator.receive(id, group, attempt);
        case 9 -> coordinator.consumed(id, group, attempt);
        case 10 -> coordinator.failed(id, group, attempt);
        case 11 -> coordinator.rejected(id, group, attempt);
        case 12 -> coordinator.decide(Signals.decide(id, Decision.REDRIVE).setGroup(group));
        case 13 -> coordinator.decide(Signals.decide(id, Decision.RESOLVE).setGroup(group));
        default -> coordinator.advance(ofSeconds(random.nextInt(40)));
      }
      if (step % 20 == 0) {
        agree("seed " + seed + " step " + step);
      }
    }
    // What the producers were never asked about long enough comes to an end as well.
    agree("seed " + seed + " before the end");
    coordinator.advance(ofMinutes(60 * 24 * 4));
    agree("seed " + seed + " at the end");
    assertThat(coordinator.counts().moves()).hasSizeGreaterThan(20);
  }

  private void agree(String place) {
    coordinator.tick();
    Census census = census();
    assertThat(census).as(place).isEqualTo(countedAnew(census));
    assertThat(census.unaccounted()).as(place).isZero();
    booksBalance(census, place);
  }

  /** The equations that docs/metrics.md promises. */
  private void booksBalance(Census census, String place) {
    CoordinatorMetrics.Snapshot counts = coordinator.counts();
    for (Standing standing : Standing.LIVE) {
      long in =
          counts.moves().stream().filter(m -> m.to() == standing).mapToLong(Move::count).sum();
      long out =
          counts.moves().stream().filter(m -> m.from() == standing).mapToLong(Move::count).sum();
      assertThat(census.standing(standing).count()).as(place + " " + standing).isEqualTo(in - out);
    }
    CoordinatorMetrics.Decisions decisions = counts.decisions();
    assertThat(sum(decisions.accepted().values()))
        .as(place)
        .isEqualTo(
            sum(decisions.confirmed().values())
                + sum(decisions.rolledBack().values())
                + decisions.endedUndecided()
                + census.undecided());
  }

  private static long sum(Iterable<Long> counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  private Census countedAnew(Census followed) {
    TaskCensus anew = new TaskCensus();
    List<Message> rows = new ArrayList<>();
    try (KeyValueIterator<String, Message> all = coordinator.messages().all()) {
      all.forEachRemaining(row -> rows.add(row.value));
    }
    rows.forEach(anew::found);
    anew.balance(rows.size());
    Census counted = anew.census();
    // Groups that were met before and have nothing now are told with 0.
    List<Census.Group> groups =
        followed.groups().stream()
            .map(
                known ->
                    counted.groups().stream()
                        .filter(g -> isSame(g, known))
                        .findFirst()
                        .orElse(new Census.Group(known.group(), known.status(), Census.Count.NONE)))
            .toList();
    return new Census(
        counted.standings(),
        groups,
        counted.undecided(),
        counted.unreadable(),
        counted.unaccounted());
  }

  private static boolean isSame(Census.Group one, Census.Group other) {
    return one.group().equals(other.group()) && one.status() == other.status();
  }

  private Census.Count group(String name, DeliveryStatus status) {
    return census().groups().stream()
        .filter(group -> group.group().equals(name) && group.status() == status)
        .findFirst()
        .orElseThrow()
        .count();
  }

  private Census census() {
    return coordinator.progress().census();
  }
}
