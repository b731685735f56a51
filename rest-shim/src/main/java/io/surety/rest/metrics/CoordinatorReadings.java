package io.surety.rest.metrics;

import io.surety.lifecycle.Signal;
import io.surety.topology.Coordinator;
import io.surety.topology.CoordinatorMetrics;
import io.surety.topology.Health;
import io.surety.topology.counts.Census;
import io.surety.topology.counts.NamedCounts;
import io.surety.topology.counts.Standing;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tells what the coordinator of this instance counts. Thread-safe. */
final class CoordinatorReadings {
  /** So many groups are told apart. */
  private static final int GROUPS_MAX = 200;

  private static final Set<Signal.Decide.Kind> ANSWERS =
      EnumSet.of(
          Signal.Decide.Kind.CONFIRM,
          Signal.Decide.Kind.ROLL_BACK,
          Signal.Decide.Kind.UNKNOWN,
          Signal.Decide.Kind.IN_PROGRESS);

  private CoordinatorReadings() {}

  static void scrape(Coordinator coordinator, Scrape scrape) {
    Health health = coordinator.health();
    census(coordinator.census(), health.now(), scrape);
    counts(coordinator.metrics().snapshot(), scrape);
    progress(health, scrape);
    kafka(coordinator, scrape);
  }

  private static void census(Census census, long now, Scrape scrape) {
    for (Standing standing : Standing.LIVE) {
      Census.Count count = census.standing(standing);
      scrape.add(Metric.MESSAGES, count.count(), standing.word());
      scrape.add(Metric.MESSAGES_OLDEST_AGE, seconds(count.oldestAgeMs(now)), standing.word());
    }
    scrape.add(Metric.UNDECIDED, census.undecided());
    scrape.add(Metric.UNREADABLE, census.unreadable());
    scrape.add(Metric.UNACCOUNTED, census.unaccounted());
    bounded(census)
        .forEach(
            (group, count) -> {
              scrape.add(Metric.DELIVERIES, count.count(), group.name(), group.status());
              scrape.add(
                  Metric.DELIVERIES_OLDEST_AGE,
                  seconds(count.oldestAgeMs(now)),
                  group.name(),
                  group.status());
            });
  }

  private record GroupStatus(String name, String status) {}

  /** Beyond the bound, groups are told together. */
  private static Map<GroupStatus, Census.Count> bounded(Census census) {
    Set<String> told = new HashSet<>();
    Map<GroupStatus, Census.Count> all = new LinkedHashMap<>();
    for (Census.Group group : census.groups()) {
      if (told.size() < GROUPS_MAX) {
        told.add(group.group());
      }
      String name = told.contains(group.group()) ? group.group() : NamedCounts.OTHERS;
      all.merge(new GroupStatus(name, word(group.status())), group.count(), Census.Count::plus);
    }
    return all;
  }

  private static void counts(CoordinatorMetrics.Snapshot counts, Scrape scrape) {
    counts
        .moves()
        .forEach(
            move ->
                scrape.add(Metric.TRANSITIONS, move.count(), move.from().word(), move.to().word()));
    each(Metric.ACCEPTED, counts.decisions().accepted(), scrape);
    each(Metric.CONFIRMED, counts.decisions().confirmed(), scrape);
    each(Metric.ROLLED_BACK, counts.decisions().rolledBack(), scrape);
    scrape.add(Metric.ENDED_UNDECIDED, counts.decisions().endedUndecided());
    questions(counts.questions(), scrape);
    dispatches(counts, scrape);
    each(Metric.SIGNALS, counts.signals(), scrape);
    each(Metric.REFUSALS, counts.refusals(), scrape);
    each(Metric.MALFORMED, counts.malformed(), scrape);
    scrape.add(Metric.MALFORMED_REGISTRATIONS, counts.malformedRegistrations());
    scrape.add(Metric.DEFECTS, counts.defects());
    scrape.add(Metric.TIMERS_FIRED, counts.timers().fired());
    scrape.add(Metric.TIMER_LATENESS, counts.timers().lateness());
    scrape.add(Metric.TICKS, counts.timers().ticks());
    scrape.add(Metric.TICK_TIME, counts.timers().tickNanos() / 1e9);
  }

  private static void questions(CoordinatorMetrics.Questions questions, Scrape scrape) {
    scrape.add(Metric.CHECK_BACKS, questions.checkBacks());
    for (Signal.Decide.Kind answer : ANSWERS) {
      scrape.add(
          Metric.CHECK_BACK_ANSWERS, questions.answers().getOrDefault(answer, 0L), word(answer));
    }
    scrape.add(Metric.CONSUME_CHECKS, questions.consumeChecks());
  }

  private static void dispatches(CoordinatorMetrics.Snapshot counts, Scrape scrape) {
    CoordinatorMetrics.Dispatches dispatches = counts.dispatches();
    long first = dispatches.all() - dispatches.redeliveries() - dispatches.repeated();
    scrape.add(Metric.DISPATCHES, first, "first");
    scrape.add(Metric.DISPATCHES, dispatches.redeliveries(), "redelivery");
    scrape.add(Metric.DISPATCHES, dispatches.repeated(), "repeated");
    each(Metric.DISPATCH_FAILURES, dispatches.failures(), scrape);
    dispatches
        .failuresByDestination()
        .forEach(
            (destination, count) -> scrape.add(Metric.DESTINATION_FAILURES, count, destination));
    each(Metric.DEAD_LETTERS, counts.deadLetters(), scrape);
    scrape.add(Metric.CONFIRM_TO_DISPATCH, counts.toDispatch());
    scrape.add(Metric.CONFIRM_TO_COMPLETED, counts.toCompletion());
  }

  private static void progress(Health health, Scrape scrape) {
    scrape.add(Metric.PARTITIONS, health.partitions().size());
    for (Health.Partition partition : health.partitions()) {
      String number = String.valueOf(partition.partition());
      if (partition.horizon() > 0) {
        scrape.add(
            Metric.HORIZON_LAG, seconds(Math.max(0, health.now() - partition.horizon())), number);
      }
      scrape.add(Metric.OLDEST_UNPROCESSED, seconds(partition.ageOfOldestUnprocessedMs()), number);
      scrape.add(Metric.MOST_OVERDUE_TIMER, seconds(partition.mostOverdueTimerMs()), number);
      if (partition.lastCommitAt() > 0) {
        scrape.add(
            Metric.LAST_COMMIT_AGE,
            seconds(Math.max(0, health.now() - partition.lastCommitAt())),
            number);
      }
    }
  }

  private static void kafka(Coordinator coordinator, Scrape scrape) {
    for (Metric metric : Metric.values()) {
      metric
          .reading()
          .ifPresent(
              reading ->
                  coordinator
                      .kafka()
                      .of(reading)
                      .forEach(
                          (tag, value) -> {
                            String[] labels =
                                metric.labels().isEmpty() ? new String[0] : new String[] {tag};
                            scrape.add(metric, value * metric.unit(), labels);
                          }));
    }
  }

  private static <E extends Enum<E>> void each(Metric metric, Map<E, Long> counts, Scrape scrape) {
    counts.forEach((constant, count) -> scrape.add(metric, count, word(constant)));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static double seconds(long millis) {
    return millis / 1e3;
  }
}
