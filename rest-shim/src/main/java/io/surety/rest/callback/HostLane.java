package io.surety.rest.callback;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * The calls to one host: so many at a time, so many that wait, none while its breaker is open. So a
 * host that is slow holds up its own calls and nobody else's. Thread-safe.
 */
final class HostLane {
  /** How many calls may wait; the rules ask again what is turned away. */
  static final int WAITING_MAX = 200;

  private final Executor executor;
  private final int runningMax;
  private final LongSupplier nanos;
  private final Deque<Call> waiting = new ArrayDeque<>();
  private final Breaker breaker = new Breaker();
  private int running;

  /** A call; says how it went, and is told if it is not made. */
  interface Call {
    CallOutcome make();

    void notMade(CallOutcome why);
  }

  HostLane(Executor executor, int runningMax, LongSupplier nanos) {
    this.executor = executor;
    this.runningMax = runningMax;
    this.nanos = nanos;
  }

  /** Takes a call, or turns it away. */
  void add(Call call) {
    Optional<CallOutcome> refused = takenOrNot(call);
    refused.ifPresentOrElse(call::notMade, this::startNext);
  }

  synchronized int waiting() {
    return waiting.size();
  }

  synchronized boolean isOpen() {
    return breaker.isOpen();
  }

  /** True if nothing is lost when the lane is: no call, and no failures that still count. */
  synchronized boolean isIdle() {
    return running == 0 && waiting.isEmpty() && breaker.isForgotten(nanos.getAsLong());
  }

  private synchronized Optional<CallOutcome> takenOrNot(Call call) {
    if (waiting.size() >= WAITING_MAX) {
      return Optional.of(CallOutcome.OVERLOADED);
    }
    waiting.add(call);
    return Optional.empty();
  }

  private void startNext() {
    Optional<Call> next = next();
    while (next.isPresent()) {
      start(next.get());
      next = next();
    }
  }

  /** The next call that is to be made; those that the breaker holds back are told so. */
  private Optional<Call> next() {
    List<Call> held = new ArrayList<>();
    Optional<Call> next = takeNext(held);
    held.forEach(call -> call.notMade(CallOutcome.BREAKER_OPEN));
    return next;
  }

  private synchronized Optional<Call> takeNext(List<Call> held) {
    while (running < runningMax && !waiting.isEmpty()) {
      Call next = waiting.remove();
      if (breaker.admits(nanos.getAsLong())) {
        running++;
        return Optional.of(next);
      }
      held.add(next);
    }
    return Optional.empty();
  }

  private void start(Call call) {
    try {
      executor.execute(() -> run(call));
    } catch (RejectedExecutionException e) {
      // The server is stopping.
      ended(CallOutcome.OVERLOADED);
      call.notMade(CallOutcome.OVERLOADED);
    }
  }

  private void run(Call call) {
    CallOutcome outcome = CallOutcome.NOT_ALLOWED;
    try {
      outcome = call.make();
    } finally {
      ended(outcome);
      startNext();
    }
  }

  private synchronized void ended(CallOutcome outcome) {
    running--;
    if (outcome.isReached()) {
      breaker.succeeded();
    } else if (outcome.isFailureOfHost()) {
      breaker.failed(nanos.getAsLong());
    } else {
      breaker.ended();
    }
  }
}
