package io.surety.topology.effects;

import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Refusal;
import io.surety.lifecycle.Transition;
import io.surety.topology.dispatch.DispatchRequest;
import io.surety.topology.signals.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns the effects of one transition into records, ready to be written, and dispatches, ready to
 * be made. Does neither itself: what fails here, fails before anything has happened. Lives as long
 * as its transition.
 */
public final class EffectApplier implements Effect.Sink {
  private final Outputs outputs;
  private final Events events;
  private final Change change;
  private final Supplier<Optional<Body>> body;
  private final List<Output> records = new ArrayList<>(2);
  private final List<DispatchRequest> dispatches = new ArrayList<>(1);

  /**
   * For one transition.
   *
   * @param body headers and payload of the message, read when they are needed
   */
  public EffectApplier(Outputs outputs, Change change, Supplier<Optional<Body>> body) {
    this.outputs = outputs;
    this.events = new Events(outputs.settings().events());
    this.change = change;
    this.body = body;
  }

  /** Takes all effects, the refusal, and the change of status. */
  public EffectApplier take(Transition transition) {
    transition.effects().forEach(effect -> effect.applyTo(this));
    transition.refusal().ifPresent(this::refused);
    if (change.before().status() != change.next().status()) {
      events.statusChanged(change).ifPresent(this::write);
    }
    return this;
  }

  /** Sets the message aside because of a defect: a dead letter and an event, nothing else. */
  public EffectApplier defect(String detail) {
    Failure failure = Failure.of(Events.DEFECT, detail);
    deadLetter(new DeadLetters.Entry("", Events.DEFECT, 0, failure));
    events.defect(change, detail).ifPresent(this::write);
    return this;
  }

  /** What is to be written in the transaction, in this order. */
  public List<Output> records() {
    return records;
  }

  /** What is to be sent to destinations, in this order. */
  public List<DispatchRequest> dispatches() {
    return dispatches;
  }

  @Override
  public void dispatch(Effect.Dispatch effect) {
    Body known =
        body.get()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "message '" + change.id() + "' is to be dispatched without its payload"));
    dispatches.add(Dispatches.of(change.next(), effect, known));
  }

  @Override
  public void askProducer(Effect.AskProducer effect) {
    records.add(
        outputs.checkBack(
            change.id(), Questions.checkBack(change.next(), effect, change.now()), change.now()));
  }

  @Override
  public void askConsumer(Effect.AskConsumer effect) {
    records.add(
        outputs.consumeCheck(
            change.id(),
            Questions.consumeCheck(change.next(), effect, change.now()),
            change.now()));
  }

  @Override
  public void requestDelivery(Effect.RequestDelivery effect) {
    records.add(
        outputs.confirm(change.id(), Questions.deliverNow(change.id(), effect), change.now()));
  }

  @Override
  public void requestRollBack(Effect.RequestRollBack effect) {
    records.add(outputs.confirm(change.id(), Questions.rollBack(change.id()), change.now()));
  }

  @Override
  public void deadLetter(Effect.DeadLetter effect) {
    deadLetter(
        new DeadLetters.Entry(
            effect.group(), effect.reason().name(), effect.attempts(), effect.failure()));
  }

  @Override
  public void archive(Effect.Archive effect) {
    records.add(
        outputs.archive(change.id(), Archives.forms(change.next(), body.get()), change.now()));
  }

  @Override
  public void event(Effect.Event effect) {
    events.of(change, effect).ifPresent(this::write);
  }

  private void refused(Refusal refusal) {
    events.refused(change, refusal).ifPresent(this::write);
  }

  private void deadLetter(DeadLetters.Entry entry) {
    records.add(
        outputs.deadLetter(
            change.id(),
            DeadLetters.forms(change, entry, body.get()),
            DeadLetters.headers(change, entry),
            change.now()));
  }

  private void write(io.surety.schemas.avro.Event event) {
    records.add(outputs.event(change.id(), event, change.now()));
  }
}
