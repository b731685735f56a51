package io.surety.topology;

import static io.surety.lifecycle.Message.NEVER;

import io.surety.lifecycle.Lifecycle;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Transition;
import io.surety.topology.FailedDispatches.Failed;
import io.surety.topology.counts.TaskCensus;
import io.surety.topology.dispatch.DispatchRequest;
import io.surety.topology.effects.Change;
import io.surety.topology.effects.EffectApplier;
import io.surety.topology.effects.Output;
import io.surety.topology.effects.Outputs;
import io.surety.topology.log.TaskLog;
import io.surety.topology.signals.Body;
import io.surety.topology.signals.Reading;
import io.surety.topology.state.MessageStore;
import io.surety.topology.timers.DueTimers;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Takes one signal through: find the message, let the rules decide, remember, do. Everything that
 * can fail because of a defect of ours fails before anything is written; then the message is set
 * aside, and the partition goes on. What Kafka throws is not caught: the task is taken up again.
 *
 * <p>Belongs to the stream thread.
 */
final class SignalHandler {
  private static final SignalCounter COUNTER = new SignalCounter();

  private final CoordinatorParts parts;
  private final Lifecycle lifecycle;
  private final FreshRegistry registry;
  private final Outputs outputs;
  private final Task task;
  private final SetAside setAside;
  private final StepCounter counter;
  private boolean dispatched;

  /**
   * What belongs to the task.
   *
   * @param forward writes a record in the transaction
   * @param clock epoch ms
   */
  record Task(
      MessageStore store,
      DueTimers timers,
      TaskCensus census,
      TaskLog log,
      FailedDispatches failed,
      Consumer<Output> forward,
      LongSupplier clock) {}

  SignalHandler(CoordinatorParts parts, Task task) {
    CoreSettings settings = parts.settings();
    this.parts = parts;
    this.lifecycle = new Lifecycle(parts.policies(), settings.limits());
    this.registry = new FreshRegistry(parts.gate(), settings.registryStalenessMaxMs());
    this.outputs = new Outputs(settings, parts.topics(), parts.codec());
    this.task = task;
    this.setAside = new SetAside(parts.metrics(), task.forward());
    this.counter = new StepCounter(parts.metrics());
  }

  /**
   * A signal that was read from the log. A decision about a bundle is taken message by message, but
   * in one transaction: all of it is seen, or nothing.
   */
  void handle(Reading.Taken taken, RecordMetadata origin, long appendTime) {
    for (String id : taken.ids()) {
      step(new Step(id, taken.signal(), appendTime, taken.body(), Optional.of(origin)), false);
    }
  }

  /** A destination did not take a record. */
  void handle(Failed failed, long now) {
    step(new Step(failed.id(), failed.signal(), now, failed.body(), Optional.empty()), false);
  }

  /**
   * A time has come.
   *
   * @return false if nothing was done, because the task may have lost its partition and must not
   *     send anything to a destination on its own account
   */
  boolean fire(String id, Signal signal, long now) {
    return step(new Step(id, signal, now, Optional.empty(), Optional.empty()), true);
  }

  /** True if something was dispatched since this was asked last. */
  boolean hasDispatched() {
    boolean since = dispatched;
    dispatched = false;
    return since;
  }

  private record Step(
      String id, Signal signal, long now, Optional<Body> body, Optional<RecordMetadata> origin) {

    Change change(Message before, Message next) {
      return new Change(before, next, signal, now, body, origin);
    }
  }

  private boolean step(Step step, boolean byTimer) {
    step.signal().match(COUNTER, parts.metrics());
    Message before = Message.absent(step.id());
    try {
      before = task.store().find(step.id(), step.now(), task.clock().getAsLong());
      registry.awaitFor(step.signal(), before, step.now());
      long readAt = task.clock().getAsLong();
      Transition transition = lifecycle.on(before, step.signal(), step.now(), readAt);
      Change change = step.change(before, transition.next());
      EffectApplier effects = applier(change).take(transition);
      if (byTimer && !effects.dispatches().isEmpty() && !task.log().holdsLease()) {
        task.timers().set(step.id(), before.nextDue());
        return false;
      }
      carryOut(change, effects);
      schedule(transition.next(), step.signal());
      counter.count(change, transition, readAt);
      if (step.signal() instanceof Signal.Due) {
        parts.metrics().fired(step.now() - before.nextDue());
      }
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException defect) {
      setAside.message(step.change(before, before), this::lenientApplier, defect);
      if (byTimer) {
        task.timers().set(step.id(), step.now() + SetAside.PAUSE_MS);
      }
    }
    return true;
  }

  private EffectApplier applier(Change change) {
    return new EffectApplier(outputs, change, () -> body(change));
  }

  /** A dead letter is written even if the payload is part of the trouble. */
  private EffectApplier lenientApplier(Change change) {
    return new EffectApplier(
        outputs,
        change,
        () -> {
          try {
            return body(change);
          } catch (IllegalStateException unreadable) {
            return Optional.empty();
          }
        });
  }

  private Optional<Body> body(Change change) {
    return change
        .brought()
        .or(() -> task.store().prepare(change.next().id()).map(v -> Body.of(parts.codec(), v)));
  }

  private void carryOut(Change change, EffectApplier effects) {
    Message next = change.next();
    task.store().save(change.before(), next, task.clock().getAsLong());
    task.census().changed(change.before(), next);
    boolean accepted = !change.before().content().isPresent() && next.content().isPresent();
    if (accepted && !next.isFinished()) {
      change.brought().ifPresent(body -> task.store().savePrepare(next.id(), body.encoded()));
    }
    effects.records().forEach(task.forward());
    effects.dispatches().forEach(request -> dispatch(request, change));
  }

  private void dispatch(DispatchRequest request, Change change) {
    // A direct message is in no store once it has left: whoever must give it up needs its payload.
    Optional<Body> kept =
        change.next().content().mode() == Mode.DIRECT ? body(change) : Optional.empty();
    parts.metrics().dispatched();
    dispatched = true;
    Consumer<Signal.DispatchFailed> onFailure =
        failure -> task.failed().add(new Failed(request.messageId(), failure, kept));
    try {
      parts.dispatcher().dispatch(request, onFailure);
    } catch (RuntimeException e) {
      onFailure.accept(
          new Signal.DispatchFailed(
              request.attempt(), request.groups(), Reason.DESTINATION_UNAVAILABLE, e.toString()));
    }
  }

  private void schedule(Message next, Signal signal) {
    long due = next.isFinished() ? NEVER : next.nextDue();
    // A message fires once a tick, whatever the rules say, so that no tick goes on for ever.
    long earliest = signal instanceof Signal.Due fired ? fired.horizon() + 1 : 0;
    task.timers().set(next.id(), Math.max(due, earliest));
  }
}
