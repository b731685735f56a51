package io.surety.topology;

import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Refusal;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Status;
import io.surety.topology.counts.Histogram;
import io.surety.topology.counts.NamedCounts;
import io.surety.topology.counts.Standing;
import io.surety.topology.counts.TaskCensus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the coordinator of one instance has done since it was started. What is done again after a
 * transaction was aborted, or by another instance that takes over, counts again: what there is now
 * is told by {@link io.surety.topology.counts.Census}. Thread-safe.
 */
public final class CoordinatorMetrics {

  /** So many destinations are told apart when their dispatches fail. */
  private static final int DESTINATIONS_MAX = 100;

  private static final Standing[] STANDINGS = Standing.values();

  /** Kinds of signals, as they are counted. */
  public enum SignalKind {
    PREPARE,
    DECIDE,
    RECEIVE,
    CONSUME,
    DUE,
    RESUME,
    DISPATCH_FAILED
  }

  private final Map<SignalKind, LongAdder> signals = adders(SignalKind.class);
  private final Map<Refusal.Reason, LongAdder> refusals = adders(Refusal.Reason.class);
  private final LongAdder[] moves = adders(STANDINGS.length * STANDINGS.length);
  private final Map<Mode, LongAdder> accepted = adders(Mode.class);
  private final Map<Decision.Source, LongAdder> confirmed = adders(Decision.Source.class);
  private final Map<Decision.Source, LongAdder> rolledBack = adders(Decision.Source.class);
  private final Map<Signal.Decide.Kind, LongAdder> answers = adders(Signal.Decide.Kind.class);
  private final Map<Reason, LongAdder> deadLetters = adders(Reason.class);
  private final Map<Reason, LongAdder> dispatchFailures = adders(Reason.class);
  private final NamedCounts failingDestinations = new NamedCounts(DESTINATIONS_MAX);
  private final Map<MalformedReason, LongAdder> malformed = adders(MalformedReason.class);
  private final LongAdder endedUndecided = new LongAdder();
  private final LongAdder checkBacks = new LongAdder();
  private final LongAdder consumeChecks = new LongAdder();
  private final LongAdder dispatches = new LongAdder();
  private final LongAdder redeliveries = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder defects = new LongAdder();
  private final LongAdder malformedRegistrations = new LongAdder();
  private final LongAdder timersFired = new LongAdder();
  private final LongAdder ticks = new LongAdder();
  private final LongAdder tickNanos = new LongAdder();
  private final Histogram toDispatch = new Histogram();
  private final Histogram toCompletion = new Histogram();
  private final Histogram timerLateness = new Histogram();

  /** A signal was taken up. */
  public void signal(SignalKind kind) {
    count(signals, kind);
  }

  /** A signal was refused. */
  public void refused(Refusal.Reason reason) {
    count(refusals, reason);
  }

  /** A message has changed from one into the other. */
  public void changed(Message before, Message next) {
    moved(Standing.of(before), Standing.of(next));
    boolean isNew = !before.content().isPresent() && next.content().isPresent();
    if (isNew) {
      count(accepted, next.content().mode());
    }
    if (isNew || TaskCensus.isUndecided(before)) {
      decided(next);
    }
  }

  private void moved(Standing from, Standing to) {
    if (from != to) {
      moves[index(from, to)].increment();
    }
  }

  /** What became of a message that was undecided; nothing, if it still is. */
  private void decided(Message next) {
    switch (next.decision().kind()) {
      case CONFIRM, CANCEL -> count(confirmed, next.decision().source());
      case ROLL_BACK -> count(rolledBack, next.decision().source());
      case RESOLVE -> endedUndecided.increment();
      case NONE -> {
        if (!TaskCensus.isUndecided(next)) {
          endedUndecided.increment();
        }
      }
    }
  }

  /** A producer answered a check-back. */
  public void answered(Signal.Decide.Kind answer) {
    count(answers, answer);
  }

  /** A producer was asked for its decision. */
  public void checkedBack() {
    checkBacks.increment();
  }

  /** A consumer group was asked for its state. */
  public void consumeChecked() {
    consumeChecks.increment();
  }

  /** A message was given up, as a whole or for a group. */
  public void deadLettered(Reason reason) {
    count(deadLetters, reason);
  }

  /** A record was handed to the dispatcher. */
  public void dispatched() {
    dispatches.increment();
  }

  /** ... and it was the first one of its message, so long after it could be delivered. */
  public void dispatchedFirst(long afterMs) {
    toDispatch.addMillis(afterMs);
  }

  /** ... and it was a further attempt. */
  public void redelivered() {
    redeliveries.increment();
  }

  /** ... and it was an attempt again that may not have left before a task ended. */
  public void repeated() {
    repeated.increment();
  }

  /** All groups had consumed, so long after the message could be delivered. */
  public void completed(long afterMs) {
    toCompletion.addMillis(afterMs);
  }

  /** A destination did not take a record. */
  public void dispatchFailed(String destination, Reason reason) {
    count(dispatchFailures, reason);
    failingDestinations.count(destination);
  }

  /** A timer fired, so long after its time. */
  public void fired(long lateMs) {
    timerLateness.addMillis(lateMs);
  }

  /** A record of a signal topic was not a signal. */
  public void malformed(MalformedReason reason) {
    count(malformed, reason);
  }

  /** A message was set aside because of a defect of the coordinator. */
  public void defect() {
    defects.increment();
  }

  /** A record of the registry was not a registration; the value before it stays in force. */
  public void malformedRegistration() {
    malformedRegistrations.increment();
  }

