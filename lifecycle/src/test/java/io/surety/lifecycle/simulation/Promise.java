package io.surety.lifecycle.simulation;

import io.surety.lifecycle.Decision.Source;
import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.Refusal;
import io.surety.lifecycle.Signal.Decide.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The promise, from the outside: who was promised what, going by what was said in the logs, and
 * what was kept, going by what left and what was written. Knows no states, no timers and no rules.
 *
 * <p>{@link Departures} judges each record when it leaves; {@link Settlement} judges the end.
 */
final class Promise {

  /** What is known of one message, as sets of what happened. */
  static final class Facts {
    final List<Effect.Dispatch> departures = new ArrayList<>();
    final List<String> consumedBy = new ArrayList<>();
    final List<Effect.DeadLetter> deadLetters = new ArrayList<>();
    final List<Message> archived = new ArrayList<>();
    final List<Refusal.Reason> refusals = new ArrayList<>();
    final List<Effect.Event.Kind> events = new ArrayList<>();

    /** Records that a destination did not turn away. */
    final List<Effect.Dispatch> taken = new ArrayList<>();

    boolean turnedAway;
    boolean crashed;
  }

  private final Terms terms;
  private final Said said;
  private final Coordinator coordinator;
  private final Facts[] facts;
  private final Departures departures;
  private int crashes;

  Promise(Terms terms, Log log, Coordinator coordinator) {
    this.terms = terms;
    this.coordinator = coordinator;
    said = new Said(log);
    departures = new Departures(terms, said);
    facts = new Facts[terms.messages()];
    for (int i = 0; i < facts.length; i++) {
      facts[i] = new Facts();
    }
  }

  void dispatched(int message, Effect.Dispatch dispatch, long at) {
    departures.judge(message, facts[message], dispatch, at, coordinator::position, crashes);
    facts[message].departures.add(dispatch);
  }

  void taken(int message, Effect.Dispatch dispatch) {
    facts[message].taken.add(dispatch);
  }

  void turnedAway(int message) {
    facts[message].turnedAway = true;
  }

  void consumedBy(int message, String group) {
    facts[message].consumedBy.add(group);
  }

  boolean hasConsumed(int message, String group) {
    return facts[message].consumedBy.contains(group);
  }

  void refused(int message, Refusal.Reason reason) {
    facts[message].refusals.add(reason);
  }

  void crashed() {
    crashes++;
    for (Facts one : facts) {
      one.crashed = true;
    }
  }

  /** Something was committed. */
  void written(Coordinator.Written written) {
    Facts of = facts[written.message()];
    if (written.effect() instanceof Effect.DeadLetter letter) {
      of.deadLetters.add(letter);
    } else if (written.effect() instanceof Effect.Archive) {
      of.archived.add(written.row());
    } else if (written.effect() instanceof Effect.Event event) {
      if (event.kind() == Effect.Event.Kind.UNRESOLVED) {
        patienceWasShown(written);
      }
      of.events.add(event.kind());
    }
  }

  /** A message is unresolved when it is old, or its producer has said often enough: unknown. */
  private void patienceWasShown(Coordinator.Written written) {
    ProducerPolicy policy = terms.setting().producer();
    long age = written.at() - written.row().content().preparedAt();
    long unknowns =
        said.decisions(written.message(), Integer.MAX_VALUE)
            .filter(decision -> decision.source() == Source.CHECK_BACK)
            .filter(decision -> decision.kind() == Kind.UNKNOWN)
            .count();
    ensure(
        age >= policy.maxAgeMs() || unknowns >= policy.budget(),
        "given up too early",
        written.message(),
        written.row());
  }

  /**
   * Everything has been said and time has passed: was the promise kept?
   *
   * @throws AssertionError if not
   */
  void verify() {
    for (int message = 0; message < facts.length; message++) {
      new Settlement(terms, said, message, facts[message], coordinator.row(message)).verify();
    }
  }

  static void ensure(boolean held, String what, int message, Object detail) {
    if (!held) {
      throw new AssertionError(what + ": m" + message + ": " + detail);
    }
  }

  /** True if a decision counts whenever it is read: it is not the answer to a question. */
  static boolean isUnconditional(Source source) {
    return source != Source.CHECK_BACK;
  }

  /** True for the two decisions of which the first wins. */
  static boolean isFirstDecision(Kind kind) {
    return kind == Kind.CONFIRM || kind == Kind.ROLL_BACK;
  }
}
