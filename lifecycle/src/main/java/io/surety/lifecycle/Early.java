package io.surety.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Signals that came before what they speak of, kept in an order that does not depend on how the
 * topics were read: decisions in log order, and for each group the strongest thing it said
 * (consumed, then rejected, then the failure or the receipt of the highest attempt). Each keeps its
 * own time, so that it decides the same as if it had been read in its turn.
 *
 * @param decisions in log order
 * @param groups one entry a group
 */
public record Early(List<EarlyDecision> decisions, List<GroupSignal> groups) {

  /** Nothing waits. */
  public static final Early NONE = new Early(List.of(), List.of());

  /** What a group said. Stronger kinds come later. */
  public enum Kind {
    RECEIVED,
    FAILED,
    REJECTED,
    CONSUMED
  }

  /**
   * A decision that waits for its prepare.
   *
   * @param signal what was decided
   * @param at its log-append time, epoch ms
   */
  public record EarlyDecision(Signal.Decide signal, long at) {}

  /**
   * The strongest signal of a group so far.
   *
   * @param at its log-append time, epoch ms
   */
  public record GroupSignal(
      String group, Kind kind, int attempt, Failure failure, long retryAfterMs, long at) {

    static GroupSignal of(Signal.Receive signal, long at) {
      return new GroupSignal(signal.group(), Kind.RECEIVED, signal.attempt(), Failure.NONE, -1, at);
    }

    static GroupSignal of(Signal.Consume signal, long at) {
      Kind kind =
          switch (signal.outcome()) {
            case CONSUMED -> Kind.CONSUMED;
            case FAILED -> Kind.FAILED;
            case REJECTED -> Kind.REJECTED;
          };
      return new GroupSignal(
          signal.group(),
          kind,
          signal.attempt(),
          signal.failure().stored(),
          signal.retryAfterMs(),
          at);
    }

    /** Says it again, in the words it was said in. */
    void replay(Consumer<Signal.Receive> received, Consumer<Signal.Consume> consumed) {
      switch (kind) {
        case RECEIVED -> received.accept(new Signal.Receive(group, "", attempt));
        case FAILED -> consumed.accept(consume(Signal.Consume.Outcome.FAILED));
        case REJECTED -> consumed.accept(consume(Signal.Consume.Outcome.REJECTED));
        case CONSUMED -> consumed.accept(consume(Signal.Consume.Outcome.CONSUMED));
      }
    }

    private Signal.Consume consume(Signal.Consume.Outcome outcome) {
      return new Signal.Consume(group, outcome, attempt, failure, retryAfterMs);
    }

    boolean isStrongerThan(GroupSignal other) {
      boolean bothAttempts =
          kind.compareTo(Kind.REJECTED) < 0 && other.kind.compareTo(Kind.REJECTED) < 0;
      if (bothAttempts && attempt != other.attempt) {
        return attempt > other.attempt;
      }
      return kind.compareTo(other.kind) > 0;
    }
  }

  public Early {
    decisions = List.copyOf(decisions);
    groups = List.copyOf(groups);
  }

  /** True if nothing waits. */
  public boolean isEmpty() {
    return decisions.isEmpty() && groups.isEmpty();
  }

  /** The confirm or roll back that will win when the prepare comes, if there is one. */
  Optional<EarlyDecision> first() {
    return decisions.stream()
        .filter(decision -> decision.signal().isConfirmOrRollBack())
        .findFirst();
  }

  Early withDecision(Signal.Decide signal, long at) {
    List<EarlyDecision> longer = new ArrayList<>(decisions);
    longer.add(new EarlyDecision(signal, at));
    return new Early(longer, groups);
  }

  Early withoutDecisions() {
    return new Early(List.of(), groups);
  }

  Early withGroup(GroupSignal signal) {
    List<GroupSignal> changed = new ArrayList<>(groups);
    for (int i = 0; i < changed.size(); i++) {
      if (changed.get(i).group().equals(signal.group())) {
        if (!signal.isStrongerThan(changed.get(i))) {
          return this;
        }
        changed.set(i, signal);
        return new Early(decisions, changed);
      }
    }
    changed.add(signal);
    return new Early(decisions, changed);
  }
}
