package io.surety.lifecycle.simulation;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision.Source;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Signal.Consume.Outcome;
import io.surety.lifecycle.Signal.Decide.Kind;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What was said in the logs, all of it or as far as it was read. */
final class Said {

  private final Log log;

  Said(Log log) {
    this.log = log;
  }

  /** What the first prepare said. */
  Optional<Content> content(int message, int upTo) {
    return log.of(Log.Topic.PREPARE).stream()
        .limit(upTo)
        .filter(entry -> entry.message() == message)
        .map(entry -> ((Signal.Prepare) entry.signal()).content())
        .findFirst();
  }

  /** All decisions about a message, in their order. */
  Stream<Signal.Decide> decisions(int message, int upTo) {
    return log.of(Log.Topic.CONFIRM).stream()
        .limit(upTo)
        .filter(entry -> entry.message() == message)
        .map(entry -> (Signal.Decide) entry.signal());
  }

  /** When the last decision was appended. */
  long lastDecisionAt(int message, int upTo) {
    return log.of(Log.Topic.CONFIRM).stream()
        .limit(upTo)
        .filter(entry -> entry.message() == message)
        .mapToLong(Log.Entry::at)
        .max()
        .orElse(0);
  }

  boolean decided(int message, int upTo, Kind kind) {
    return decisions(message, upTo).anyMatch(decision -> decision.kind() == kind);
  }

  /** The first confirm or roll back that is not an answer. */
  Optional<Kind> firstUnconditional(int message, int upTo) {
    return decisions(message, upTo)
        .filter(decision -> Promise.isFirstDecision(decision.kind()))
        .filter(decision -> Promise.isUnconditional(decision.source()))
        .map(Signal.Decide::kind)
        .findFirst();
  }

  /**
   * True if a decision of this kind may have been the first: it is, or it was an answer (which may
   * have been too old to count, or not) and no other decision stands before it.
   */
  boolean mayBeFirst(int message, int upTo, Kind kind) {
    return decisions(message, upTo)
        .filter(decision -> Promise.isFirstDecision(decision.kind()))
        .takeWhile(decision -> decision.kind() == kind || decision.source() == Source.CHECK_BACK)
        .anyMatch(decision -> decision.kind() == kind);
  }

  /** How often a group's dead letter was redriven, if it was one. */
  long redrives(int message, int upTo, String group) {
    return decisions(message, upTo)
        .filter(decision -> decision.kind() == Kind.REDRIVE && decision.group().equals(group))
        .count();
  }

  boolean closed(int message, int upTo, String group) {
    return decisions(message, upTo)
        .anyMatch(decision -> decision.kind() == Kind.RESOLVE && decision.group().equals(group));
  }

  /** True if a group said so. */
  boolean reported(int message, int upTo, String group, Outcome outcome) {
    return reports(message, upTo)
        .anyMatch(report -> report.group().equals(group) && report.outcome() == outcome);
  }

  boolean anythingBut(int message, Predicate<Signal> ordinary) {
    return Stream.of(Log.Topic.values())
        .flatMap(topic -> log.of(topic).stream())
        .filter(entry -> entry.message() == message)
        .anyMatch(entry -> !ordinary.test(entry.signal()));
  }

  private Stream<Signal.Consume> reports(int message, int upTo) {
    return log.of(Log.Topic.CONSUME).stream()
        .limit(upTo)
        .filter(entry -> entry.message() == message)
        .map(entry -> (Signal.Consume) entry.signal());
  }
}
