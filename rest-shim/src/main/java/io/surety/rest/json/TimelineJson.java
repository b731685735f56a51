package io.surety.rest.json;

import io.surety.lifecycle.Attempt;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Question;
import io.surety.lifecycle.Reason;
import java.util.List;
import java.util.Map;

/** What happened to a message, in the order in which it happened, as far as it is remembered. */
public final class TimelineJson {
  private TimelineJson() {}

  /** The timeline of a live message. */
  public static Map<String, Object> of(Message message) {
    return members(message, "live").toMap();
  }

  /**
   * The timeline of a finished one, of which little is remembered.
   *
   * @param elsewhere where the rest is, or why it is nowhere
   */
  public static Map<String, Object> ended(Message message, String elsewhere) {
    return members(message, "settled")
        .put("incomplete", true)
        .put("archive", "/api/v1/archive/messages/" + message.id())
        .put("detail", elsewhere)
        .toMap();
  }

  private static Members members(Message message, String source) {
    return new Members()
        .put("id", message.id())
        .put("status", message.status())
        .put("source", source)
        .put("entries", entries(message));
  }

  private static List<Map<String, Object>> entries(Message message) {
    Entries entries = new Entries();
    entries.add("PREPARED", message.content().preparedAt(), new Members());
    message.checkBack().history().forEach(question -> question(entries, question, message));
    if (message.decision().isMade()) {
      entries.add(
          "DECIDED",
          message.decision().at(),
          new Members()
              .put("decision", message.decision().kind())
              .put("source", message.decision().source())
              .text("actor", message.decision().actor())
              .text("reason", message.decision().reason()));
    }
    message.deliveries().forEach(delivery -> delivery(entries, delivery));
    entries.add(
        message.status().name(),
        message.settledAt(),
        new Members().put("reason", message.reason() == Reason.NONE ? null : message.reason()));
    return entries.inOrder();
  }

  private static void question(Entries entries, Question question, Message message) {
    if (message.isDecidedBy(question)) {
      entries.question(
          question.attempt(),
          question.askedAt(),
          message.decision().kind().name(),
          message.decision().at());
    } else {
      entries.question(
          question.attempt(), question.askedAt(), question.answer().name(), question.answeredAt());
    }
  }

  private static void delivery(Entries entries, Delivery delivery) {
    String group = delivery.group();
    List<Entries.Ended> history = delivery.history().stream().map(TimelineJson::ended).toList();
    boolean isHeldBack =
        delivery.heldBackSince() > 0 && delivery.status() == DeliveryStatus.WAITING;
    entries.attempts(group, history, delivery.attempt(), delivery.dispatchedAt(), isHeldBack);
    entries.received(group, history, delivery.attempt(), delivery.receivedAt());
    entries.add(
        delivery.status() == DeliveryStatus.CONSUMED && delivery.late()
            ? "CONSUMED_LATE"
            : delivery.status().name(),
        delivery.settledAt(),
        Entries.of(group, delivery.attempt())
            .put("reason", delivery.reason() == Reason.NONE ? null : delivery.reason())
            .text("note", delivery.note()));
  }

  private static Entries.Ended ended(Attempt attempt) {
    return new Entries.Ended(
        attempt.number(),
        attempt.outcome().name(),
        attempt.dispatchedAt(),
        attempt.endedAt(),
        attempt.failure().type(),
        attempt.failure().message(),
        attempt.failure().fingerprint());
  }
}
