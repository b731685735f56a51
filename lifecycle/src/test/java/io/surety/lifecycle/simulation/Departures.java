package io.surety.lifecycle.simulation;

import static io.surety.lifecycle.simulation.Promise.ensure;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision.Source;
import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Signal.Consume.Outcome;
import io.surety.lifecycle.Signal.Decide.Kind;
import io.surety.lifecycle.simulation.Log.Topic;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Whom a record may be for when it leaves, going by what was read until then. Holds for records of
 * transactions that are aborted later, too: they have left.
 */
final class Departures {

  private final Terms terms;
  private final Said said;
  private final Set<String> left = new HashSet<>();

  Departures(Terms terms, Said said) {
    this.terms = terms;
    this.said = said;
  }

  void judge(
      int message,
      Promise.Facts facts,
      Effect.Dispatch dispatch,
      long at,
      ToIntFunction<Topic> read,
      int crashes) {
    int decisions = read.applyAsInt(Topic.CONFIRM);
    int reports = read.applyAsInt(Topic.CONSUME);
    Optional<Content> found = said.content(message, read.applyAsInt(Topic.PREPARE));
    ensure(found.isPresent(), "left without a prepare", message, dispatch);
    Content content = found.get();
    boolean direct = content.mode() == Mode.DIRECT;
    ensure(direct == dispatch.groups().isEmpty(), "left for nobody", message, dispatch);
    ensure(
        content.mode() != Mode.PREPARE
            || said.mayBeFirst(message, decisions, Kind.CONFIRM)
            || (wasForgotten(message, facts) && said.decided(message, decisions, Kind.CONFIRM)),
        "left unconfirmed",
        message,
        dispatch);
    ensure(at < content.expiresAt(), "left after its time to live", message, at);
    boolean hurried =
        said.decided(message, decisions, Kind.RESCHEDULE)
            || said.decisions(message, decisions)
                .anyMatch(d -> d.kind() == Kind.DELIVER_NOW && d.source() == Source.OPERATOR);
    // A decision that was read before its prepare has its own, later time.
    long last = Math.max(at, said.lastDecisionAt(message, decisions));
    ensure(hurried || last >= content.deliverAt(), "left before its time", message, at);
    for (String group : dispatch.groups()) {
      ensure(Terms.GROUPS.contains(group), "left for a stranger", message, dispatch);
      ensure(
          wasForgotten(message, facts) || !said.reported(message, reports, group, Outcome.CONSUMED),
          "left for " + group + ", which has consumed",
          message,
          dispatch);
      long redrives = said.redrives(message, decisions, group);
      ensure(
          redrives > 0
              || wasForgotten(message, facts)
              || !said.reported(message, reports, group, Outcome.REJECTED),
          "left for " + group + ", which has rejected it",
          message,
          dispatch);
      ensure(
          dispatch.attempt() <= terms.maxAttempts() * (1 + redrives) * (1 + crashes),
          "left too often for " + group,
          message,
          dispatch);
      boolean first = left.add(message + group + dispatch.attempt());
      ensure(
          first || crashes > 0 || facts.turnedAway,
          "left twice for " + group + " without need",
          message,
          dispatch);
    }
  }

  /** A dead letter that was closed before its prepare came is forgotten, and what waited in it. */
  private boolean wasForgotten(int message, Promise.Facts facts) {
    return said.closed(message, Integer.MAX_VALUE, "")
        || facts.events.contains(Effect.Event.Kind.RETENTION_ENDED);
  }
}