  /** A tick fired so many timers and took so long. */
  public void tick(int fired, long nanos) {
    timersFired.add(fired);
    ticks.increment();
    tickNanos.add(nanos);
  }

  /** The counts as they are now; not one instant's, since counting goes on. */
  public Snapshot snapshot() {
    return new Snapshot(
        sums(signals),
        sums(refusals),
        moves(),
        new Decisions(sums(accepted), sums(confirmed), sums(rolledBack), endedUndecided.sum()),
        new Questions(checkBacks.sum(), sums(answers), consumeChecks.sum()),
        new Dispatches(
            dispatches.sum(),
            redeliveries.sum(),
            repeated.sum(),
            sums(dispatchFailures),
            failingDestinations.sums()),
        sums(deadLetters),
        sums(malformed),
        defects.sum(),
        malformedRegistrations.sum(),
        new Timers(timersFired.sum(), ticks.sum(), tickNanos.sum(), timerLateness.times()),
        toDispatch.times(),
        toCompletion.times());
  }

  private List<Move> moves() {
    List<Move> made = new ArrayList<>();
    for (Standing from : STANDINGS) {
      for (Standing to : STANDINGS) {
        long count = moves[index(from, to)].sum();
        if (count > 0) {
          made.add(new Move(from, to, count));
        }
      }
    }
    return made;
  }

  private static int index(Standing from, Standing to) {
    return from.ordinal() * STANDINGS.length + to.ordinal();
  }

  /**
   * Counts since the start of the instance. Maps by a constant have an entry for every constant.
   *
   * @param signals signals taken up
   * @param refusals signals refused
   * @param moves messages that came from one standing to another; only moves that were made
   * @param decisions what was decided about messages
   * @param questions what was asked, and answered
   * @param dispatches records handed to the dispatcher
   * @param deadLetters messages given up, as a whole or for a group
   * @param malformed records of signal topics that were not signals
   * @param defects messages set aside because of a defect of the coordinator
   * @param malformedRegistrations records of the registry that were not registrations
   * @param timers timers and their ticks
   * @param toDispatch from when a message could be delivered to its first dispatch
   * @param toCompletion from when a message could be delivered until all groups had consumed
   */
  public record Snapshot(
      Map<SignalKind, Long> signals,
      Map<Refusal.Reason, Long> refusals,
      List<Move> moves,
      Decisions decisions,
      Questions questions,
      Dispatches dispatches,
      Map<Reason, Long> deadLetters,
      Map<MalformedReason, Long> malformed,
      long defects,
      long malformedRegistrations,
      Timers timers,
      Histogram.Times toDispatch,
      Histogram.Times toCompletion) {
    public Snapshot {
      moves = List.copyOf(moves);
    }

    /** How many messages came into a status they were not in before. */
    public long entered(Status status) {
      return moves.stream()
          .filter(move -> move.to.status() == status && move.from.status() != status)
          .mapToLong(Move::count)
          .sum();
    }
  }

  /** So many messages came from one standing to another. */
  public record Move(Standing from, Standing to, long count) {}

  /**
   * What was decided. At rest, all instances together, and if nothing was done twice: accepted =
   * confirmed + rolled back + ended undecided + what is undecided now.
   *
   * @param accepted messages accepted, by the way they were handed over
   * @param confirmed by whom; sent and direct ones are confirmed by their producer
   * @param rolledBack by whom
   * @param endedUndecided expired, resolved by hand or too old before anybody decided
   */
  public record Decisions(
      Map<Mode, Long> accepted,
      Map<Decision.Source, Long> confirmed,
      Map<Decision.Source, Long> rolledBack,
      long endedUndecided) {}

  /**
   * What was asked.
   *
   * @param checkBacks producers asked for a decision
   * @param answers their answers, whether or not they were accepted
   * @param consumeChecks consumer groups asked for their state
   */
  public record Questions(
      long checkBacks, Map<Signal.Decide.Kind, Long> answers, long consumeChecks) {}

  /**
   * What was handed to the dispatcher.
   *
   * @param all records
   * @param redeliveries of those, further attempts
   * @param repeated of those, attempts again that may not have left before a task ended
   * @param failures records that a destination did not take, by reason
   * @param failuresByDestination the same, for a bounded number of destinations
   */
  public record Dispatches(
      long all,
      long redeliveries,
      long repeated,
      Map<Reason, Long> failures,
      Map<String, Long> failuresByDestination) {}

  /**
   * What timers did.
   *
   * @param fired timers fired
   * @param ticks ticks that looked for due timers
   * @param tickNanos time spent in ticks, ns
   * @param lateness how long after its time each timer fired
   */
  public record Timers(long fired, long ticks, long tickNanos, Histogram.Times lateness) {}

  private static LongAdder[] adders(int size) {
    LongAdder[] adders = new LongAdder[size];
    for (int i = 0; i < size; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
    Map<E, LongAdder> adders = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      adders.put(constant, new LongAdder());
    }
    return adders;
  }

  private static <E extends Enum<E>> void count(Map<E, LongAdder> adders, E constant) {
    LongAdder adder = adders.get(constant);
    if (adder == null) {
      throw new IllegalStateException("no counter for " + constant);
    }
    adder.increment();
  }

  private static <E extends Enum<E>> Map<E, Long> sums(Map<E, LongAdder> adders) {
    Map<E, Long> sums = new LinkedHashMap<>();
    adders.forEach((constant, adder) -> sums.put(constant, adder.sum()));
    return Collections.unmodifiableMap(sums);
  }
}
