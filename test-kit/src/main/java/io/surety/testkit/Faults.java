package io.surety.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What goes wrong. A fault for the next signal of a type is used up by it; several for one type are
 * used up in the order in which they were asked for. Thread-safe.
 */
public final class Faults {
  private final Map<SignalType, Deque<Fate>> next = new EnumMap<>(SignalType.class);
  private final Map<SignalType, Fate> all = new EnumMap<>(SignalType.class);
  private final Deque<Integer> nextDeliveries = new ArrayDeque<>();
  private final Set<String> downDestinations = new HashSet<>();

  /** What becomes of a signal on its way to the coordinator. */
  record Fate(Kind kind, Duration delay) {
    static final Fate FINE = new Fate(Kind.FINE, Duration.ZERO);

    enum Kind {
      FINE,
      REFUSED,
      LOST,
      ACKNOWLEDGEMENT_LOST,
      CRASH_BEFORE,
      CRASH_AFTER,
      DELAYED,
      DUPLICATED
    }
  }

  Faults() {}

  /**
   * The next signal of this type is refused: {@link io.surety.client.NotDoneException}, and it is
   * not stored.
   */
  public Faults refuseNext(SignalType type) {
    return next(type, Fate.Kind.REFUSED);
  }

  /** As {@link #refuseNext}, for all from now on, until {@link #none}: Kafka is down. */
  public Faults refuseAll(SignalType type) {
    return all(type, Fate.Kind.REFUSED);
  }

  /**
   * The next signal of this type is lost: {@link io.surety.client.OutcomeUnknownException}, and it
   * is not stored.
   */
  public Faults loseNext(SignalType type) {
    return next(type, Fate.Kind.LOST);
  }

  /** As {@link #loseNext}, for all from now on, until {@link #none}. */
  public Faults loseAll(SignalType type) {
    return all(type, Fate.Kind.LOST);
  }

  /**
   * The answer to the next signal of this type is lost: {@link
   * io.surety.client.OutcomeUnknownException}, and it <em>is</em> stored.
   */
  public Faults loseAcknowledgementOfNext(SignalType type) {
    return next(type, Fate.Kind.ACKNOWLEDGEMENT_LOST);
  }

  /**
   * The process ends before the next signal of this type is stored: {@link SimulatedCrash} is
   * thrown. With {@link SignalType#CONFIRM} that is the crash between a commit and its confirm.
   * Where the client itself calls (after a handler), the record is read again, as it would be when
   * the process is back.
   */
  public Faults crashBeforeNext(SignalType type) {
    return next(type, Fate.Kind.CRASH_BEFORE);
  }

  /** As {@link #crashBeforeNext}, when the signal has just been stored. */
  public Faults crashAfterNext(SignalType type) {
    return next(type, Fate.Kind.CRASH_AFTER);
  }

  /**
   * The next signal of this type is acknowledged, and reaches the coordinator later, so that those
   * that are said meanwhile overtake it.
   *
   * @param delay at least 0
   */
  public Faults delayNext(SignalType type, Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must be >= 0, was " + delay);
    }
    return next(type, new Fate(Fate.Kind.DELAYED, delay));
  }

  /** The next signal of this type reaches the coordinator twice. */
  public Faults duplicateNext(SignalType type) {
    return next(type, Fate.Kind.DUPLICATED);
  }

  /** The next record that is dispatched comes twice, with the same id and attempt. */
  public synchronized Faults duplicateNextDelivery() {
    nextDeliveries.add(2);
    return this;
  }

  /** The next record that is dispatched comes nowhere. */
  public synchronized Faults loseNextDelivery() {
    nextDeliveries.add(0);
    return this;
  }

  /** This destination takes no records, until {@link #destinationUp} or {@link #none}. */
  public synchronized Faults destinationDown(String topic) {
    downDestinations.add(topic);
    return this;
  }

  /** This destination takes records again. */
  public synchronized Faults destinationUp(String topic) {
    downDestinations.remove(topic);
    return this;
  }

  /** Nothing goes wrong any more. */
  public synchronized Faults none() {
    next.clear();
    all.clear();
    nextDeliveries.clear();
    downDestinations.clear();
    return this;
  }

  synchronized Fate fateOf(SignalType type) {
    Deque<Fate> waiting = next.get(type);
    return waiting == null || waiting.isEmpty()
        ? all.getOrDefault(type, Fate.FINE)
        : waiting.remove();
  }

  /** How often the next record comes. */
  synchronized int timesDelivered() {
    return nextDeliveries.isEmpty() ? 1 : nextDeliveries.remove();
  }

  synchronized boolean isDown(String destination) {
    return downDestinations.contains(destination);
  }

  private Faults next(SignalType type, Fate.Kind kind) {
    return next(type, new Fate(kind, Duration.ZERO));
  }

  private synchronized Faults next(SignalType type, Fate fate) {
    next.computeIfAbsent(type, unused -> new ArrayDeque<>()).add(fate);
    return this;
  }

  private synchronized Faults all(SignalType type, Fate.Kind kind) {
    all.put(type, new Fate(kind, Duration.ZERO));
    return this;
  }
}
