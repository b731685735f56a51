package io.surety.rest.json;

import io.surety.lifecycle.Attempt;
import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Early;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message as it is shown. */
public final class MessageJson {
  private MessageJson() {}

  /**
   * All that is known of the message, but for headers and payload.
   *
   * @param isSettled true if only the outcome is remembered
   * @param asOf when this was true, epoch ms
   */
  public static Map<String, Object> of(Message message, boolean isSettled, long asOf) {
    return new Members()
        .put("id", message.id())
        .put("status", message.status())
        .put("reason", reason(message.reason()))
        .put("source", isSettled ? "settled" : "live")
        .time("asOf", asOf)
        .time("nextDue", message.nextDue())
        .time("settledAt", message.settledAt())
        .put("decision", decision(message))
        .put("content", content(message.content(), isSettled))
        .put("checkBack", checkBack(message))
        .put(
            "deliveries",
            isSettled ? null : message.deliveries().stream().map(MessageJson::delivery).toList())
        .put("waiting", message.early().isEmpty() ? null : waiting(message.early()))
        .toMap();
  }

  /** The same from a copy that may be behind; nobody knows how far. */
  public static Map<String, Object> stale(Message message, boolean isSettled) {
    Members members = new Members();
    of(message, isSettled, 0).forEach(members::put);
    return members.put("stale", true).toMap();
  }

  /** Who decided; of a settled message only what its status tells. */
  private static @Nullable Object decision(Message message) {
    Decision decision = message.decision();
    if (!decision.isMade()) {
      Decision.Kind told = standing(message);
      return told == Decision.Kind.NONE ? null : new Members().put("kind", told).toMap();
    }
    return new Members()
        .put("kind", decision.kind())
        .put("source", decision.source())
        .time("at", decision.at())
        .text("actor", decision.actor())
        .text("reason", decision.reason())
        .toMap();
  }

  /** The decision that must have been made for the message to have this status. */
  private static Decision.Kind standing(Message message) {
    return switch (message.status()) {
      case ABSENT, EARLY, PREPARED, UNRESOLVED, EXPIRED -> Decision.Kind.NONE;
      case SCHEDULED, DELIVERING, COMPLETED -> Decision.Kind.CONFIRM;
      case CANCELLED -> Decision.Kind.CANCEL;
      case ROLLED_BACK -> Decision.Kind.ROLL_BACK;
      case DEAD_LETTERED ->
          switch (message.reason()) {
            case UNMATCHED, CHECK_UNRESOLVED -> Decision.Kind.NONE;
            default -> Decision.Kind.CONFIRM;
          };
    };
  }

  private static @Nullable Object content(Content content, boolean isSettled) {
    if (!content.isPresent()) {
      return null;
    }
    Members members = new Members().put("mode", content.mode());
    if (!isSettled) {
      members
          .put("producer", content.producer())
          .put("destination", content.destination())
          .text("tag", content.tag())
          .text("key", content.businessKey())
          .time("preparedAt", content.preparedAt())
          .time("deliverAt", content.deliverAt())
          .time("expiresAt", content.expiresAt());
    }
    return members.toMap();
  }

  private static @Nullable Object checkBack(Message message) {
    return message.checkBack().attempt() == 0
        ? null
        : new Members()
            .put("attempt", message.checkBack().attempt())
            .put("answered", isAnswered(message))
            .put("unknowns", message.checkBack().unknowns())
            .toMap();
  }

  /** The answer that decides is kept as the decision. */
  private static boolean isAnswered(Message message) {
    return message.checkBack().answered()
        || message.decision().source() == Decision.Source.CHECK_BACK;
  }

  private static Map<String, Object> delivery(Delivery delivery) {
    return new Members()
        .put("group", delivery.group())
        .put("status", delivery.status())
        .put("attempt", delivery.attempt())
        .put("reason", reason(delivery.reason()))
        .time("dispatchedAt", delivery.dispatchedAt())
        .time("receivedAt", delivery.receivedAt())
        .time("settledAt", delivery.settledAt())
        .time("nextDue", delivery.due())
        .time("heldBackSince", delivery.heldBackSince())
        .put("asked", delivery.asked() ? true : null)
        .put("late", delivery.late() ? true : null)
        .put("resolved", delivery.resolved() ? true : null)
        .put("failure", failure(delivery.failure()))
        .text("note", delivery.note())
        .put("history", delivery.history().stream().map(MessageJson::attempt).toList())
        .toMap();
  }

  private static Map<String, Object> attempt(Attempt attempt) {
    return new Members()
        .put("attempt", attempt.number())
        .put("outcome", attempt.outcome())
        .time("dispatchedAt", attempt.dispatchedAt())
        .time("endedAt", attempt.endedAt())
        .put("failure", attempt.outcome().isByHand() ? null : failure(attempt.failure()))
        .text("actor", attempt.outcome().isByHand() ? attempt.failure().type() : "")
        .text("reason", attempt.outcome().isByHand() ? attempt.failure().message() : "")
        .toMap();
  }

  private static Map<String, Object> waiting(Early early) {
    return new Members()
        .put(
            "decisions",
            early.decisions().stream().map(waiting -> waiting.signal().kind()).toList())
        .put(
            "groups",
            early.groups().stream()
                .map(
                    signal ->
                        new Members()
                            .put("group", signal.group())
                            .put("status", signal.kind())
                            .put("attempt", signal.attempt())
                            .toMap())
                .toList())
        .toMap();
  }

  static @Nullable Object failure(Failure failure) {
    return failure.isPresent()
        ? new Members()
            .text("type", failure.type())
            .text("message", failure.message())
            .text("fingerprint", failure.fingerprint())
            .toMap()
        : null;
  }

  private static @Nullable Reason reason(Reason reason) {
    return reason == Reason.NONE ? null : reason;
  }
}
