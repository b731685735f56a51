package io.surety.lifecycle;

import static io.surety.lifecycle.Message.NEVER;

import java.util.List;

/** How a message, or its delivery to one group, comes to an end. */
final class EndRules {

  private final Limits limits;

  EndRules(Limits limits) {
    this.limits = limits;
  }

  /** Nobody is owed anything any more: the message has ended. Nothing happens before that. */
  void finishIfNobodyIsOwed(Step step) {
    Message message = step.message;
    List<Delivery> all = message.deliveries();
    if (all.stream().anyMatch(delivery -> delivery.status().isOpen())) {
      return;
    }
    if (all.stream().noneMatch(delivery -> delivery.status() == DeliveryStatus.DEAD)) {
      step.message = message.withStatus(Status.COMPLETED, NEVER);
    } else if (all.stream().noneMatch(Delivery::isUnresolvedDead)) {
      step.message = message.withStatus(Status.DEAD_LETTERED, NEVER);
    } else if (message.status() != Status.DEAD_LETTERED) {
      // Later changes of a dead message do not prolong its retention.
      step.message =
          message.withStatus(Status.DEAD_LETTERED, step.in(limits.deadLetterRetentionMs()));
    }
    step.archive();
  }

  /** Given up for this group. */
  void kill(Delivery delivery, Reason reason, Failure failure, Step step) {
    step.message = step.message.with(delivery.dead(reason, step.now()));
    step.effect(new Effect.DeadLetter(delivery.group(), reason, delivery.attemptsUsed(), failure));
    step.event(Effect.Event.Kind.DEAD_LETTERED, delivery.group(), reason.name());
  }

  /** The message as a whole becomes a dead letter. */
  void giveUp(Reason reason, Step step) {
    step.message =
        step.message
            .withReason(reason)
            .withStatus(Status.DEAD_LETTERED, step.in(limits.deadLetterRetentionMs()));
    step.effect(new Effect.DeadLetter("", reason, 0, Failure.NONE));
    step.event(Effect.Event.Kind.DEAD_LETTERED, "", reason.name());
    step.archive();
  }

  /**
   * A direct message did not get to its destination. Nothing is kept of it to send again: the dead
   * letter has all of it.
   */
  void giveUpDirect(Failure failure, Step step) {
    step.message =
        step.message.withReason(Reason.DISPATCH_FAILED).withStatus(Status.DEAD_LETTERED, NEVER);
    step.effect(new Effect.DeadLetter("", Reason.DISPATCH_FAILED, 1, failure));
    step.event(Effect.Event.Kind.DEAD_LETTERED, "", failure.message());
    step.archive();
  }

  /** A dead letter has become too old. */
  void tooOldToKeep(Step step) {
    step.event(
        Effect.Event.Kind.RETENTION_ENDED, "", "dead letter removed: " + step.message.reason());
    close(step);
  }

  /** Nothing more can become of a dead letter. */
  void close(Step step) {
    step.message = step.message.withEarly(Early.NONE).withStatus(Status.DEAD_LETTERED, NEVER);
    step.archive();
  }

  /** The time to live ended before the first dispatch. */
  void expire(Step step) {
    if (step.message.hasBeenDispatched()) {
      expireForTheRest(step);
      return;
    }
    refuseWaitingGroups(step);
    step.message =
        step.message
            .withDeliveries(List.of())
            .withReason(Reason.TTL_EXPIRED)
            .withStatus(Status.EXPIRED, NEVER);
    step.event(Effect.Event.Kind.EXPIRED, "", "time to live ended before the delivery");
    step.archive();
  }

  /** A group reported the message although the row knows of no dispatch: it is a delivered one. */
  private void expireForTheRest(Step step) {
    step.message = step.message.withStatus(Status.DELIVERING, NEVER);
    for (Delivery delivery : step.message.deliveries()) {
      if (delivery.isPlanned()) {
        kill(delivery, Reason.TTL_EXPIRED, Failure.NONE, step);
      }
    }
    finishIfNobodyIsOwed(step);
  }

  void rollBack(Step step) {
    refuseWaitingGroups(step);
    step.message = step.message.withStatus(Status.ROLLED_BACK, NEVER);
    if (step.message.decision().source() == Decision.Source.TIMER) {
      step.event(Effect.Event.Kind.ROLLED_BACK_BY_POLICY, "", "no decision in time");
    }
    step.archive();
  }

  /** Groups that reported a message which nobody is to receive: somebody must know. */
  private static void refuseWaitingGroups(Step step) {
    for (Early.GroupSignal signal : step.message.early().groups()) {
      step.event(
          Effect.Event.Kind.EARLY_REFUSED,
          signal.group(),
          signal.kind() + " for a message that was not to be delivered");
    }
    step.message = step.message.withEarly(Early.NONE);
  }
}
