package io.surety.testkit;

import io.surety.client.Message;
import io.surety.client.NotDoneException;
import io.surety.client.OutcomeUnknownException;
import io.surety.client.SuretyClientConfig;
import io.surety.client.internal.Transport;
import io.surety.client.internal.intake.Crew;
import io.surety.client.internal.intake.WorkSource;
import io.surety.client.internal.send.Callbacks;
import io.surety.client.internal.send.Needs;
import io.surety.client.internal.send.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Stands where Kafka stands: what a client sends goes to the coordinator, or is lost on the way.
 */
final class MemoryTransport implements Transport {
  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final SuretyClientConfig config;
  private final MovedClock clock;
  private final Turns turns;
  private final MemoryTopics topics;
  private final MemoryCoordinator coordinator;
  private final Faults faults;
  private final VirtualTimer timer;
  private final Callbacks callbacks = Callbacks.atOnce();
  private final Map<String, Instant> delayedUntil = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  MemoryTransport(
      SuretyClientConfig config,
      MovedClock clock,
      Turns turns,
      MemoryTopics topics,
      MemoryCoordinator coordinator,
      Faults faults) {
    this.config = config;
    this.clock = clock;
    this.turns = turns;
    this.topics = topics;
    this.coordinator = coordinator;
    this.faults = faults;
    this.timer = new VirtualTimer(clock);
  }

  @Override
  public CompletableFuture<Void> send(Outgoing outgoing) {
    String what = outgoing.intent().what();
    if (isClosed) {
      return refused(what, "the client is closed", "Use a client that is not closed.");
    }
    Faults.Fate fate = faults.fateOf(SignalType.of(outgoing, config));
    return switch (fate.kind()) {
      case FINE -> {
        store(outgoing);
        yield DONE;
      }
      case REFUSED -> refused(what, "the test kit was told to refuse it", "Call it again.");
      case LOST -> unknown(outgoing);
      case ACKNOWLEDGEMENT_LOST -> {
        store(outgoing);
        yield unknown(outgoing);
      }
      case CRASH_BEFORE -> throw new SimulatedCrash("before it could " + what);
      case CRASH_AFTER -> {
        store(outgoing);
        throw new SimulatedCrash("just after it could " + what);
      }
      case DELAYED -> {
        timer.schedule(() -> store(outgoing), fate.delay().toMillis(), TimeUnit.MILLISECONDS);
        yield DONE;
      }
      case DUPLICATED -> {
        store(outgoing);
        store(outgoing);
        yield DONE;
      }
    };
  }

  private void store(Outgoing outgoing) {
    turns.add(() -> coordinator.take(outgoing.topic(), outgoing.key(), outgoing.value()));
    turns.run();
  }

  private static CompletableFuture<Void> refused(String what, String why, String nextStep) {
    return CompletableFuture.failedFuture(
        new NotDoneException("could not " + what + ": " + why, nextStep, null));
  }

  private static CompletableFuture<Void> unknown(Outgoing outgoing) {
    return CompletableFuture.failedFuture(
        new OutcomeUnknownException(
            "it is not known whether it could "
                + outgoing.intent().what()
                + ": the test kit was told to lose it, or its acknowledgement",
            outgoing.intent().ifUnknown(),
            null));
  }

  @Override
  public Crew crew(Crew.Spec spec, WorkSource source) {
    return topics.crew(spec, source);
  }

  /** A delay is counted from the kit's clock, for the same message always from the same time. */
  @Override
  public Optional<Instant> deliverAt(Message message) {
    return message.delay().isEmpty()
        ? message.deliverAt()
        : message
            .delay()
            .map(delay -> delayedUntil.computeIfAbsent(message.id(), id -> after(delay)));
  }

  private Instant after(Duration delay) {
    return clock.instant().plus(delay);
  }

  VirtualTimer virtualTimer() {
    return timer;
  }

  @Override
  public ScheduledExecutorService timer() {
    return timer;
  }

  @Override
  public long elapsedMs() {
    return clock.millis();
  }

  @Override
  public Callbacks callbacks() {
    return callbacks;
  }

  @Override
  public void require(Needs needs, String remedy) {
    // In memory every topic is there.
  }

  @Override
  public void prime(List<String> names) {
    // In memory nothing has to be found.
  }

  @Override
  public void close(Duration timeout) {
    isClosed = true;
    timer.shutdownNow();
  }
}
