package io.surety.topology;

import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Refusal;
import io.surety.lifecycle.Status;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What the coordinator of one instance has done since it was started. Thread-safe. */
public final class CoordinatorMetrics {

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
  private final Map<Status, LongAdder> entered = adders(Status.class);
  private final Map<Reason, LongAdder> dispatchFailures = adders(Reason.class);
  private final Map<MalformedReason, LongAdder> malformed = adders(MalformedReason.class);
  private final LongAdder dispatches = new LongAdder();
  private final LongAdder defects = new LongAdder();
  private final LongAdder malformedRegistrations = new LongAdder();
  private final LongAdder timersFired = new LongAdder();
  private final LongAdder ticks = new LongAdder();
  private final LongAdder tickNanos = new LongAdder();

  /** A signal was taken up. */
  public void signal(SignalKind kind) {
    count(signals, kind);
  }

  /** A signal was refused. */
  public void refused(Refusal.Reason reason) {
    count(refusals, reason);
  }

  /** A message came into a status it was not in before. */
  public void entered(Status status) {
    count(entered, status);
  }

  /** A record was handed to the dispatcher. */
  public void dispatched() {
    dispatches.increment();
  }

  /** A destination did not take a record. */
  public void dispatchFailed(Reason reason) {
    count(dispatchFailures, reason);
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
        sums(entered),
        dispatches.sum(),
        sums(dispatchFailures),
        sums(malformed),
        defects.sum(),
        malformedRegistrations.sum(),
        timersFired.sum(),
        ticks.sum(),
        tickNanos.sum());
  }

  /**
   * Counts since the start of the instance. Maps have an entry for every constant.
   *
   * @param signals signals taken up
   * @param refusals signals refused
   * @param entered messages that came into a status
   * @param dispatches records handed to the dispatcher
   * @param dispatchFailures records that a destination did not take
   * @param malformed records of signal topics that were not signals
   * @param defects messages set aside because of a defect of the coordinator
   * @param malformedRegistrations records of the registry that were not registrations
   * @param timersFired timers fired
   * @param ticks ticks that looked for due timers
   * @param tickNanos time spent in ticks, ns
   */
  public record Snapshot(
      Map<SignalKind, Long> signals,
      Map<Refusal.Reason, Long> refusals,
      Map<Status, Long> entered,
      long dispatches,
      Map<Reason, Long> dispatchFailures,
      Map<MalformedReason, Long> malformed,
      long defects,
      long malformedRegistrations,
      long timersFired,
      long ticks,
      long tickNanos) {}

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
