package io.surety.topology;

import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Transition;
import io.surety.topology.counts.Standing;
import io.surety.topology.effects.Change;

/** Counts what a step did, once it is done. Belongs to the stream thread. */
final class StepCounter implements Effect.Sink {
  private final CoordinatorMetrics metrics;
  private Message next = Message.absent("");
  private long readAt;
  private boolean isResumed;

  StepCounter(CoordinatorMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * Counts the step.
   *
   * @param readAt when the signal was acted on, epoch ms
   */
  void count(Change change, Transition transition, long readAt) {
    this.next = transition.next();
    this.readAt = readAt;
    this.isResumed = change.signal() instanceof Signal.Resume;
    transition.refusal().ifPresent(refusal -> metrics.refused(refusal.reason()));
    transition.effects().forEach(effect -> effect.applyTo(this));
    if (change.signal() instanceof Signal.DispatchFailed failed) {
      metrics.dispatchFailed(destination(change), failed.reason());
    }
    if (!change.before().equals(next)) {
      metrics.changed(change.before(), next);
      completed(Standing.of(change.before()), change.now());
    }
  }

  /** Of a direct message, which is in no store any more, the payload tells it. */
  private String destination(Change change) {
    return change
        .brought()
        .map(body -> body.prepare().getDestination())
        .orElseGet(next.content()::destination);
  }

  private void completed(Standing before, long now) {
    if (before.isLive() && Standing.of(next) == Standing.COMPLETED) {
      metrics.completed(now - Standing.deliverableSince(next));
    }
  }

  @Override
  public void dispatch(Effect.Dispatch effect) {
    if (isResumed) {
      metrics.repeated();
    } else if (effect.attempt() > 1) {
      metrics.redelivered();
    } else {
      metrics.dispatchedFirst(readAt - Standing.deliverableSince(next));
    }
  }

  @Override
  public void askProducer(Effect.AskProducer effect) {
    metrics.checkedBack();
  }

  @Override
  public void askConsumer(Effect.AskConsumer effect) {
    metrics.consumeChecked();
  }

  @Override
  public void deadLetter(Effect.DeadLetter effect) {
    metrics.deadLettered(effect.reason());
  }

  @Override
  public void requestDelivery(Effect.RequestDelivery effect) {}

  @Override
  public void requestRollBack(Effect.RequestRollBack effect) {}

  @Override
  public void archive(Effect.Archive effect) {}

  @Override
  public void event(Effect.Event effect) {}
}
