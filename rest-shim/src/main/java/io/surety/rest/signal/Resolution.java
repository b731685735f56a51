package io.surety.rest.signal;

import io.surety.lifecycle.Attempt;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Signal;
import java.util.Comparator;
import java.util.Optional;

/**
 * Who closed a dead letter, as far as it is remembered.
 *
 * @param group for which; empty for the message as a whole
 * @param at epoch ms; 0 if it is not remembered
 * @param actor empty if nobody was named
 * @param reason empty if none was given
 */
public record Resolution(String group, long at, String actor, String reason) {

  /**
   * The first one of a delivery, or of the message as a whole; of a finished message that has no
   * such delivery the last one there was. Empty if nobody closed it.
   */
  static Optional<Resolution> of(Message message, String group) {
    Decision decision = message.decision();
    if (decision.kind() == Decision.Kind.RESOLVE) {
      return Optional.of(new Resolution("", decision.at(), decision.actor(), decision.reason()));
    }
    Optional<Delivery> asked = message.delivery(group).filter(Delivery::resolved);
    return asked.isPresent()
        ? asked.map(Resolution::of)
        : message.deliveries().stream()
            .filter(Delivery::resolved)
            .map(Resolution::of)
            .max(Comparator.comparingLong(Resolution::at));
  }

  private static Resolution of(Delivery delivery) {
    // A row that had to be shortened keeps neither.
    return delivery.history().stream()
        .filter(entry -> entry.outcome() == Attempt.Outcome.RESOLVED)
        .reduce((earlier, later) -> later)
        .map(entry -> of(delivery.group(), entry))
        .orElseGet(() -> new Resolution(delivery.group(), 0, "", delivery.note()));
  }

  private static Resolution of(String group, Attempt entry) {
    return new Resolution(
        group, entry.endedAt(), entry.failure().type(), entry.failure().message());
  }

  /** True if the signal made it, or says the same once more. */
  boolean isOf(Signal.Decide said) {
    boolean isWhole = reason.length() < Failure.STORED_MESSAGE_MAX;
    return group.equals(said.group())
        && actor.equals(said.actor())
        && (isWhole ? said.reason().equals(reason) : said.reason().startsWith(reason));
  }
}
