package io.surety.lifecycle;

import java.util.ArrayList;
import java.util.List;

/** Whom a message is for: fixed once, when it is confirmed. */
final class Planning {

  private final Policies policies;
  private final EndRules ends;

  Planning(Policies policies, EndRules ends) {
    this.policies = policies;
    this.ends = ends;
  }

  /**
   * Owes the message to every subscription that wants it, not before its delivery time. False if
   * that was the end of it.
   */
  boolean plan(Step step) {
    Content content = step.message.content();
    if (!policies.isDestination(content.destination())) {
      ends.giveUp(Reason.NO_DESTINATION, step);
      return false;
    }
    List<Delivery> planned = new ArrayList<>();
    // A direct message is followed to nobody.
    if (content.mode() != Mode.DIRECT) {
      for (Subscription subscription : policies.subscriptions(content.destination())) {
        if (subscription.wants(content)) {
          planned.add(Delivery.planned(subscription.group()));
        }
      }
      if (planned.isEmpty()) {
        nobodySubscribed(step);
        return false;
      }
    }
    step.message =
        step.message
            .withDeliveries(planned)
            .withReason(Reason.NONE)
            .withStatus(Status.SCHEDULED, due(step.message));
    return true;
  }

  private void nobodySubscribed(Step step) {
    switch (policies.onNoSubscriber(step.message.content().destination())) {
      case DEAD_LETTER -> ends.giveUp(Reason.NO_SUBSCRIBER, step);
      case COMPLETE -> {
        step.message =
            step.message
                .withReason(Reason.NO_SUBSCRIBER)
                .withStatus(Status.COMPLETED, Message.NEVER);
        step.archive();
      }
    }
  }

  /** When a scheduled message is looked at: a delivery time without end is no reason to forget. */
  static long due(Message message) {
    long deliverAt = Step.later(message.content().deliverAt(), 0);
    return Math.min(deliverAt, message.content().expiresAt());
  }
}
