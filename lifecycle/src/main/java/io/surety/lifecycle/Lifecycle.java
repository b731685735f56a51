package io.surety.lifecycle;

/**
 * The rules of one message. A pure, total function: every status and every signal has an answer,
 * and the same arguments give the same answer for ever. Thread-safe if the policies are.
 */
public final class Lifecycle {

  private final Signal.Cases<Step> rules;

  /** Rules that read these policies. */
  public Lifecycle(Policies policies, Limits limits) {
    rules = rules(policies, limits);
  }

  /**
   * What becomes of the message when the signal comes, and is read as soon as it came.
   *
   * @see #on(Message, Signal, long, long)
   */
  public Transition on(Message message, Signal signal, long now) {
    return on(message, signal, now, now);
  }

  /**
   * What becomes of the message when the signal comes.
   *
   * @param message as stored, or {@link Message#absent}
   * @param signal what happened
   * @param now for a signal from the log its log-append time, for a timer the tick's, epoch ms
   * @param readAt when the signal is acted on, epoch ms. Only the time to answer a dispatch is
   *     counted from it: after an outage the log is old, but a group cannot have had the message
   *     before it was dispatched.
   * @throws IllegalStateException if a rule is broken: a defect, never an input
   */
  public Transition on(Message message, Signal signal, long now, long readAt) {
    Step step = new Step(message, now, readAt);
    signal.match(rules, step);
    return step.transition();
  }

  private static Signal.Cases<Step> rules(Policies policies, Limits limits) {
    Subscriptions subscriptions = new Subscriptions(policies);
    EndRules ends = new EndRules(limits);
    EarlyRules early = new EarlyRules(limits, ends);
    GroupRules groups = new GroupRules(subscriptions, early, ends);
    DispatchRules dispatches =
        new DispatchRules(limits, subscriptions, new Planning(policies, ends), groups, ends);
    ScheduleRules schedules = new ScheduleRules(limits, dispatches);
    FirstDecision first = new FirstDecision(dispatches, ends);
    CheckBackRules checkBacks = new CheckBackRules(policies, limits);
    DecisionRules decisions =
        new DecisionRules(
            early, first, checkBacks, schedules, new DeadLetterRules(dispatches, ends), ends);
    PrepareRules prepares = new PrepareRules(checkBacks, first, decisions);
    TimerRules timers =
        new TimerRules(subscriptions, early, checkBacks, schedules, dispatches, groups, ends);

    return new Signal.Cases<>() {
      @Override
      public void prepare(Signal.Prepare signal, Step step) {
        prepares.prepare(signal, step);
      }

      @Override
      public void decide(Signal.Decide signal, Step step) {
        decisions.decide(signal, step);
      }

      @Override
      public void receive(Signal.Receive signal, Step step) {
        groups.receive(signal, step);
      }

      @Override
      public void consume(Signal.Consume signal, Step step) {
        groups.consume(signal, step);
      }

      @Override
      public void due(Signal.Due signal, Step step) {
        timers.due(signal, step);
      }

      @Override
      public void resume(Signal.Resume signal, Step step) {
        dispatches.resume(signal, step);
      }

      @Override
      public void dispatchFailed(Signal.DispatchFailed signal, Step step) {
        dispatches.dispatchFailed(signal, step);
      }
    };
  }
}
