package io.surety.rest.read;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that was given up, and that nobody has closed.
 *
 * @param group whose delivery it is; empty for the message as a whole
 * @param deadAt since when, epoch ms: one that was redriven and is given up again has a later one
 */
public record DeadLetter(
    String messageId,
    String group,
    Reason reason,
    Failure failure,
    String fingerprint,
    int attempts,
    long deadAt,
    Content content,
    String note) {

  /** Those of a message for which the filter holds. */
  public static List<DeadLetter> of(Message message, MessageFilter filter) {
    if (!filter.testMessage(message)) {
      return List.of();
    }
    List<DeadLetter> all = new ArrayList<>();
    whole(message).filter(filter.delivery()::test).ifPresent(all::add);
    for (Delivery delivery : message.deliveries()) {
      if (delivery.isUnresolvedDead()) {
        DeadLetter dead = of(message, delivery);
        if (filter.delivery().test(dead)) {
          all.add(dead);
        }
      }
    }
    return all;
  }

  /** The message itself, if it was given up before it had deliveries. */
  static Optional<DeadLetter> whole(Message message) {
    if (message.status() != Status.DEAD_LETTERED
        || !message.deliveries().isEmpty()
        || message.isFinished()) {
      return Optional.empty();
    }
    return Optional.of(
        new DeadLetter(
            message.id(),
            "",
            message.reason(),
            Failure.NONE,
            Fingerprints.of(message.reason(), Failure.NONE),
            0,
            message.settledAt(),
            message.content(),
            ""));
  }

  private static DeadLetter of(Message message, Delivery delivery) {
    return new DeadLetter(
        message.id(),
        delivery.group(),
        delivery.reason(),
        delivery.failure(),
        Fingerprints.of(delivery.reason(), delivery.failure()),
        delivery.attempt(),
        delivery.settledAt(),
        message.content(),
        delivery.note());
  }
}
