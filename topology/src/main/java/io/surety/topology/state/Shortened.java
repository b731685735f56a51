package io.surety.topology.state;

import io.surety.lifecycle.Attempt;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Message;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Rows of messages with very many groups, or very long errors. A record that its topic does not
 * take would stop the stream thread, so what only explains gives way, step by step: first what the
 * ended attempts reported, then the attempts, then the last errors and notes.
 */
public final class Shortened {
  private static final List<UnaryOperator<Delivery>> STEPS =
      List.of(
          delivery -> with(delivery, delivery.failure(), delivery.note(), bare(delivery)),
          delivery -> with(delivery, delivery.failure(), delivery.note(), List.of()),
          delivery -> with(delivery, Failure.of(delivery.failure().type(), ""), "", List.of()));

  private Shortened() {}

  static byte[] encode(Message message, int bytesMax) {
    int length = 0;
    for (UnaryOperator<Delivery> step : STEPS) {
      byte[] row = MessageRows.encode(each(message, step));
      if (row.length <= bytesMax) {
        return row;
      }
      length = row.length;
    }
    throw new IllegalStateException(
        "row of message '"
            + message.id()
            + "' with "
            + message.deliveries().size()
            + " groups has "
            + length
            + " bytes, more than the "
            + bytesMax
            + " its topic takes");
  }

  /** The message without the attempts of its deliveries, without notes and error texts. */
  public static Message mostly(Message message) {
    return each(message, STEPS.get(STEPS.size() - 1));
  }

  private static Message each(Message message, UnaryOperator<Delivery> step) {
    return new Message(
        message.id(),
        message.status(),
        message.revision(),
        message.content(),
        message.checkBack(),
        message.decision(),
        message.deliveries().stream().map(step).toList(),
        message.early(),
        message.reason(),
        message.settledAt(),
        message.statusDue());
  }

  private static List<Attempt> bare(Delivery delivery) {
    return delivery.history().stream()
        .map(a -> new Attempt(a.number(), a.dispatchedAt(), a.endedAt(), a.outcome(), Failure.NONE))
        .toList();
  }

  private static Delivery with(Delivery from, Failure failure, String note, List<Attempt> history) {
    return new Delivery(
        from.group(),
        from.status(),
        from.attempt(),
        from.attemptsBase(),
        from.dispatchedAt(),
        from.receivedAt(),
        from.settledAt(),
        from.due(),
        from.heldBackSince(),
        from.asked(),
        from.late(),
        from.resolved(),
        from.reason(),
        failure,
        note,
        history);
  }
}
